package org.firstline.diagnosis.announce;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.firstline.contracts.Accountability;
import org.firstline.contracts.CaseFacts;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.StepTaken;
import org.firstline.contracts.Symptom;
import org.firstline.contracts.Terms;
import org.firstline.contracts.Topics;
import org.firstline.diagnosis.domain.CaseId;
import org.firstline.diagnosis.domain.Complaint;
import org.firstline.diagnosis.domain.Course;
import org.firstline.diagnosis.domain.Facts;
import org.firstline.diagnosis.domain.Notice;
import org.firstline.diagnosis.domain.Step;
import org.firstline.diagnosis.domain.StepOutcome;
import org.firstline.diagnosis.domain.Triage;
import org.firstline.messaging.Announcement;
import org.jspecify.annotations.Nullable;

/** What was decided, as the contract has it. */
public final class Announcements {

    /** The desk that calls back. */
    private static final String CALLBACKS = "callbacks";

    private Announcements() {}

    /**
     * A notice as an announcement.
     *
     * @param sequence number of this event among those of its case
     * @param causationId identity of the event that led to it; null for a person's or the clock's doing
     */
    public static Announcement of(
            CaseId caseId,
            Notice notice,
            long sequence,
            @Nullable String causationId,
            @Nullable String traceparent,
            Instant at) {
        DiagnosisEvent event = event(caseId.value(), notice);
        return Announcement.ofCase(
                Topics.DIAGNOSIS_CASES,
                caseId.toString(),
                Catalogue.typeOf(event),
                sequence,
                causationId,
                traceparent,
                at,
                Catalogue.write(event));
    }

    static DiagnosisEvent event(UUID caseId, Notice notice) {
        return switch (notice) {
            case Notice.Started(var open, var check, var cause) ->
                new DiagnosisEvent.DiagnosisStarted(
                        caseId,
                        open.course().round(),
                        facts(open.course()),
                        check,
                        cause,
                        open.startedAt(),
                        firstLine(open.course(), Terms.NextStep.DIAGNOSE, open.dueAt()));
            case Notice.Fixed(var fixed, var callBackBy) ->
                new DiagnosisEvent.CaseFixed(
                        caseId,
                        fixed.course().round(),
                        facts(fixed.course()),
                        fixed.cause(),
                        fixed.solution(),
                        fixed.by(),
                        fixed.fixedAt(),
                        callBack(callBackBy));
            case Notice.Guided(var guided, var callBackBy) ->
                new DiagnosisEvent.CaseGuided(
                        caseId,
                        guided.course().round(),
                        facts(guided.course()),
                        guided.cause(),
                        guided.guidance(),
                        steps(guided.course().steps()),
                        guided.guidedAt(),
                        callBack(callBackBy));
            case Notice.Escalated(var escalated, var handedOverBy) ->
                new DiagnosisEvent.EscalationNeeded(
                        caseId,
                        escalated.escalationId(),
                        escalated.course().round(),
                        facts(escalated.course()),
                        Terms.Category.valueOf(escalated.course().triage().category()),
                        Terms.Grade.valueOf(escalated.grade().name()),
                        escalated.faultClass(),
                        escalated.probableCause(),
                        symptom(escalated.course().triage().complaint()),
                        steps(escalated.course().wholeRecord()),
                        escalated.workaround(),
                        Terms.Handling.valueOf(
                                escalated.course().triage().handling().name()),
                        escalated.course().triage().agentId(),
                        escalated.escalatedAt(),
                        firstLine(escalated.course(), Terms.NextStep.ACKNOWLEDGE_WORK_ORDER, handedOverBy));
        };
    }

    private static Accountability firstLine(Course course, Terms.NextStep next, Instant dueAt) {
        return new Accountability(Terms.OwnerKind.FIRST_LINE, course.triage().agentId(), next, dueAt);
    }

    private static Accountability callBack(Instant dueAt) {
        return new Accountability(Terms.OwnerKind.FOLLOW_UP, CALLBACKS, Terms.NextStep.CALL_BACK, dueAt);
    }

    private static CaseFacts facts(Course course) {
        Triage triage = course.triage();
        Facts facts = triage.facts();
        return new CaseFacts(
                Terms.ServiceLine.valueOf(facts.serviceLine()),
                facts.region(),
                Terms.CustomerClass.valueOf(facts.customerClass()),
                Terms.ContractClass.valueOf(facts.contractClass()),
                facts.networkElement(),
                facts.serviceRef(),
                facts.customerRef());
    }

    private static Symptom symptom(Complaint complaint) {
        return new Symptom(
                complaint.symptom(),
                complaint.text(),
                complaint.sinceAt(),
                Terms.Frequency.valueOf(complaint.frequency()),
                complaint.tried());
    }

    private static List<StepTaken> steps(List<Step> steps) {
        return steps.stream()
                .map(step ->
                        new StepTaken(step.code(), step.value(), outcome(step.outcome()), step.by(), step.takenAt()))
                .toList();
    }

    private static Terms.@Nullable StepOutcome outcome(@Nullable StepOutcome outcome) {
        return outcome == null ? null : Terms.StepOutcome.valueOf(outcome.name());
    }
}
