package org.firstline.diagnosis.listen;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.firstline.contracts.CaseFacts;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.FollowupEvent.Closure;
import org.firstline.contracts.IntakeEvent;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Symptom;
import org.firstline.contracts.Terms.ResolvedBy;
import org.firstline.diagnosis.domain.CaseId;
import org.firstline.diagnosis.domain.Complaint;
import org.firstline.diagnosis.domain.Facts;
import org.firstline.diagnosis.domain.Handling;
import org.firstline.diagnosis.domain.Input;
import org.firstline.diagnosis.domain.Level;
import org.firstline.diagnosis.domain.Reading;
import org.firstline.diagnosis.domain.StepOutcome;
import org.firstline.diagnosis.domain.Triage;
import org.firstline.messaging.Letter;
import org.firstline.messaging.Reading.Meant;
import org.firstline.messaging.Reading.NotForUs;
import org.firstline.messaging.Reading.Unknown;

/** Events of the other services and of bots as inputs of a diagnosis. */
final class Inputs {

    private Inputs() {}

    static org.firstline.messaging.Reading<Input> ofIntake(Letter letter) {
        return read(letter, IntakeEvent.class, Inputs::fromIntake);
    }

    static org.firstline.messaging.Reading<Input> ofCaseInputs(Letter letter) {
        return read(letter, CaseInput.class, Inputs::fromBots);
    }

    static org.firstline.messaging.Reading<Input> ofFollowup(Letter letter) {
        return read(letter, FollowupEvent.class, Inputs::fromFollowup);
    }

    private static <E extends SuiteEvent> org.firstline.messaging.Reading<Input> read(
            Letter letter, Class<E> family, Function<E, Optional<Input>> meaning) {
        Optional<Class<? extends SuiteEvent>> type = Catalogue.recordOf(letter.type());
        if (type.isEmpty()) {
            return new Unknown<>();
        }
        if (!family.isAssignableFrom(type.get())) {
            throw new IllegalArgumentException(
                    "type: expected one of topic " + letter.topic() + ", found a type of another topic");
        }
        Optional<Input> input = meaning.apply(family.cast(Catalogue.read(letter.type(), letter.data())));
        return input.isPresent() ? new Meant<>(input.get()) : new NotForUs<>();
    }

    private static Optional<Input> fromIntake(IntakeEvent event) {
        return switch (event) {
            case IntakeEvent.CaseTriaged triaged ->
                Optional.of(new Input.Triaged(new CaseId(triaged.caseId()), triage(triaged)));
            case IntakeEvent.CaseOpened e -> Optional.empty();
            case IntakeEvent.CallbackOwed e -> Optional.empty();
            case IntakeEvent.CallbackSettled e -> Optional.empty();
            case IntakeEvent.IntakeRecorded e -> Optional.empty();
            case IntakeEvent.CaseHandedOver e -> Optional.empty();
            case IntakeEvent.CallAttached e -> Optional.empty();
        };
    }

    private static Optional<Input> fromBots(CaseInput event) {
        CaseId id = new CaseId(event.caseId());
        return switch (event) {
            case CaseInput.ObservationReported e ->
                Optional.of(
                        new Input.Observe(id, List.of(new Reading(e.code(), Words.masked(e.value()))), e.reportedBy()));
            case CaseInput.GuidedStepReported e ->
                Optional.of(new Input.ReportStep(
                        id, e.step(), StepOutcome.valueOf(e.outcome().name()), e.reportedBy()));
            case CaseInput.DiagnosisExhausted e -> Optional.of(new Input.Exhaust(id, e.reportedBy()));
            case CaseInput.InformationGiven e -> Optional.empty();
            case CaseInput.CallbackReported e -> Optional.empty();
        };
    }

    private static Optional<Input> fromFollowup(FollowupEvent event) {
        return switch (event) {
            case FollowupEvent.CaseReopened e ->
                // What a department's solution did not hold goes back to the department.
                e.lastResolvedBy() == ResolvedBy.DEPARTMENT
                        ? Optional.empty()
                        : Optional.of(new Input.Reopened(new CaseId(e.caseId()), e.round()));
            case FollowupEvent.CaseClosed e ->
                Optional.of(new Input.Closed(new CaseId(e.caseId()), e.summary().cause(), neverTriaged(e.closure())));
            case FollowupEvent.CustomerInformed e -> Optional.empty();
            case FollowupEvent.CallbackScheduled e -> Optional.empty();
            case FollowupEvent.CallbackDone e -> Optional.empty();
            case FollowupEvent.CallbackMissed e -> Optional.empty();
        };
    }

    private static boolean neverTriaged(Closure closure) {
        return switch (closure) {
            case OUT_OF_SCOPE, CALLBACK_SETTLED -> true;
            case SOLVED_CONFIRMED, SOLVED_NOT_REACHED, CANCELLED -> false;
        };
    }

    private static Triage triage(IntakeEvent.CaseTriaged e) {
        CaseFacts facts = e.facts();
        Symptom symptom = e.symptom();
        return new Triage(
                new Facts(
                        facts.serviceLine().name(),
                        facts.region(),
                        facts.customerClass().name(),
                        facts.contractClass().name(),
                        facts.networkElement(),
                        facts.serviceRef(),
                        facts.customerRef()),
                e.category().name(),
                Level.valueOf(e.impact().name()),
                Level.valueOf(e.urgency().name()),
                new Complaint(
                        symptom.code(),
                        symptom.text(),
                        symptom.sinceAt(),
                        symptom.frequency().name(),
                        symptom.tried()),
                Handling.valueOf(e.handling().name()),
                e.agentId());
    }
}
