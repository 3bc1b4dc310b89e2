package org.firstline.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.Grade;
import org.firstline.contracts.Terms.Handling;
import org.jspecify.annotations.Nullable;

/** What diagnosis says on {@code diagnosis.cases}, keyed by the case. A reopened case is a new round. */
public sealed interface DiagnosisEvent extends SuiteEvent.OfCase {

    /** Diagnosis has begun; {@code round} counts from 1 and rises when a case is reopened. */
    record DiagnosisStarted(
            UUID caseId,
            int round,
            CaseFacts facts,
            @Nullable String suggestedCheck,
            @Nullable String probableCause,
            Instant startedAt,
            Accountability accountability)
            implements DiagnosisEvent {
        public DiagnosisStarted {
            Check.id("caseId", caseId);
            Check.within("round", round, 1, Limits.REPETITIONS);
            Check.given("facts", facts);
            Check.codeOrNull("suggestedCheck", suggestedCheck);
            Check.codeOrNull("probableCause", probableCause);
            Check.instant("startedAt", startedAt);
            Check.given("accountability", accountability);
        }
    }

    /** Support fixed it itself (manual §3.3.1, inferred). */
    record CaseFixed(
            UUID caseId,
            int round,
            CaseFacts facts,
            String cause,
            String solution,
            String fixedBy,
            Instant fixedAt,
            Accountability accountability)
            implements DiagnosisEvent {
        public CaseFixed {
            Check.id("caseId", caseId);
            Check.within("round", round, 1, Limits.REPETITIONS);
            Check.given("facts", facts);
            Check.code("cause", cause);
            Check.text("solution", solution);
            Check.code("fixedBy", fixedBy);
            Check.instant("fixedAt", fixedAt);
            Check.given("accountability", accountability);
        }
    }

    /** The customer was guided to the fix step by step (manual §3.3.2). */
    record CaseGuided(
            UUID caseId,
            int round,
            CaseFacts facts,
            String cause,
            String guidance,
            List<StepTaken> steps,
            Instant guidedAt,
            Accountability accountability)
            implements DiagnosisEvent {
        public CaseGuided {
            Check.id("caseId", caseId);
            Check.within("round", round, 1, Limits.REPETITIONS);
            Check.given("facts", facts);
            Check.code("cause", cause);
            Check.code("guidance", guidance);
            steps = Check.list("steps", steps, Limits.STEPS);
            Check.instant("guidedAt", guidedAt);
            Check.given("accountability", accountability);
        }
    }

    /**
     * First line cannot solve it; here is everything a department needs, assembled from the record, nothing retyped
     * (manual §3.3.3).
     *
     * @param escalationId becomes the id of the one main work order
     * @param faultClass what kind of fault is suspected, such as {@code broadband.access-loss-of-signal}
     * @param workaround what the customer can do meanwhile, as a guidance code
     */
    record EscalationNeeded(
            UUID caseId,
            UUID escalationId,
            int round,
            CaseFacts facts,
            Category category,
            Grade grade,
            String faultClass,
            @Nullable String probableCause,
            Symptom symptom,
            List<StepTaken> steps,
            @Nullable String workaround,
            Handling handling,
            @Nullable String agentId,
            Instant requestedAt,
            Accountability accountability)
            implements DiagnosisEvent {
        public EscalationNeeded {
            Check.id("caseId", caseId);
            Check.id("escalationId", escalationId);
            Check.within("round", round, 1, Limits.REPETITIONS);
            Check.given("facts", facts);
            Check.given("category", category);
            Check.given("grade", grade);
            Check.code("faultClass", faultClass);
            Check.codeOrNull("probableCause", probableCause);
            Check.given("symptom", symptom);
            steps = Check.list("steps", steps, Limits.STEPS);
            Check.codeOrNull("workaround", workaround);
            Check.given("handling", handling);
            Check.codeOrNull("agentId", agentId);
            Check.instant("requestedAt", requestedAt);
            Check.given("accountability", accountability);
        }
    }
}
