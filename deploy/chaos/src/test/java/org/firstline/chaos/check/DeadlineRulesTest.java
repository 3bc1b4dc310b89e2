package org.firstline.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.chaos.check.Made.AT;
import static org.firstline.chaos.check.Made.ORDER;

import org.junit.jupiter.api.Test;

/** P3: one fate for each revision, and never early. */
class DeadlineRulesTest {

    private final Made made = Made.sound();

    @Test
    void a_deadline_may_fire_and_be_met_late() {
        made.withoutOrderFrom(2);
        made.step(2, Types.DEADLINE_WARNED, 45, "ACKNOWLEDGE", 60);
        made.step(3, Types.DEADLINE_BREACHED, 60, "ACKNOWLEDGE", 60);
        made.order(4, Types.ORDER_ACKNOWLEDGED, 70, at("acknowledgedAt", 70));
        made.order(5, Types.ORDER_RESOLVED, 90, at("resolvedAt", 90));

        Broken.nothing(made);
    }

    @Test
    void a_deadline_that_fires_after_it_was_met_has_two_fates() {
        made.withoutOrderFrom(3);
        made.step(3, Types.DEADLINE_BREACHED, 60, "ACKNOWLEDGE", 60);
        made.order(4, Types.ORDER_RESOLVED, 90, at("resolvedAt", 90));

        Violation two = Broken.by(new DeadlineFates(), made);

        assertThat(two.promise()).isEqualTo(Promise.P3);
        assertThat(two.about()).contains(ORDER);
        assertThat(two.what()).contains("one fate of ACKNOWLEDGE").contains("breach");
    }

    @Test
    void a_deadline_that_fires_twice_is_doubled() {
        made.withoutOrderFrom(2);
        made.step(2, Types.DEADLINE_BREACHED, 60, "ACKNOWLEDGE", 60);
        made.step(3, Types.DEADLINE_BREACHED, 61, "ACKNOWLEDGE", 60);
        made.now = AT.plusSeconds(100);

        assertThat(Broken.by(new DeadlineFates(), made).what()).contains("once, found it again");
    }

    @Test
    void a_deadline_of_an_earlier_revision_that_fires_after_a_later_one_began_has_two_fates() {
        made.withoutOrderFrom(3);
        made.order(3, "org.firstline.escalation.work-order-returned.v1", 40, at("returnedAt", 40));
        made.order(
                4,
                Types.ORDER_OPENED,
                50,
                "\"submission\":2," + at("acknowledgeDueAt", 110) + "," + at("resolveDueAt", 300));
        made.step(5, Types.DEADLINE_BREACHED, 60, "ACKNOWLEDGE", 60);
        made.now = AT.plusSeconds(100);

        assertThat(Broken.by(new DeadlineFates(), made).what()).contains("found one of another");
    }

    @Test
    void a_deadline_that_was_due_and_never_fired_is_lost() {
        made.withoutOrderFrom(2);
        made.now = AT.plusSeconds(59);
        Broken.nothing(made);

        made.now = AT.plusSeconds(61);

        assertThat(Broken.by(new DeadlineFates(), made).what()).contains("neither fired nor ended");
    }

    @Test
    void a_deadline_that_was_met_after_its_time_and_never_fired_is_lost() {
        made.withoutOrderFrom(2);
        made.order(2, Types.ORDER_ACKNOWLEDGED, 61, at("acknowledgedAt", 61));
        made.order(3, Types.ORDER_RESOLVED, 90, at("resolvedAt", 90));

        assertThat(Broken.by(new DeadlineFates(), made).what()).contains("expected to fire before");
    }

    @Test
    void a_ladder_that_begins_before_the_breach_or_leaves_out_a_rung_is_found() {
        made.withoutOrderFrom(2);
        made.step(2, Types.DEADLINE_BREACHED, 60, "ACKNOWLEDGE", 60);
        made.order(3, Types.LADDER_STEP, 61, "\"deadline\":\"ACKNOWLEDGE\",\"revision\":1,\"rung\":2");
        made.now = AT.plusSeconds(100);

        assertThat(Broken.by(new DeadlineFates(), made).what()).contains("expected the rung 1 before rung 2");
    }

    @Test
    void a_reopened_order_has_a_deadline_of_its_own() {
        made.order(
                4,
                Types.ORDER_OPENED,
                200,
                "\"submission\":2," + at("acknowledgeDueAt", 260) + "," + at("resolveDueAt", 500));
        made.order(5, Types.ORDER_ACKNOWLEDGED, 210, at("acknowledgedAt", 210));
        made.step(6, Types.DEADLINE_BREACHED, 500, "RESOLVE", 500);

        Broken.nothing(made);
    }

    @Test
    void a_breach_that_was_committed_before_its_deadline_is_early() {
        made.withoutOrderFrom(2);
        made.step(2, Types.DEADLINE_BREACHED, 58, "ACKNOWLEDGE", 60);
        made.now = AT.plusSeconds(100);

        Violation early = Broken.by(new NeverEarly(), made);

        assertThat(early.promise()).isEqualTo(Promise.P3);
        assertThat(early.what()).contains("not to fire before its time");
    }

    @Test
    void a_step_that_says_it_was_taken_in_the_future_was_decided_by_another_clock() {
        made.withoutOrderFrom(2);
        made.step(2, Types.DEADLINE_WARNED, 45, "ACKNOWLEDGE", 60);
        made.written.replaceAll(row -> row.type().equals(Types.DEADLINE_WARNED)
                ? new Written(
                        row.service(),
                        AT.plusSeconds(10),
                        row.id(),
                        row.topic(),
                        row.key(),
                        row.eventId(),
                        row.type(),
                        row.sequence(),
                        row.causationId(),
                        row.traceparent(),
                        row.at(),
                        row.payload())
                : row);
        made.now = AT.plusSeconds(50);

        assertThat(Broken.by(new NeverEarly(), made).what()).contains("by the database's clock");
    }

    private static String at(String field, int seconds) {
        return "\"" + field + "\":\"" + AT.plusSeconds(seconds) + "\"";
    }
}
