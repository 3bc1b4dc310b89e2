package org.firstline.followup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Terms.NextStep;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

/** Whole ways of a case through follow-up, by events only. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "followup"))
@QuarkusTestResource(Outside.class)
class JourneyTest {

    @Test
    void what_a_department_resolved_is_called_back_and_closed_with_its_summary() {
        try (Story story = new Story()) {
            story.say(story.opened())
                    .say(story.diagnosed(1))
                    .say(story.order(1))
                    .untilNotices("PROMISE DELIVERED");
            story.say(story.resolved()).until("callback-scheduled");
            story.say(story.reported(1, CallbackOutcome.SOLVED))
                    .until("callback-scheduled", "callback-done", "case-closed")
                    .untilNotices("PROMISE DELIVERED", "RESOLUTION DELIVERED", "THANKS DELIVERED");

            assertThat(story.one("select data->'summary' ->> 'cause' from story where case_id = '" + story.caseId
                            + "' and type like '%case-closed%'"))
                    .isEqualTo("access.olt-port-laser-failed");
            assertThat(story.one("select status || ' ' || next_step from followup_case where case_id = '" + story.caseId
                            + "'"))
                    .isEqualTo("closed NONE");
        }
    }

    @Test
    void what_is_not_solved_is_reopened_and_followed_again() {
        try (Story story = new Story()) {
            story.say(story.opened())
                    .say(story.diagnosed(1))
                    .say(story.order(1))
                    .say(story.resolved());
            story.until("callback-scheduled")
                    .say(story.reported(1, CallbackOutcome.NOT_SOLVED))
                    .until("callback-scheduled", "callback-done", "case-reopened");
            story.say(story.order(2)).say(story.resolved());
            story.until("callback-scheduled", "callback-done", "case-reopened", "callback-scheduled")
                    .say(story.reported(2, CallbackOutcome.SOLVED))
                    .until(
                            "callback-scheduled",
                            "callback-done",
                            "case-reopened",
                            "callback-scheduled",
                            "callback-done",
                            "case-closed");

            assertThat(story.one("select data->'summary' ->> 'rounds' from story where case_id = '" + story.caseId
                            + "' and type like '%case-closed%'"))
                    .isEqualTo("2");
            story.untilNotices(
                    "PROMISE DELIVERED",
                    "RESOLUTION DELIVERED",
                    "REOPENED DELIVERED",
                    "PROMISE DELIVERED",
                    "RESOLUTION DELIVERED",
                    "THANKS DELIVERED");
        }
    }

    @Test
    void a_customer_who_is_never_reached_is_tried_again_and_then_closed() {
        try (Story story = new Story()) {
            story.say(story.opened()).say(story.fixed(1)).until("callback-scheduled");
            story.say(story.reported(1, CallbackOutcome.NOT_REACHED))
                    .until("callback-scheduled", "callback-missed", "callback-scheduled");
            story.say(story.reported(2, CallbackOutcome.NOT_REACHED))
                    .say(story.reported(3, CallbackOutcome.NOT_REACHED))
                    .until(
                            "callback-scheduled",
                            "callback-missed",
                            "callback-scheduled",
                            "callback-missed",
                            "callback-scheduled",
                            "callback-missed",
                            "case-closed");

            assertThat(story.one("select data->'phase' ->> 'closure' from followup_case where case_id = '"
                            + story.caseId + "'"))
                    .isEqualTo("SOLVED_NOT_REACHED");
        }
    }

    @Test
    void what_is_out_of_scope_is_told_and_closed() {
        try (Story story = new Story("cust-en-1")) {
            story.say(story.opened())
                    .say(story.handedOver())
                    .until("case-closed")
                    .untilNotices("HANDED_OVER DELIVERED");

            assertThat(story.one("select owner || ' ' || owner_id || ' ' || next_step from followup_case"
                            + " where case_id = '" + story.caseId + "'"))
                    .isEqualTo("OTHER_DESK billing NONE");
        }
    }

    @Test
    void an_abandoned_caller_is_called_back_and_the_callback_settled() {
        try (Story story = new Story()) {
            story.say(story.owed()).until("callback-scheduled");
            story.say(story.reported(1, CallbackOutcome.NOT_SOLVED))
                    .until("callback-scheduled", "callback-done", "case-closed");

            assertThat(story.notices()).isEmpty();
            assertThat(story.one("select data->'phase' ->> 'closure' from followup_case where case_id = '"
                            + story.caseId + "'"))
                    .isEqualTo("CALLBACK_SETTLED");
        }
    }

    @Test
    void a_caller_who_came_through_again_is_owed_nothing() {
        try (Story story = new Story()) {
            story.say(story.owed()).say(story.settled()).until("callback-scheduled", "case-closed");
        }
    }

    @Test
    void an_order_that_the_customer_cancelled_closes_the_case_and_any_other_is_called_back() {
        try (Story story = new Story();
                Story other = new Story()) {
            story.say(story.opened()).say(story.order(1)).say(story.cancelled("customer", NextStep.CALL_BACK));
            other.say(other.opened()).say(other.order(1)).say(other.cancelled("20644", NextStep.CALL_BACK));

            story.until("case-closed");
            other.until("callback-scheduled");
        }
    }

    @Test
    void a_gateway_that_fails_three_times_is_tried_until_it_works() {
        try (Story story = new Story("cust-flaky-1")) {
            story.say(story.opened()).say(story.order(1)).untilNotices("PROMISE DELIVERED");

            story.awaiting(() -> story.said("followup").equals(java.util.List.of("customer-informed")), "one event");
            assertThat(story.one("select data ->> 'attempts' from story where case_id = '" + story.caseId
                            + "' and publisher = 'followup'"))
                    .isEqualTo("4");
        }
    }

    @Test
    void what_cannot_be_delivered_becomes_a_task_for_a_person() {
        for (String customer : new String[] {"cust-dead-1", "cust-wrong-1", "cust-unknown-1"}) {
            try (Story story = new Story(customer)) {
                story.say(story.opened()).say(story.order(1)).untilNotices("PROMISE FAILED");

                assertThat(story.texts("select kind || ' ' || state from task where case_id = '" + story.caseId + "'"))
                        .containsExactly("NOTICE_FAILED OPEN");
                assertThat(story.one("select data ->> 'result' from story where case_id = '" + story.caseId
                                + "' and publisher = 'followup'"))
                        .isEqualTo("FAILED");
            }
        }
    }

    @Test
    void a_callback_that_nobody_reports_becomes_a_task_and_ends_it_when_it_is_reported_after_all() {
        try (Story story = new Story()) {
            String task = "select state from task where kind = 'CALLBACK_OVERDUE' and case_id = '" + story.caseId + "'";
            story.say(story.opened()).say(story.fixed(1)).until("callback-scheduled");
            story.later(Duration.ofHours(20)).awaiting(() -> story.one(task).equals("OPEN"), "a task");

            story.say(story.reported(1, CallbackOutcome.SOLVED))
                    .until("callback-scheduled", "callback-done", "case-closed");

            assertThat(story.one(task)).isEqualTo("DONE");
        }
    }

    @Test
    void progress_is_told_once_per_interval_and_the_last_is_never_dropped() {
        try (Story story = new Story()) {
            var first = story.now().plusSeconds(36_000);
            story.say(story.opened()).say(story.order(1)).say(story.progressed(first));
            story.untilNotices("PROMISE DELIVERED", "PROGRESS DELIVERED");
            for (int i = 1; i <= 5; i++) {
                story.say(story.progressed(first.plusSeconds(i)));
            }
            story.untilNotices("PROMISE DELIVERED", "PROGRESS DELIVERED", "PROGRESS PENDING")
                    .awaiting(
                            () -> story.one("select facts ->> 'expectedAt' from notice where state = 'PENDING' and"
                                            + " case_id = '" + story.caseId + "'")
                                    .equals(first.plusSeconds(5).toString()),
                            "the last expectation");

            story.later(Duration.ofMinutes(31))
                    .untilNotices("PROMISE DELIVERED", "PROGRESS DELIVERED", "PROGRESS DELIVERED");
        }
    }

    @Test
    void a_late_department_is_admitted_to_the_customer_once_per_deadline() {
        try (Story story = new Story()) {
            story.say(story.opened()).say(story.order(1)).say(story.late()).say(story.late());

            story.untilNotices("PROMISE DELIVERED", "DELAY DELIVERED");
        }
    }

    @Test
    void a_report_that_comes_before_its_callback_is_held_until_then() {
        try (Story story = new Story()) {
            story.say(story.reported(1, CallbackOutcome.SOLVED))
                    .awaiting(
                            () -> story.one("select count(*) from held where waiting_for = 'callback:" + story.caseId
                                            + ":1'")
                                    .equals("1"),
                            "a held report");

            story.say(story.fixed(1)).until("callback-scheduled", "callback-done", "case-closed");
        }
    }

    @Test
    void a_case_is_followed_whatever_is_heard_of_it_first() {
        try (Story story = new Story()) {
            story.say(story.resolved()).until("callback-scheduled");
            story.say(story.order(1)).say(story.diagnosed(1)).say(story.opened());

            story.awaiting(() -> story.said("intake").size() == 1, "the whole story");
            assertThat(story.said("escalation")).hasSize(2);
            assertThat(story.said("diagnosis")).hasSize(1);
        }
    }
}
