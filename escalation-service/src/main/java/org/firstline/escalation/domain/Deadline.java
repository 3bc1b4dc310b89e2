package org.firstline.escalation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.firstline.escalation.domain.Terms.DeadlineName;
import org.jspecify.annotations.Nullable;

/**
 * One promise with its time: a warning, the breach, then the ladder, in this order and each once. All its instants are
 * fixed when it begins, from the policy as it is then; a later policy counts for later deadlines. Whoever wants another
 * due time makes a new revision, which supersedes this one.
 *
 * @param revision which deadline of that name of the order, from 1
 * @param startedAt from when its budget is counted
 * @param budget how long was given
 * @param warnAt when it is near; never after {@code dueAt}
 * @param ladder in the order of their times
 * @param taken how many of its steps (warning, breach, each rung) have been taken
 */
public record Deadline(
        DeadlineName name,
        int revision,
        Instant startedAt,
        Duration budget,
        Instant warnAt,
        Instant dueAt,
        List<Rung> ladder,
        int taken) {

    private static final int WARNING = 0;
    private static final int BREACH = 1;
    private static final int FIRST_RUNG = 2;

    public Deadline {
        ladder = List.copyOf(ladder);
        if (warnAt.isAfter(dueAt) || taken < 0 || taken > FIRST_RUNG + ladder.size()) {
            throw new IllegalArgumentException("expected a deadline that warns before it is due and has taken 0 to "
                    + (FIRST_RUNG + ladder.size()) + " steps, found " + warnAt + ", " + dueAt + ", " + taken);
        }
    }

    /** What a deadline does when its time comes. */
    public sealed interface Step {

        /** The instant it was due at. */
        Instant stepAt();

        record Warn(Instant stepAt) implements Step {}

        record Breach(Instant stepAt) implements Step {}

        /** {@code number} counts from 1. */
        record Climb(Instant stepAt, int number, String role) implements Step {}
    }

    /** When the next step is due; null when all are taken. */
    public @Nullable Instant nextAt() {
        Step next = next();
        return next == null ? null : next.stepAt();
    }

    /** The next step; null when all are taken. */
    public @Nullable Step next() {
        if (taken == WARNING) {
            return new Step.Warn(warnAt);
        }
        if (taken == BREACH) {
            return new Step.Breach(dueAt);
        }
        int rung = taken - FIRST_RUNG;
        if (rung >= ladder.size()) {
            return null;
        }
        return new Step.Climb(
                dueAt.plus(ladder.get(rung).after()), rung + 1, ladder.get(rung).role());
    }

    /** Whether the breach has been taken note of. */
    public boolean isBreached() {
        return taken > BREACH;
    }

    Deadline stepped() {
        return new Deadline(name, revision, startedAt, budget, warnAt, dueAt, ladder, taken + 1);
    }

    /** What is left of it at an instant; zero when nothing is. */
    Duration leftAt(Instant at) {
        Duration left = Duration.between(at, dueAt);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
