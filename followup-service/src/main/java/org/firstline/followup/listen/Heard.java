package org.firstline.followup.listen;

import java.time.Instant;
import java.util.Optional;
import org.firstline.contracts.Accountability;
import org.firstline.contracts.CaseFacts;
import org.firstline.contracts.CaseInput.CallbackReported;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.IntakeEvent;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms.DeadlineName;
import org.firstline.followup.domain.Accountable;
import org.firstline.followup.domain.CallbackOutcome;
import org.firstline.followup.domain.CaseId;
import org.firstline.followup.domain.EventId;
import org.firstline.followup.domain.Input;
import org.firstline.followup.domain.News;
import org.firstline.followup.domain.Position;
import org.firstline.followup.domain.Publisher;
import org.firstline.messaging.Letter;
import org.firstline.messaging.Reading;
import org.jspecify.annotations.Nullable;

/** Events of the topics as inputs of the flow. */
final class Heard {

    private Heard() {}

    /**
     * An event that one of our services published about a case.
     *
     * @throws IllegalArgumentException for an event that does not belong on this topic, or breaks its contract
     */
    static Reading<Input> ofCase(Letter letter, Class<? extends SuiteEvent.OfCase> family) {
        Optional<Class<? extends SuiteEvent>> type = Catalogue.recordOf(letter.type());
        if (type.isEmpty()) {
            return new Reading.Unknown<>();
        }
        if (!family.isAssignableFrom(type.get())) {
            throw new IllegalArgumentException("type: expected an event of " + letter.topic() + ", found another one");
        }
        SuiteEvent event = Catalogue.read(letter.type(), letter.data());
        return new Reading.Meant<>(
                switch (event) {
                    case IntakeEvent intake -> intake(letter, intake);
                    case DiagnosisEvent diagnosis -> diagnosis(letter, diagnosis);
                    case EscalationEvent escalation -> escalation(letter, escalation);
                    default ->
                        throw new IllegalArgumentException(
                                "type: expected an event of " + letter.topic() + ", found another one");
                });
    }

    /** What a dialer or bot reports of a callback. */
    static Input reported(CallbackReported report) {
        return new Input.ReportCallback(
                new CaseId(report.caseId()),
                report.attempt(),
                CallbackOutcome.valueOf(report.outcome().name()),
                report.satisfaction(),
                report.reportedBy());
    }

    private static Input intake(Letter letter, IntakeEvent event) {
        return switch (event) {
            case IntakeEvent.CaseOpened e ->
                hear(letter, event, Publisher.INTAKE, e.openedAt(), null, new News.Opened());
            case IntakeEvent.CallbackOwed e ->
                hear(letter, event, Publisher.INTAKE, e.abandonedAt(), e.customerRef(), new News.Owed());
            case IntakeEvent.CallbackSettled e ->
                hear(letter, event, Publisher.INTAKE, e.settledAt(), null, new News.Settled());
            case IntakeEvent.IntakeRecorded e ->
                hear(letter, event, Publisher.INTAKE, null, ref(e.facts()), new News.Other(null));
            case IntakeEvent.CaseTriaged e ->
                hear(letter, event, Publisher.INTAKE, e.triagedAt(), ref(e.facts()), new News.Other(null));
            case IntakeEvent.CaseHandedOver e ->
                hear(letter, event, Publisher.INTAKE, e.handedOverAt(), ref(e.facts()), new News.HandedOver(e.desk()));
            case IntakeEvent.CallAttached e ->
                hear(letter, event, Publisher.INTAKE, e.attachedAt(), null, new News.Attached());
        };
    }

    private static Input diagnosis(Letter letter, DiagnosisEvent event) {
        Publisher by = Publisher.DIAGNOSIS;
        return switch (event) {
            case DiagnosisEvent.DiagnosisStarted e ->
                hear(letter, event, by, e.startedAt(), ref(e.facts()), new News.InRound(e.round()));
            case DiagnosisEvent.CaseFixed e ->
                hear(letter, event, by, e.fixedAt(), ref(e.facts()), new News.Fixed(e.round(), e.cause()));
            case DiagnosisEvent.CaseGuided e ->
                hear(letter, event, by, e.guidedAt(), ref(e.facts()), new News.Guided(e.round(), e.cause()));
            case DiagnosisEvent.EscalationNeeded e ->
                hear(letter, event, by, e.requestedAt(), ref(e.facts()), new News.InRound(e.round()));
        };
    }

    private static Input escalation(Letter letter, EscalationEvent event) {
        Publisher by = Publisher.ESCALATION;
        return switch (event) {
            case EscalationEvent.WorkOrderOpened e ->
                hear(
                        letter,
                        event,
                        by,
                        e.openedAt(),
                        ref(e.facts()),
                        new News.OrderOpened(e.workOrderId(), e.department(), e.submission(), e.resolveDueAt()));
            case EscalationEvent.WorkOrderAcknowledged e ->
                hear(letter, event, by, e.acknowledgedAt(), null, new News.Other(e.department()));
            case EscalationEvent.WorkOrderProgressed e ->
                hear(
                        letter,
                        event,
                        by,
                        e.progressedAt(),
                        null,
                        new News.OrderProgressed(e.department(), e.expectedAt()));
            case EscalationEvent.InformationRequested e ->
                hear(letter, event, by, e.requestedAt(), null, new News.Other(e.department()));
            case EscalationEvent.InformationSupplied e ->
                hear(letter, event, by, e.suppliedAt(), null, new News.Other(e.department()));
            case EscalationEvent.WorkOrderReturned e ->
                hear(letter, event, by, e.returnedAt(), null, new News.Other(e.department()));
            case EscalationEvent.WorkOrderResolved e ->
                hear(
                        letter,
                        event,
                        by,
                        e.resolvedAt(),
                        ref(e.facts()),
                        new News.OrderResolved(e.workOrderId(), e.department(), e.cause()));
            case EscalationEvent.WorkOrderCancelled e ->
                hear(
                        letter,
                        event,
                        by,
                        e.cancelledAt(),
                        null,
                        new News.OrderCancelled(e.workOrderId(), e.department(), e.cancelledBy()));
            case EscalationEvent.DeadlineWarned e ->
                hear(letter, event, by, e.warnedAt(), null, new News.Other(e.department()));
            case EscalationEvent.DeadlineBreached e ->
                hear(
                        letter,
                        event,
                        by,
                        e.breachedAt(),
                        null,
                        e.deadline() == DeadlineName.RESOLVE
                                ? new News.ResolvedLate(e.department(), e.revision())
                                : new News.AcknowledgedLate(e.department()));
            case EscalationEvent.LadderStepTaken e ->
                hear(letter, event, by, e.takenAt(), null, new News.Other(e.department()));
        };
    }

    private static Input hear(
            Letter letter,
            SuiteEvent.OfCase event,
            Publisher publisher,
            @Nullable Instant at,
            @Nullable String customerRef,
            News news) {
        CaseId caseId = new CaseId(event.caseId());
        Position position = new Position(
                new EventId(publisher, letter.sequence()),
                at == null ? letter.recordedAt() : at,
                EventId.ofCause(letter.causationId(), caseId));
        return new Input.Hear(caseId, position, at != null, accountable(event.accountability()), customerRef, news);
    }

    private static String ref(CaseFacts facts) {
        return facts.customerRef();
    }

    private static Accountable accountable(Accountability accountability) {
        return new Accountable(
                Accountable.Owner.valueOf(accountability.owner().name()),
                accountability.ownerId(),
                Accountable.NextStep.valueOf(accountability.nextStep().name()),
                accountability.dueAt());
    }
}
