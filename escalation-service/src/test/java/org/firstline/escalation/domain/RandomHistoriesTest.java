package org.firstline.escalation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.firstline.escalation.domain.Terms.DeadlineName;
import org.firstline.escalation.domain.Terms.ReturnReason;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens in whatever order and at whatever times: each step of a deadline's revision is taken once and never
 * early, nothing is said after the end, and nothing that is due is left behind. A failure prints its seed.
 */
class RandomHistoriesTest {

    private static final int HISTORIES = 20_000;
    private static final int INPUTS = 25;

    private record Taken(DeadlineName deadline, int revision, String step) {}

    @Test
    void any_history_keeps_its_promises() {
        long first = Long.getLong("firstline.seed", 20_260_302L);
        for (long seed = first; seed < first + HISTORIES; seed++) {
            check(seed);
        }
    }

    private static void check(long seed) {
        Random random = new Random(seed);
        WorkOrder order = new WorkOrder.Unopened(Any.ORDER);
        Instant at = Any.START;
        Set<Taken> taken = new HashSet<>();
        for (int i = 0; i < INPUTS; i++) {
            at = at.plus(Duration.ofSeconds(random.nextInt(random.nextInt(10) == 0 ? 40_000 : 1_500)));
            Input.OfOrder input = any(random, i);
            Decision decision = Lifecycle.decide(order, input, at, Any.BOOK);
            if (decision instanceof Decision.Advance(WorkOrder.Known next, List<Notice> notices)) {
                assertThat(order).as("seed %d: nothing after the end", seed).isNotInstanceOf(WorkOrder.Cancelled.class);
                if (order instanceof WorkOrder.Resolved) {
                    assertThat(input).as("seed %d: only reopened", seed).isInstanceOf(Input.Reopen.class);
                }
                inOrder(seed, notices, at, taken);
                if (next instanceof WorkOrder.Live live) {
                    DueSteps.Next then = DueSteps.next(live);
                    assertThat(then == null || then.step().stepAt().isAfter(at))
                            .as("seed %d: nothing due is left behind", seed)
                            .isTrue();
                }
                order = next;
            }
        }
    }

    private static void inOrder(long seed, List<Notice> notices, Instant at, Set<Taken> taken) {
        Instant before = Instant.MIN;
        for (Notice notice : notices) {
            if (notice instanceof Notice.Timed timed) {
                Instant stepAt = timed.step().stepAt();
                assertThat(stepAt).as("seed %d: never early", seed).isBeforeOrEqualTo(at);
                assertThat(stepAt).as("seed %d: in order", seed).isAfterOrEqualTo(before);
                before = stepAt;
                String step = timed.step() instanceof Deadline.Step.Climb climb
                        ? "rung " + climb.number()
                        : timed.step().getClass().getSimpleName();
                assertThat(taken.add(new Taken(timed.deadline(), timed.revision(), step)))
                        .as("seed %d: %s of %s %d once", seed, step, timed.deadline(), timed.revision())
                        .isTrue();
            }
        }
    }

    private static Input.OfOrder any(Random random, int step) {
        DepartmentId from = random.nextInt(4) > 0 ? Any.ACCESS : Any.FIELD;
        ReturnReason[] reasons = ReturnReason.values();
        return switch (step == 0 ? 0 : random.nextInt(14)) {
            case 0 -> new Input.Open(Any.ORDER, Any.CASE, Any.request());
            case 1, 2 -> new Input.Acknowledge(Any.ORDER, from, "x");
            case 3 ->
                new Input.Progress(
                        Any.ORDER, from, "x", random.nextBoolean() ? Any.minutes(random.nextInt(900)) : null, null);
            case 4 -> new Input.AskInformation(Any.ORDER, from, "x", new FreeText("what?"));
            case 5 ->
                new Input.Return(
                        Any.ORDER,
                        from,
                        "x",
                        reasons[random.nextInt(reasons.length)],
                        random.nextBoolean() ? Any.FIELD : null,
                        null);
            case 6 -> new Input.Resolve(Any.ORDER, from, "x", "cause", null);
            case 7 -> new Input.SupplyInformation(Any.ORDER, Any.CASE, "bot", new FreeText("this"));
            case 8 ->
                new Input.Resubmit(Any.ORDER, "agent", random.nextBoolean() ? Any.FIELD : null, new FreeText("again"));
            case 9 -> new Input.Cancel(Any.ORDER, "agent", null, random.nextInt(4) == 0 && random.nextBoolean());
            case 10 -> new Input.Reopen(Any.ORDER, Any.CASE, 2);
            default -> new Input.FallDue(Any.ORDER);
        };
    }
}
