package org.firstline.followup.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where following up stands with a case. */
public sealed interface Phase {

    /** When the clock must look at it again; null when it need not. */
    default @Nullable Instant wakeAt() {
        return null;
    }

    /** Others work on it; the story is kept. */
    record Watching() implements Phase {}

    /** A callback's result is awaited. */
    sealed interface Awaiting extends Phase {

        /** Number of the callback within the case, from 1. */
        int attempt();

        /** How often the customer was not reached about this occasion. */
        int missed();

        /** What it is about. */
        Occasion occasion();

        /** When the customer is to be called. */
        Instant callAt();
    }

    /** The customer will be called; at {@code askAt} a person is asked should nobody have reported. */
    record CallbackPlanned(int attempt, int missed, Occasion occasion, Instant callAt, Instant askAt)
            implements Awaiting {
        @Override
        public Instant wakeAt() {
            return askAt;
        }
    }

    /** Nobody reported the callback in time; a person has a task. A report is still welcome. */
    record CallbackOverdue(int attempt, int missed, Occasion occasion, Instant callAt) implements Awaiting {}

    /** The end. */
    record Closed(Closure closure, Instant closedAt) implements Phase {}
}
