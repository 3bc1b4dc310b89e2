package org.firstline.diagnosis.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The life of a case's diagnosis: one record per state, holding what is true in it. */
public sealed interface Diagnosis {

    /** Nothing is known of the case yet. */
    record Awaited() implements Diagnosis {}

    /** A diagnosis that has begun. */
    sealed interface Begun extends Diagnosis {

        /** What was found and done so far. */
        Course course();
    }

    /** A diagnosis that has come to a conclusion, which may yet turn out not to hold. */
    sealed interface Concluded extends Begun {}

    /** Under way; at {@code dueAt} it concludes from what is known then. */
    record Open(Course course, Instant startedAt, Instant dueAt) implements Begun {}

    /** Support removed the cause itself (manual §3.3.1, inferred). */
    record Fixed(Course course, String cause, String solution, String by, Instant fixedAt) implements Concluded {}

    /** The customer was guided to the fix (manual §3.3.2). */
    record Guided(Course course, String cause, String guidance, String by, Instant guidedAt) implements Concluded {}

    /**
     * Handed to a department (manual §3.3.3).
     *
     * @param probableCause null where no cause is probable enough to be named
     * @param workaround what the customer can do meanwhile, as the code of a guidance
     */
    record Escalated(
            Course course,
            UUID escalationId,
            Grade grade,
            String faultClass,
            @Nullable String probableCause,
            @Nullable String workaround,
            Instant escalatedAt)
            implements Concluded {}

    /** The case is closed. */
    record Ended(Course course, @Nullable String cause, Instant endedAt) implements Begun {}
}
