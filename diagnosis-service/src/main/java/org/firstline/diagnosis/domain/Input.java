package org.firstline.diagnosis.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to a diagnosis. */
public sealed interface Input {

    /** The case it is about. */
    CaseId caseId();

    /** Intake hands the case over. */
    record Triaged(CaseId caseId, Triage triage) implements Input {}

    /** The customer says at the callback that what the first line or the customer did has not held. */
    record Reopened(CaseId caseId, int round) implements Input {}

    /**
     * The case is closed.
     *
     * @param cause the confirmed cause, where there is one
     * @param neverTriaged whether it is closed for a reason that keeps it from ever coming to diagnosis
     */
    record Closed(CaseId caseId, @Nullable String cause, boolean neverTriaged) implements Input {}

    /** Checks showed values (manual §3.2.1 to §3.2.3). */
    record Observe(CaseId caseId, List<Reading> readings, String by) implements Input {
        public Observe {
            readings = List.copyOf(readings);
        }
    }

    /** A guided step came to an end (manual §3.3.2). */
    record ReportStep(CaseId caseId, String guidance, StepOutcome outcome, String by) implements Input {}

    /** The bot can do no more. */
    record Exhaust(CaseId caseId, String by) implements Input {}

    /** A person concludes that it is fixed; without a solution in (masked) words the pack's own is told. */
    record ConcludeFixed(
            CaseId caseId, String cause, @Nullable String solution, String by) implements Input {}

    /** A person concludes that guidance helped; without a cause the most probable one it cures is taken. */
    record ConcludeGuided(
            CaseId caseId, String guidance, @Nullable String cause, String by) implements Input {}

    /** A person concludes that a department is needed; impact and urgency are triage's unless given, the note is masked. */
    record ConcludeEscalate(
            CaseId caseId,
            @Nullable Level impact,
            @Nullable Level urgency,
            @Nullable String note,
            String by) implements Input {}

    /** The diagnosis' time may be up. */
    record FallDue(CaseId caseId) implements Input {}
}
