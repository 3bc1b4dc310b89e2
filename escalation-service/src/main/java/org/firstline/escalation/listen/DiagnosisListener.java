package org.firstline.escalation.listen;

import jakarta.enterprise.context.ApplicationScoped;
import org.firstline.contracts.CaseFacts;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.DiagnosisEvent.EscalationNeeded;
import org.firstline.contracts.StepTaken;
import org.firstline.contracts.Symptom;
import org.firstline.contracts.Terms.Handling;
import org.firstline.contracts.Topics;
import org.firstline.escalation.domain.CaseId;
import org.firstline.escalation.domain.Input;
import org.firstline.escalation.domain.Request;
import org.firstline.escalation.domain.Terms;
import org.firstline.escalation.domain.WorkOrderId;
import org.firstline.escalation.flow.WorkOrderFlow;
import org.firstline.messaging.Letter;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Reading;
import org.firstline.messaging.Route;

/** {@code diagnosis.cases}: an escalation becomes a work order. */
@ApplicationScoped
class DiagnosisListener {

    private final Route<Input> route;

    DiagnosisListener(PostOffice postOffice, WorkOrderFlow flow) {
        this.route = postOffice.route(Topics.DIAGNOSIS_CASES, DiagnosisListener::read, flow);
    }

    Route<Input> route() {
        return route;
    }

    static Reading<Input> read(Letter letter) {
        return Heard.read(
                letter,
                DiagnosisEvent.class,
                event -> event instanceof EscalationNeeded needed
                        ? new Reading.Meant<>(open(needed))
                        : new Reading.NotForUs<>());
    }

    private static Input open(EscalationNeeded needed) {
        return new Input.Open(
                new WorkOrderId(needed.escalationId()),
                new CaseId(needed.caseId()),
                new Request(
                        facts(needed.facts()),
                        Terms.Category.valueOf(needed.category().name()),
                        Terms.Grade.valueOf(needed.grade().name()),
                        needed.faultClass(),
                        needed.probableCause(),
                        symptom(needed.symptom()),
                        needed.steps().stream().map(DiagnosisListener::step).toList(),
                        needed.handling() == Handling.AUTOMATIC,
                        needed.agentId()));
    }

    private static Request.Facts facts(CaseFacts facts) {
        return new Request.Facts(
                Terms.ServiceLine.valueOf(facts.serviceLine().name()),
                facts.region(),
                facts.customerClass().name(),
                Terms.ContractClass.valueOf(facts.contractClass().name()),
                facts.networkElement(),
                facts.serviceRef(),
                facts.customerRef());
    }

    private static Request.Symptom symptom(Symptom symptom) {
        return new Request.Symptom(
                symptom.code(),
                symptom.text(),
                symptom.sinceAt(),
                symptom.frequency().name(),
                symptom.tried());
    }

    private static Request.Step step(StepTaken step) {
        return new Request.Step(
                step.code(),
                step.value(),
                step.outcome() == null ? null : step.outcome().name(),
                step.by(),
                step.at());
    }
}
