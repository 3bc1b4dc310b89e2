package org.firstline.contracts;

import java.util.UUID;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Terms.StepOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What bots, IVR and dialers say on {@code case-inputs}, keyed by the case, about cases that no person handles by HTTP.
 */
public sealed interface CaseInput extends SuiteEvent {

    /** The case it is about. */
    UUID caseId();

    /** Which bot, IVR or dialer says it. */
    String reportedBy();

    /** Something was observed: a light, an error message, the result of a check (manual §3.2.1, §3.2.3). */
    record ObservationReported(UUID caseId, String reportedBy, String code, String value) implements CaseInput {
        public ObservationReported {
            head(caseId, reportedBy);
            Check.code("code", code);
            Check.code("value", value);
        }
    }

    /** A guided step came to an end (manual §3.3.2). */
    record GuidedStepReported(UUID caseId, String reportedBy, String step, StepOutcome outcome) implements CaseInput {
        public GuidedStepReported {
            head(caseId, reportedBy);
            Check.code("step", step);
            Check.given("outcome", outcome);
        }
    }

    /** The bot has come to the end of what it can do: diagnosis concludes from what it knows. */
    record DiagnosisExhausted(UUID caseId, String reportedBy) implements CaseInput {
        public DiagnosisExhausted {
            head(caseId, reportedBy);
        }
    }

    /** An answer to a department's question, or what was missing from a returned order. */
    record InformationGiven(UUID caseId, String reportedBy, UUID workOrderId, String information) implements CaseInput {
        public InformationGiven {
            head(caseId, reportedBy);
            Check.id("workOrderId", workOrderId);
            Check.text("information", information);
        }
    }

    /**
     * A callback was tried (manual §3.5.1).
     *
     * @param attempt the number the schedule gave this attempt, from 1
     * @param satisfaction 1 (not at all) to 5 (fully); null where not asked
     */
    record CallbackReported(
            UUID caseId,
            String reportedBy,
            int attempt,
            CallbackOutcome outcome,
            @Nullable Integer satisfaction,
            @Nullable String note)
            implements CaseInput {
        public CallbackReported {
            head(caseId, reportedBy);
            Check.within("attempt", attempt, 1, Limits.REPETITIONS);
            Check.given("outcome", outcome);
            Check.withinOrNull("satisfaction", satisfaction, 1, 5);
            Check.textOrNull("note", note);
        }
    }

    private static void head(UUID caseId, String reportedBy) {
        Check.id("caseId", caseId);
        Check.code("reportedBy", reportedBy);
    }
}
