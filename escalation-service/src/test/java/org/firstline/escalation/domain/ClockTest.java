package org.firstline.escalation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.firstline.escalation.domain.Terms.ContractClass;
import org.firstline.escalation.domain.Terms.NextStep;
import org.firstline.escalation.domain.Terms.ReturnReason;
import org.junit.jupiter.api.Test;

/** What becomes of deadlines as an order goes its way. */
class ClockTest {

    @Test
    void a_deadline_warns_breaches_and_climbs_in_order() {
        WorkOrder.Known order = Any.after(Any.submitted(), Any.acknowledge(), Any.minutes(1));

        assertThat(due(order, 359)).isEmpty();
        assertThat(due(order, 360)).containsExactly("RESOLVE Warned");
        assertThat(due(order, 480))
                .containsExactly("RESOLVE Warned", "RESOLVE Breached", "RESOLVE Climbed duty-person");
        assertThat(due(order, 10_000))
                .containsExactly(
                        "RESOLVE Warned",
                        "RESOLVE Breached",
                        "RESOLVE Climbed duty-person",
                        "RESOLVE Climbed team-lead",
                        "RESOLVE Climbed manager");
    }

    @Test
    void both_deadlines_steps_are_taken_in_the_order_of_their_times() {
        List<String> steps = due(Any.submitted(), 10_000);

        assertThat(steps).hasSize(10);
        assertThat(steps.subList(0, 5)).allMatch(step -> step.startsWith("ACKNOWLEDGE"));
        assertThat(steps.subList(5, 10)).allMatch(step -> step.startsWith("RESOLVE"));
    }

    @Test
    void an_acknowledged_order_is_not_called_upon_to_acknowledge() {
        WorkOrder.Known order = Any.after(Any.submitted(), Any.acknowledge(), Any.minutes(10));

        assertThat(due(order, 300)).isEmpty();
    }

    @Test
    void an_answer_that_comes_after_the_breach_does_not_hide_it_even_when_the_watch_is_late() {
        Decision decision = Lifecycle.decide(Any.submitted(), Any.acknowledge(), Any.minutes(31), Any.BOOK);

        assertThat(words(decision))
                .containsExactly(
                        "ACKNOWLEDGE Warned",
                        "ACKNOWLEDGE Breached",
                        "ACKNOWLEDGE Climbed duty-person",
                        "Acknowledged");
    }

    @Test
    void return_and_resubmission_leave_the_promise_and_renew_the_time_to_acknowledge() {
        WorkOrder.Known submitted = Any.submitted();
        WorkOrder.Known returned = Any.after(submitted, Any.back(ReturnReason.INFORMATION_MISSING), Any.minutes(20));
        WorkOrder.Known again = Any.after(
                returned, new Input.Resubmit(Any.ORDER, "agent-li", null, new FreeText("x")), Any.minutes(50));

        assertThat(again.resolve()).isEqualTo(submitted.resolve());
        Deadline acknowledge = ((WorkOrder.Submitted) again).acknowledge();
        assertThat(acknowledge.dueAt()).isEqualTo(Any.minutes(80));
        assertThat(acknowledge.revision()).isEqualTo(2);
    }

    @Test
    void the_promise_runs_on_while_the_first_line_has_the_order() {
        WorkOrder.Known returned = Any.after(Any.submitted(), Any.back(ReturnReason.DUPLICATE), Any.minutes(20));

        assertThat(due(returned, 480)).contains("RESOLVE Breached");
        assertThat(returned.accountability().nextStep()).isEqualTo(NextStep.COMPLETE_REQUEST);
        assertThat(returned.accountability().dueAt()).isEqualTo(Any.minutes(60));
    }

    @Test
    void progress_is_told_and_moves_no_deadline() {
        WorkOrder.Known before = Any.after(Any.submitted(), Any.acknowledge(), Any.minutes(1));
        WorkOrder.Known after = Any.after(before, Any.progress(), Any.minutes(2));

        assertThat(after.resolve()).isEqualTo(before.resolve());
        assertThat(after.accountability().dueAt()).isEqualTo(Any.minutes(300));
    }

    @Test
    void a_reopened_order_gets_what_was_left_of_its_time() {
        WorkOrder.Known resolved = Any.after(Any.submitted(), Any.resolve(), Any.minutes(60));
        WorkOrder.Known reopened = Any.after(resolved, new Input.Reopen(Any.ORDER, Any.CASE, 2), Any.minutes(600));

        assertThat(reopened.resolve().dueAt()).isEqualTo(Any.minutes(600 + 420));
        assertThat(reopened.resolve().revision()).isEqualTo(2);
        assertThat(reopened.handover().submission()).isEqualTo(2);
    }

    @Test
    void an_order_reopened_with_nothing_left_gets_the_least_share_and_can_be_breached_again() {
        WorkOrder.Known late = Any.after(Any.submitted(), Any.resolve(), Any.minutes(700));
        WorkOrder.Known reopened = Any.after(late, new Input.Reopen(Any.ORDER, Any.CASE, 2), Any.minutes(800));

        assertThat(reopened.resolve().dueAt()).isEqualTo(Any.minutes(800 + 120));
        assertThat(due(Any.after(reopened, Any.acknowledge(), Any.minutes(801)), 920))
                .contains("RESOLVE Breached");
    }

    @Test
    void a_better_contract_has_less_time() {
        Decision opened = Lifecycle.decide(
                new WorkOrder.Unopened(Any.ORDER),
                new Input.Open(Any.ORDER, Any.CASE, Any.request(ContractClass.GOLD)),
                Any.START,
                Any.BOOK);

        var order = (WorkOrder.Submitted) ((Decision.Advance) opened).next();
        assertThat(order.acknowledge().dueAt()).isEqualTo(Any.minutes(15));
        assertThat(order.resolve().dueAt()).isEqualTo(Any.minutes(240));
        assertThat(order.resolve().warnAt()).isEqualTo(Any.minutes(180));
    }

    @Test
    void what_is_announced_as_due_is_what_is_stored_as_due() {
        Instant odd = Instant.parse("2026-03-02T08:00:00.123456Z");
        Deadline deadline = Any.policy(Terms.Grade.G1, Duration.ofMinutes(1), Duration.ofMinutes(7))
                .resolve(ContractClass.GOLD, odd);

        assertThat(deadline.dueAt().getNano() % 1_000_000).isZero();
        assertThat(deadline.warnAt().getNano() % 1_000_000).isZero();
    }

    private static List<String> due(WorkOrder.Known order, long minutes) {
        return words(Lifecycle.decide(order, new Input.FallDue(Any.ORDER), Any.minutes(minutes), Any.BOOK));
    }

    private static List<String> words(Decision decision) {
        return decision instanceof Decision.Advance(WorkOrder.Known next, List<Notice> notices)
                ? notices.stream().map(ClockTest::word).toList()
                : List.of();
    }

    private static String word(Notice notice) {
        String name = notice.getClass().getSimpleName();
        return notice instanceof Notice.Timed timed
                ? timed.deadline() + " " + name
                        + (timed.step() instanceof Deadline.Step.Climb climb ? " " + climb.role() : "")
                : name;
    }
}
