package org.firstline.intake.domain;

import java.time.Instant;
import org.firstline.intake.domain.Terms.Category;
import org.firstline.intake.domain.Terms.Handling;
import org.firstline.intake.domain.Terms.Severity;
import org.jspecify.annotations.Nullable;

/** Where a contact stands. */
public sealed interface Stage {

    /** A call that rings, or of which only fragments are known. */
    record Ringing() implements Stage {}

    /** A call we made: no case. */
    record Outbound() implements Stage {}

    /**
     * Answered, abandoned or captured, but not yet known who calls (the event that says so is late).
     *
     * @param dueAt when it goes on without
     */
    record Waiting(Instant dueAt) implements Stage {}

    /**
     * Answered by a person, and the same customer has open cases: the agent says whether it is about one of them.
     *
     * @param dueAt when it becomes a case of its own if nobody has said
     */
    record Undecided(Instant dueAt) implements Stage {}

    /**
     * Abandoned: owed a callback until then.
     *
     * @param dueAt as intake promised it, and once follow-up has scheduled it, as follow-up says: it calls only inside
     *     the customers' call window
     * @param attempt the scheduled callback that {@code dueAt} is of, from 1; 0 while none is (rows of before have none)
     */
    record Owed(Instant dueAt, int attempt) implements Stage {

        /** Owed, and not scheduled yet. */
        static Owed promised(Instant dueAt) {
            return new Owed(dueAt, 0);
        }
    }

    /** Abandoned, and nothing is owed any more. */
    record Settled(Instant settledAt) implements Stage {}

    /** A case whose intake is not complete. */
    record Open(Opening opening, @Nullable Identity identity) implements Stage {}

    /** A case whose intake record is complete. */
    record Recorded(Opening opening, @Nullable Identity identity, Facts facts, Symptom symptom) implements Stage {}

    /** Classified and technical support's: diagnosis has it. */
    record Triaged(
            Opening opening,
            @Nullable Identity identity,
            Facts facts,
            Symptom symptom,
            Category category,
            Severity severity)
            implements Stage {}

    /** Not technical support's: another desk has it. */
    record HandedOver(Opening opening, Facts facts, Category category, String desk) implements Stage {}

    /** Not a case of its own: a further call about that one. */
    record Attached(CaseId to) implements Stage {}

    /** How the case began. */
    record Opening(Handling handling, Instant openedAt, Instant recordDueAt) {}

    /** Whether the caller is who they say (manual §3.1.3). */
    record Identity(String method, Result result, Instant checkedAt) {

        /** What the check said; only VERIFIED opens account-specific actions. */
        public enum Result {
            VERIFIED,
            FAILED,
            UNAVAILABLE
        }

        /** Whether account-specific actions are open. */
        public boolean verified() {
            return result == Result.VERIFIED;
        }
    }
}
