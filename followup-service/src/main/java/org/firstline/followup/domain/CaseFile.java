package org.firstline.followup.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A case as followup knows it.
 *
 * @param sequence number of the last event followup said of it; 0 before the first
 * @param openedAt the time of the earliest event heard of it
 */
public record CaseFile(
        CaseId id,
        long sequence,
        @Nullable Instant openedAt,
        Phase phase,
        Claims claims,
        Known known,
        Tally tally,
        Told told) {

    /** What was learnt from others. {@code departments} have, or have had, an order on the case. */
    public record Known(
            @Nullable String customerRef,
            Set<String> departments,
            @Nullable Solution solution) {
        public Known {
            departments = Collections.unmodifiableSet(new TreeSet<>(departments));
        }

        Known withCustomer(@Nullable String ref) {
            return ref == null || customerRef != null ? this : new Known(ref, departments, solution);
        }

        Known withDepartment(@Nullable String department) {
            if (department == null || departments.contains(department)) {
                return this;
            }
            TreeSet<String> more = new TreeSet<>(departments);
            more.add(department);
            return new Known(customerRef, more, solution);
        }

        Known withSolution(Solution next) {
            return new Known(customerRef, departments, next);
        }
    }

    /**
     * What is counted.
     *
     * @param round the round of work the case is in; 0 before diagnosis began
     * @param planned callbacks planned so far; the number of the last
     * @param called callbacks reported so far
     * @param satisfaction 1 to 5, the last that was given
     */
    public record Tally(
            int round,
            int planned,
            int called,
            int breaches,
            @Nullable Integer satisfaction) {

        Tally inRound(int other) {
            return other <= round ? this : new Tally(other, planned, called, breaches, satisfaction);
        }

        Tally plannedOne() {
            return new Tally(round, planned + 1, called, breaches, satisfaction);
        }

        Tally calledOne(@Nullable Integer said) {
            return new Tally(round, planned, called + 1, breaches, said == null ? satisfaction : said);
        }

        Tally breachedOne() {
            return new Tally(round, planned, called, breaches + 1, satisfaction);
        }
    }

    /**
     * What the customer is, or is about to be, told.
     *
     * @param notices notices written so far; the number of the last
     * @param lateRevision the last deadline whose breach the customer was told of; 0 for none
     * @param progressAt when the last notice of progress was due
     */
    public record Told(
            int notices,
            @Nullable Promise promise,
            int lateRevision,
            @Nullable Instant progressAt) {

        Told oneMore() {
            return new Told(notices + 1, promise, lateRevision, progressAt);
        }

        Told promised(Promise next) {
            return new Told(notices, next, lateRevision, progressAt);
        }

        Told late(int revision) {
            return new Told(notices, promise, revision, progressAt);
        }

        Told progressAt(Instant at) {
            return new Told(notices, promise, lateRevision, at);
        }
    }

    /** A case of which nothing was heard yet. */
    public static CaseFile unknown(CaseId id) {
        return new CaseFile(
                id,
                0,
                null,
                new Phase.Watching(),
                Claims.NONE,
                new Known(null, Set.of(), null),
                new Tally(0, 0, 0, 0, null),
                new Told(0, null, 0, null));
    }

    /** Whether nothing was ever heard of it. */
    public boolean isUnknown() {
        return claims.newest().isEmpty();
    }

    /** Whether it is over. */
    public boolean isClosed() {
        return phase instanceof Phase.Closed;
    }

    CaseFile withPhase(Phase next) {
        return new CaseFile(id, sequence, openedAt, next, claims, known, tally, told);
    }

    CaseFile withKnown(Known next) {
        return new CaseFile(id, sequence, openedAt, phase, claims, next, tally, told);
    }

    CaseFile withTally(Tally next) {
        return new CaseFile(id, sequence, openedAt, phase, claims, known, next, told);
    }

    CaseFile withTold(Told next) {
        return new CaseFile(id, sequence, openedAt, phase, claims, known, tally, next);
    }

    CaseFile withClaims(Claims next) {
        return new CaseFile(id, sequence, openedAt, phase, next, known, tally, told);
    }

    CaseFile sayingOneMore() {
        return new CaseFile(id, sequence + 1, openedAt, phase, claims, known, tally, told);
    }

    CaseFile openedBy(Instant at) {
        return openedAt != null && !at.isBefore(openedAt)
                ? this
                : new CaseFile(id, sequence, at, phase, claims, known, tally, told);
    }
}
