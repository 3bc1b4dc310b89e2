package org.firstline.escalation.announce;

import java.time.Instant;
import java.util.List;
import org.firstline.contracts.Accountability;
import org.firstline.contracts.CaseFacts;
import org.firstline.contracts.DepartmentOrder;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.StepTaken;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Symptom;
import org.firstline.contracts.Terms;
import org.firstline.escalation.domain.FreeText;
import org.firstline.escalation.domain.Notice;
import org.firstline.escalation.domain.Request;
import org.firstline.escalation.domain.WorkOrder.Head;

/** A notice in the words of the contracts. */
final class Spoken {

    private Spoken() {}

    static SuiteEvent event(Head head, Notice notice, Instant at) {
        return switch (notice) {
            case Notice.Public said -> toAll(head, said, at);
            case Notice.ToDepartment said -> toDepartment(head, said, at);
        };
    }

    private static EscalationEvent toAll(Head head, Notice.Public notice, Instant at) {
        var caseId = head.caseId().value();
        var order = head.id().value();
        var department = notice.department().value();
        var accountability = accountability(notice.accountability());
        return switch (notice) {
            case Notice.Opened n ->
                new EscalationEvent.WorkOrderOpened(
                        caseId,
                        order,
                        facts(head.request().facts()),
                        department,
                        Terms.Grade.valueOf(head.request().grade().name()),
                        n.submission(),
                        n.acknowledgeDueAt(),
                        n.resolveDueAt(),
                        at,
                        accountability);
            case Notice.Acknowledged n ->
                new EscalationEvent.WorkOrderAcknowledged(caseId, order, department, at, accountability);
            case Notice.Progressed n ->
                new EscalationEvent.WorkOrderProgressed(
                        caseId, order, department, n.expectedAt(), FreeText.wordsOf(n.note()), at, accountability);
            case Notice.InformationRequested n ->
                new EscalationEvent.InformationRequested(
                        caseId, order, department, n.question().value(), at, accountability);
            case Notice.InformationSupplied n ->
                new EscalationEvent.InformationSupplied(caseId, order, department, n.by(), at, accountability);
            case Notice.Returned n ->
                new EscalationEvent.WorkOrderReturned(
                        caseId,
                        order,
                        department,
                        Terms.ReturnReason.valueOf(n.reason().name()),
                        FreeText.wordsOf(n.note()),
                        at,
                        accountability);
            case Notice.Resolved n ->
                new EscalationEvent.WorkOrderResolved(
                        caseId,
                        order,
                        facts(head.request().facts()),
                        department,
                        n.cause(),
                        FreeText.wordsOf(n.solution()),
                        at,
                        accountability);
            case Notice.Cancelled n ->
                new EscalationEvent.WorkOrderCancelled(
                        caseId, order, department, n.by(), FreeText.wordsOf(n.reason()), at, accountability);
            case Notice.Warned n ->
                new EscalationEvent.DeadlineWarned(
                        caseId, order, department, name(n), n.revision(), n.deadlineAt(), at, accountability);
            case Notice.Breached n ->
                new EscalationEvent.DeadlineBreached(
                        caseId, order, department, name(n), n.revision(), n.deadlineAt(), at, accountability);
            case Notice.Climbed n ->
                new EscalationEvent.LadderStepTaken(
                        caseId,
                        order,
                        department,
                        name(n),
                        n.revision(),
                        n.step().number(),
                        n.step().role(),
                        at,
                        accountability);
        };
    }

    private static DepartmentOrder toDepartment(Head head, Notice.ToDepartment notice, Instant at) {
        var caseId = head.caseId().value();
        var order = head.id().value();
        var department = notice.department().value();
        return switch (notice) {
            case Notice.Submitted n -> submitted(head, n, at);
            case Notice.Informed n ->
                new DepartmentOrder.Informed(
                        order, caseId, department, n.information().value(), at);
            case Notice.Withdrawn n -> new DepartmentOrder.Withdrawn(order, caseId, department, n.reason(), at);
        };
    }

    private static DepartmentOrder.Submitted submitted(Head head, Notice.Submitted notice, Instant at) {
        Request request = head.request();
        return new DepartmentOrder.Submitted(
                head.id().value(),
                head.caseId().value(),
                notice.department().value(),
                notice.submission(),
                facts(request.facts()),
                Terms.Category.valueOf(request.category().name()),
                Terms.Grade.valueOf(request.grade().name()),
                request.faultClass(),
                request.probableCause(),
                symptom(request.symptom()),
                steps(request.steps()),
                FreeText.wordsOf(notice.remark()),
                notice.acknowledgeDueAt(),
                notice.resolveDueAt(),
                at);
    }

    private static CaseFacts facts(Request.Facts facts) {
        return new CaseFacts(
                Terms.ServiceLine.valueOf(facts.serviceLine().name()),
                facts.region(),
                Terms.CustomerClass.valueOf(facts.customerClass()),
                Terms.ContractClass.valueOf(facts.contractClass().name()),
                facts.networkElement(),
                facts.serviceRef(),
                facts.customerRef());
    }

    private static Symptom symptom(Request.Symptom symptom) {
        return new Symptom(
                symptom.code(),
                symptom.text(),
                symptom.sinceAt(),
                Terms.Frequency.valueOf(symptom.frequency()),
                symptom.tried());
    }

    private static List<StepTaken> steps(List<Request.Step> steps) {
        return steps.stream()
                .map(step -> new StepTaken(
                        step.code(),
                        step.value(),
                        step.outcome() == null ? null : Terms.StepOutcome.valueOf(step.outcome()),
                        step.by(),
                        step.at()))
                .toList();
    }

    private static Accountability accountability(org.firstline.escalation.domain.Accountability who) {
        return new Accountability(
                Terms.OwnerKind.valueOf(who.owner().name()),
                who.ownerId(),
                Terms.NextStep.valueOf(who.nextStep().name()),
                who.dueAt());
    }

    private static Terms.DeadlineName name(Notice.Timed notice) {
        return Terms.DeadlineName.valueOf(notice.deadline().name());
    }
}
