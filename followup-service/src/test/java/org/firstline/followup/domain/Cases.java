package org.firstline.followup.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.firstline.followup.domain.Accountable.NextStep;
import org.firstline.followup.domain.Accountable.Owner;
import org.firstline.followup.domain.CaseFile.Known;
import org.firstline.followup.domain.CaseFile.Tally;
import org.firstline.followup.domain.CaseFile.Told;
import org.firstline.followup.domain.Input.Hear;
import org.jspecify.annotations.Nullable;

/** Cases and events for tests of the rules. */
final class Cases {

    static final CaseId CASE = new CaseId(UUID.fromString("5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41"));
    static final UUID ORDER = UUID.fromString("c1e7a9d4-08b2-4f6f-8f3d-77b1f2d95e10");

    /** Noon in Shanghai: inside the call window. */
    static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

    static final Rules RULES = new Rules(
            Map.of(
                    Occasion.FIXED, Duration.ofHours(2),
                    Occasion.GUIDED, Duration.ofHours(2),
                    Occasion.DEPARTMENT, Duration.ofMinutes(15),
                    Occasion.CANCELLED, Duration.ofMinutes(15),
                    Occasion.ABANDONED, Duration.ofMinutes(15)),
            List.of(Duration.ofHours(2), Duration.ofDays(1)),
            Duration.ofHours(1),
            new CallWindow(LocalTime.of(8, 0), LocalTime.of(21, 0), ZoneId.of("Asia/Shanghai")),
            Duration.ofMinutes(30),
            Duration.ofHours(2));

    private Cases() {}

    static CaseFile unknown() {
        return CaseFile.unknown(CASE);
    }

    /** A case at a department, in round 1, promised for 16:00 Shanghai. */
    static CaseFile watched() {
        return new CaseFile(
                CASE,
                2,
                NOON.minusSeconds(3600),
                new Phase.Watching(),
                claimed(Publisher.ESCALATION, 3),
                new Known("cust-1", Set.of("access-network"), null),
                new Tally(1, 0, 0, 0, null),
                new Told(1, new Promise(ORDER, 1, NOON.plusSeconds(4 * 3600)), 0, null));
    }

    static CaseFile planned(Occasion occasion, int missed) {
        CaseFile file = solved(occasion);
        return file.withPhase(
                new Phase.CallbackPlanned(1, missed, occasion, NOON.plusSeconds(900), NOON.plusSeconds(4500)));
    }

    /** Planned, and past the time by which somebody must have reported it. */
    static CaseFile unreported(Occasion occasion) {
        return solved(occasion).withPhase(new Phase.CallbackPlanned(1, 0, occasion, NOON.minusSeconds(3600), NOON));
    }

    static CaseFile overdue(Occasion occasion) {
        return solved(occasion).withPhase(new Phase.CallbackOverdue(1, 0, occasion, NOON.minusSeconds(7200)));
    }

    static CaseFile closed(Closure closure) {
        return solved(Occasion.DEPARTMENT)
                .withPhase(new Phase.Closed(closure, NOON))
                .withClaims(ours(Accountable.forNothingMore()));
    }

    private static CaseFile solved(Occasion occasion) {
        CaseFile file = watched()
                .withTally(new Tally(1, 1, 0, 0, null))
                .withClaims(ours(Accountable.toCallBack(NOON.plusSeconds(900))));
        return switch (occasion) {
            case ABANDONED -> file.withTally(new Tally(0, 1, 0, 0, null));
            case DEPARTMENT ->
                file.withKnown(file.known()
                        .withSolution(new Solution(ResolvedBy.DEPARTMENT, "access-network", ORDER, "cause", NOON)));
            case FIXED, CANCELLED ->
                file.withKnown(file.known().withSolution(new Solution(ResolvedBy.FIRST_LINE, null, null, null, NOON)));
            case GUIDED ->
                file.withKnown(file.known().withSolution(new Solution(ResolvedBy.CUSTOMER, null, null, "c", NOON)));
        };
    }

    /** Followup's own claim is the newest: what others say late does not move the case. */
    private static Claims ours(Accountable accountable) {
        return claimed(Publisher.ESCALATION, 3)
                .with(new Claim(
                        new Position(new EventId(Publisher.FOLLOWUP, 2), NOON.plusSeconds(1), null), accountable));
    }

    static Claims claimed(Publisher publisher, long number) {
        return Claims.NONE.with(new Claim(
                new Position(new EventId(publisher, number), NOON, null),
                by(Owner.DEPARTMENT, NextStep.RESOLVE_WORK_ORDER)));
    }

    static Accountable by(Owner owner, NextStep step) {
        return new Accountable(owner, null, step, NOON.plusSeconds(3600));
    }

    static Hear heard(Publisher publisher, long number, News news, NextStep next) {
        return new Hear(
                CASE,
                new Position(new EventId(publisher, number), NOON.plusSeconds(1), null),
                true,
                by(Owner.FOLLOW_UP, next),
                "cust-1",
                news);
    }

    static Decision decide(CaseFile file, Input input) {
        return decide(file, input, NOON.plusSeconds(2));
    }

    static Decision decide(CaseFile file, Input input, Instant at) {
        @Nullable EventId cause = input instanceof Hear hear ? hear.position().event() : null;
        return FollowUp.decide(file, input, at, cause, RULES);
    }
}
