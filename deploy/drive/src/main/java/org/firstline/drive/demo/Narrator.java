package org.firstline.drive.demo;

import java.text.MessageFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.DepartmentOrder;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.IntakeEvent;
import org.firstline.contracts.SuiteEvent;
import org.jspecify.annotations.Nullable;

/** Says in one sentence, in English or Chinese, what an event means. Names no person and no number of a customer. */
final class Narrator {

    private static final String BUNDLE = "org.firstline.drive.demo.narration";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Locale locale;
    private final ResourceBundle words;
    private final Clock clock;

    /** @param clock what day it is, and in which zone times are told */
    Narrator(Locale locale, Clock clock) {
        this.locale = locale;
        this.words = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.clock = clock;
    }

    /** A sentence that is not about an event. */
    String say(String key, @Nullable Object... values) {
        return new MessageFormat(words.getString(key), locale)
                .format(Arrays.stream(values).map(this::word).toArray())
                .strip();
    }

    /** What an event means. */
    String tell(SuiteEvent event) {
        return switch (event) {
            case CallEvent call -> call(call);
            case IntakeEvent intake -> intake(intake);
            case DiagnosisEvent diagnosis -> diagnosis(diagnosis);
            case EscalationEvent escalation -> escalation(escalation);
            case DepartmentOrder order -> order(order);
            case DepartmentAnswer answer -> answer(answer);
            case CaseInput input -> input(input);
            case FollowupEvent followup -> followup(followup);
        };
    }

    private String call(CallEvent event) {
        return switch (event) {
            case CallEvent.Offered e -> of(e, masked(e.callerNumber()), orUnknown(e.queue()));
            case CallEvent.Answered e -> of(e, e.agentId());
            case CallEvent.Transferred e -> of(e, e.toAgentId() != null ? e.toAgentId() : orUnknown(e.toQueue()));
            case CallEvent.Ended e -> of(e);
            case CallEvent.Abandoned e -> of(e);
            case CallEvent.ProblemReported e ->
                of(
                        e,
                        e.problem().serviceLine(),
                        e.problem().category(),
                        e.problem().symptom().code());
        };
    }

    private String intake(IntakeEvent event) {
        return switch (event) {
            case IntakeEvent.CaseOpened e -> of(e, e.handling());
            case IntakeEvent.CallbackOwed e -> of(e, e.accountability().dueAt());
            case IntakeEvent.CallbackSettled e -> of(e);
            case IntakeEvent.IntakeRecorded e ->
                of(
                        e,
                        e.facts().serviceLine(),
                        e.symptom().code(),
                        e.symptom().frequency(),
                        words.getString(e.identityVerified() ? "yes" : "no"),
                        e.recordedBy());
            case IntakeEvent.CaseTriaged e -> of(e, e.category(), e.severity(), e.impact(), e.urgency());
            case IntakeEvent.CaseHandedOver e -> of(e, e.category(), e.desk());
            case IntakeEvent.CallAttached e -> of(e, e.confirmedBy());
        };
    }

    private String diagnosis(DiagnosisEvent event) {
        return switch (event) {
            case DiagnosisEvent.DiagnosisStarted e ->
                of(e, e.round(), orNone(e.suggestedCheck()), orNone(e.probableCause()));
            case DiagnosisEvent.CaseFixed e -> of(e, e.fixedBy(), e.cause(), e.solution());
            case DiagnosisEvent.CaseGuided e -> of(e, e.guidance(), e.cause());
            case DiagnosisEvent.EscalationNeeded e ->
                of(e, e.grade().name(), e.faultClass(), e.steps().size());
        };
    }

    private String escalation(EscalationEvent event) {
        return switch (event) {
            case EscalationEvent.WorkOrderOpened e ->
                of(
                        e,
                        department(e.department()),
                        e.submission(),
                        e.grade().name(),
                        e.acknowledgeDueAt(),
                        e.resolveDueAt());
            case EscalationEvent.WorkOrderAcknowledged e -> of(e, department(e.department()));
            case EscalationEvent.WorkOrderProgressed e ->
                of(e, department(e.department()), orNone(e.note()), e.expectedAt());
            case EscalationEvent.InformationRequested e -> of(e, department(e.department()), e.question());
            case EscalationEvent.InformationSupplied e -> of(e, department(e.department()), e.suppliedBy());
            case EscalationEvent.WorkOrderReturned e ->
                of(e, department(e.department()), e.reason(), orNothing(e.note()));
            case EscalationEvent.WorkOrderResolved e ->
                of(e, department(e.department()), e.cause(), orNothing(e.solution()));
            case EscalationEvent.WorkOrderCancelled e -> of(e, department(e.department()), e.cancelledBy());
            case EscalationEvent.DeadlineWarned e -> of(e, department(e.department()), e.deadline(), e.deadlineAt());
            case EscalationEvent.DeadlineBreached e -> of(e, department(e.department()), e.deadline(), e.deadlineAt());
            case EscalationEvent.LadderStepTaken e -> of(e, e.rung(), e.calledUpon(), department(e.department()));
        };
    }

    private String order(DepartmentOrder event) {
        return switch (event) {
            case DepartmentOrder.Submitted e ->
                of(e, department(e.department()), e.submission(), e.grade().name(), orNothing(e.remark()));
            case DepartmentOrder.Informed e -> of(e, department(e.department()), e.information());
            case DepartmentOrder.Withdrawn e -> of(e, department(e.department()), e.reason());
        };
    }

    private String answer(DepartmentAnswer event) {
        return switch (event) {
            case DepartmentAnswer.Accepted e -> of(e);
            case DepartmentAnswer.Progressed e -> of(e, orNone(e.note()), e.expectedAt());
            case DepartmentAnswer.InformationNeeded e -> of(e, e.question());
            case DepartmentAnswer.Returned e -> of(e, e.reason(), orNothing(e.note()));
            case DepartmentAnswer.Resolved e -> of(e, e.cause());
        };
    }

    private String input(CaseInput event) {
        return switch (event) {
            case CaseInput.ObservationReported e -> of(e, e.reportedBy(), e.code(), e.value());
            case CaseInput.GuidedStepReported e -> of(e, e.reportedBy(), e.step(), e.outcome());
            case CaseInput.DiagnosisExhausted e -> of(e, e.reportedBy());
            case CaseInput.InformationGiven e -> of(e, e.reportedBy(), e.information());
            case CaseInput.CallbackReported e -> of(e, e.reportedBy(), e.attempt(), e.outcome());
        };
    }

    private String followup(FollowupEvent event) {
        return switch (event) {
            case FollowupEvent.CustomerInformed e -> of(e, e.about(), e.result());
            case FollowupEvent.CallbackScheduled e -> of(e, e.attempt(), e.callAt());
            case FollowupEvent.CallbackDone e ->
                of(e, words.getString(e.solved() ? "solved" : "not-solved"), e.satisfaction());
            case FollowupEvent.CallbackMissed e -> of(e, e.attempt());
            case FollowupEvent.CaseReopened e -> of(e, e.round(), e.lastResolvedBy());
            case FollowupEvent.CaseClosed e ->
                of(
                        e,
                        e.closure(),
                        e.summary().rounds(),
                        e.summary().callbacks(),
                        e.summary().breaches());
        };
    }

    private String of(SuiteEvent event, @Nullable Object... values) {
        return say(keyOf(Catalogue.typeOf(event)), values);
    }

    /** The key of a type's sentence. */
    static String keyOf(String type) {
        return type.substring("org.firstline.".length(), type.length() - ".v1".length());
    }

    private Object word(@Nullable Object value) {
        return switch (value) {
            case null -> words.getString("unknown");
            case Enum<?> term -> words.getString(term.getDeclaringClass().getSimpleName() + "." + term.name());
            case Instant at -> time(at);
            case Number number -> number.toString();
            default -> value;
        };
    }

    /** The time of the day; with the date when it is not today. */
    private String time(Instant at) {
        ZonedDateTime told = at.atZone(clock.getZone());
        boolean today = told.toLocalDate().equals(LocalDate.now(clock));
        return told.format(today ? TIME : DAY_AND_TIME);
    }

    private String department(String id) {
        try {
            return words.getString("department." + id);
        } catch (MissingResourceException e) {
            return id;
        }
    }

    private String orNone(@Nullable String text) {
        return text == null ? words.getString("none") : text;
    }

    private String orUnknown(@Nullable String text) {
        return text == null ? words.getString("unknown") : text;
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** A customer's number as far as anybody may see it: its last two digits. */
    private static String masked(@Nullable String number) {
        return number == null ? "" : " (…" + number.substring(number.length() - 2) + ")";
    }
}
