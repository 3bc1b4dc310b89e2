package org.firstline.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.firstline.contracts.Accountability;
import org.firstline.contracts.CaseFacts;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.IntakeEvent;
import org.firstline.contracts.Symptom;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.ContractClass;
import org.firstline.contracts.Terms.CustomerClass;
import org.firstline.contracts.Terms.Frequency;
import org.firstline.contracts.Terms.Handling;
import org.firstline.contracts.Terms.Level;
import org.firstline.contracts.Terms.NextStep;
import org.firstline.contracts.Terms.OwnerKind;
import org.firstline.contracts.Terms.ResolvedBy;
import org.firstline.contracts.Terms.ServiceLine;
import org.firstline.contracts.Terms.Severity;
import org.firstline.contracts.Terms.StepOutcome;

/** Events of the other services and of bots; what a test does not name does not matter to it. */
public final class Events {

    private static final Instant ANY_TIME = Instant.parse("2026-03-02T00:19:40Z");

    private Events() {}

    /** A triaged broadband case. */
    public static IntakeEvent.CaseTriaged triaged(UUID caseId, String symptom, Handling handling) {
        return triaged(caseId, ServiceLine.BROADBAND, symptom, handling);
    }

    /** A triaged case of any service line. */
    public static IntakeEvent.CaseTriaged triaged(UUID caseId, ServiceLine line, String symptom, Handling handling) {
        return new IntakeEvent.CaseTriaged(
                caseId,
                new CaseFacts(
                        line,
                        "CN-31",
                        CustomerClass.RESIDENTIAL,
                        ContractClass.STANDARD,
                        "OLT-SH-PD-0117/1/3/7",
                        "svc-" + caseId,
                        "cust-91be2d"),
                Category.NETWORK_FAULT,
                Severity.MAJOR,
                Level.MEDIUM,
                Level.MEDIUM,
                new Symptom(symptom, null, null, Frequency.PERMANENT, List.of()),
                handling,
                handling == Handling.PERSON ? "agent-li" : null,
                ANY_TIME,
                accountability());
    }

    /** A bot's observation. */
    public static CaseInput.ObservationReported observed(UUID caseId, String check, String value) {
        return new CaseInput.ObservationReported(caseId, "bot-broadband", check, value);
    }

    /** The end of a guided step. */
    public static CaseInput.GuidedStepReported guided(UUID caseId, String step, StepOutcome outcome) {
        return new CaseInput.GuidedStepReported(caseId, "bot-broadband", step, outcome);
    }

    /** The bot can do no more. */
    public static CaseInput.DiagnosisExhausted exhausted(UUID caseId) {
        return new CaseInput.DiagnosisExhausted(caseId, "bot-broadband");
    }

    /** A reopened case. */
    public static FollowupEvent.CaseReopened reopened(UUID caseId, int round, ResolvedBy lastResolvedBy) {
        return new FollowupEvent.CaseReopened(
                caseId,
                round,
                lastResolvedBy,
                lastResolvedBy == ResolvedBy.DEPARTMENT ? UUID.randomUUID() : null,
                ANY_TIME,
                accountability());
    }

    /** A closed case. */
    public static FollowupEvent.CaseClosed closed(UUID caseId, FollowupEvent.Closure closure, String cause) {
        return new FollowupEvent.CaseClosed(
                caseId,
                closure,
                new FollowupEvent.Summary(cause, ResolvedBy.CUSTOMER, null, 1, 1, 0, 5, ANY_TIME),
                ANY_TIME,
                new Accountability(OwnerKind.FOLLOW_UP, "callbacks", NextStep.NONE, null));
    }

    private static Accountability accountability() {
        return new Accountability(OwnerKind.FIRST_LINE, null, NextStep.DIAGNOSE, ANY_TIME.plusSeconds(1800));
    }
}
