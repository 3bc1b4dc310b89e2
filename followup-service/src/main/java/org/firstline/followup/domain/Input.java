package org.firstline.followup.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can happen to a followed case. */
public sealed interface Input {

    /** The case it happens to. */
    CaseId caseId();

    /**
     * Another service said something.
     *
     * @param position where it stands in the story
     * @param timed whether the event itself says when it happened; else it counts from when it was recorded
     * @param customerRef surrogate of the customer, where the event carries it
     */
    record Hear(
            CaseId caseId,
            Position position,
            boolean timed,
            Accountable accountable,
            @Nullable String customerRef,
            News news)
            implements Input {

        /** The same, recorded at this suite time, which counts where the event itself gives none. */
        public Hear recordedAt(Instant at) {
            return timed
                    ? this
                    : new Hear(
                            caseId,
                            new Position(position.event(), at, position.cause()),
                            true,
                            accountable,
                            customerRef,
                            news);
        }
    }

    /** Somebody tried to call the customer back. {@code satisfaction} is 1 to 5, or null. */
    record ReportCallback(
            CaseId caseId,
            int attempt,
            CallbackOutcome outcome,
            @Nullable Integer satisfaction,
            String calledBy) implements Input {}

    /** The time has come for something. */
    record Wake(CaseId caseId) implements Input {}

    /**
     * A notice came to its end.
     *
     * @param asDecided who was accountable when the notice was decided, which is what the customer was told; null of a
     *     notice that an older version decided
     */
    record SettleNotice(
            CaseId caseId,
            String noticeId,
            About about,
            boolean delivered,
            int attempts,
            Instant settledAt,
            @Nullable Accountable asDecided)
            implements Input {}
}
