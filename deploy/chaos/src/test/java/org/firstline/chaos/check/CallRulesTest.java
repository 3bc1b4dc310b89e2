package org.firstline.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.chaos.check.Made.AT;
import static org.firstline.chaos.check.Made.CASE;
import static org.firstline.chaos.check.Made.ORDER;

import org.firstline.chaos.check.DriverEntry.Door;
import org.junit.jupiter.api.Test;

/** P1 and P2: what is lost, what is done twice, what comes of nothing. */
class CallRulesTest {

    private final Made made = Made.sound();

    @Test
    void a_sound_run_breaks_nothing() {
        Broken.nothing(made);
    }

    @Test
    void a_call_that_was_acknowledged_and_has_no_contact_is_lost() {
        made.call("call-2", "e-2", Types.CALL_REPORTED);

        Violation lost = Broken.by(new EveryCallOneCase(), made);

        assertThat(lost.promise()).isEqualTo(Promise.P1);
        assertThat(lost.about()).isEqualTo("call p call-2");
        assertThat(lost.shown()).anyMatch(line -> line.contains("/platforms/p#e-2"));
    }

    @Test
    void a_call_that_got_through_and_has_a_contact_but_no_case_is_lost() {
        made.call("call-2", "e-2", Types.CALL_REPORTED);
        made.contacts.add(new Rows.Contact("c-2", "p", "call-2", "open"));

        assertThat(Broken.by(new EveryCallOneCase(), made).what()).contains("expected a case");
    }

    @Test
    void a_call_that_only_rang_or_was_attached_or_waits_for_a_person_needs_no_case() {
        made.call("call-2", "e-2", Types.CALL + "offered.v1");
        made.contacts.add(new Rows.Contact("c-2", "p", "call-2", "ringing"));
        made.call("call-3", "e-3", Types.CALL_REPORTED);
        made.contacts.add(new Rows.Contact("c-3", "p", "call-3", "attached"));
        made.call("call-4", "e-4", Types.CALL_ANSWERED);
        made.contacts.add(new Rows.Contact("c-4", "p", "call-4", "undecided"));

        Broken.nothing(made);
    }

    @Test
    void a_call_with_two_contacts_is_doubled() {
        made.contacts.add(new Rows.Contact("c-2", "p", "call-1", "open"));

        assertThat(Broken.by(new EveryCallOneCase(), made).what()).contains("found 2");
    }

    @Test
    void a_case_that_was_opened_twice_is_doubled() {
        made.said("intake", "intake.cases", 3, Types.CASE_OPENED, "{}", "/platforms/p#e-9");

        Violation doubled = Broken.by(new EveryCallOneCase(), made);

        assertThat(doubled.about()).isEqualTo("case " + CASE);
        assertThat(doubled.what()).contains("opened 2 times");
    }

    @Test
    void what_nobody_acknowledged_may_be_missing_and_may_be_there() {
        made.driver.add(new DriverEntry.Sent(
                AT, 901, Door.HTTP, "call-events", "call-2", "/platforms/p", "e-2", Types.CALL_REPORTED));
        made.driver.add(new DriverEntry.Unanswered(AT, 901, 0, "connection reset"));
        made.driver.add(new DriverEntry.Sent(
                AT, 902, Door.HTTP, "call-events", "call-3", "/platforms/p", "e-3", Types.CALL_REPORTED));
        made.contacts.add(new Rows.Contact("c-3", "p", "call-3", "recorded"));

        Broken.nothing(made);
    }

    @Test
    void a_contact_that_nobody_spoke_of_comes_of_nothing() {
        made.contacts.add(new Rows.Contact("c-2", "p", "call-2", "open"));

        assertThat(Broken.by(new EveryCallOneCase(), made).what()).contains("nobody did");
    }

    @Test
    void an_escalation_without_an_order_is_lost() {
        made.withoutOrderFrom(1);

        Violation lost = Broken.by(new EveryEscalationOneOrder(), made);

        assertThat(lost.promise()).isEqualTo(Promise.P2);
        assertThat(lost.about()).contains(ORDER);
        assertThat(lost.what()).contains("found none");
    }

    @Test
    void an_order_that_is_opened_twice_is_doubled() {
        made.order(
                4,
                Types.ORDER_OPENED,
                120,
                "\"submission\":1,\"acknowledgeDueAt\":\"" + AT.plusSeconds(700) + "\",\"resolveDueAt\":\""
                        + AT.plusSeconds(800) + "\"");

        assertThat(Broken.by(new EveryEscalationOneOrder(), made).what())
                .contains("submission 1")
                .contains("2 times");
    }

    @Test
    void an_order_without_an_escalation_comes_of_nothing() {
        made.written.removeIf(one -> one.type().equals(Types.ESCALATION_NEEDED));
        made.published.removeIf(one -> one.type().equals(Types.ESCALATION_NEEDED));
        made.story.removeIf(one -> one.type().equals(Types.ESCALATION_NEEDED));

        assertThat(Broken.by(new EveryEscalationOneOrder(), made).what()).contains("behind every order");
    }

    @Test
    void a_rung_of_a_ladder_that_is_climbed_twice_is_doubled() {
        made.withoutOrderFrom(2);
        made.step(2, Types.DEADLINE_WARNED, 45, "ACKNOWLEDGE", 60);
        made.step(3, Types.DEADLINE_BREACHED, 60, "ACKNOWLEDGE", 60);
        rung(4, 1);
        rung(5, 2);
        made.now = AT.plusSeconds(100);
        Broken.nothing(made);

        rung(6, 2);

        assertThat(Broken.by(new EveryEscalationOneOrder(), made).about()).contains("rung 2");
    }

    private void rung(long sequence, int rung) {
        made.order(sequence, Types.LADDER_STEP, 61, "\"deadline\":\"ACKNOWLEDGE\",\"revision\":1,\"rung\":" + rung);
    }

    @Test
    void an_answer_that_is_worked_on_twice_is_found_by_its_two_effects() {
        String progressed = "org.firstline.escalation.work-order-progressed.v1";
        String json = "{\"workOrderId\":\"" + ORDER + "\",\"note\":\"on the way\"}";
        made.said("escalation", "escalation.work-orders", 4, progressed, json, "/departments/d#a-1");
        Broken.nothing(made);

        made.said("escalation", "escalation.work-orders", 5, progressed, json, "/departments/d#a-1");

        Violation twice = Broken.by(new HeardOnce(), made);
        assertThat(twice.promise()).isEqualTo(Promise.P2);
        assertThat(twice.what()).contains("/departments/d#a-1").contains("2 times");
    }

    @Test
    void a_repeat_by_a_relay_is_no_second_effect() {
        made.published.add(made.published.get(1));

        Broken.nothing(made);
    }

    @Test
    void one_cause_may_have_the_same_effect_on_different_orders() {
        made.said("escalation", "escalation.work-orders", 4, Types.ORDER_CANCELLED, cancelled("o-1"), "x#1");
        made.said("escalation", "escalation.work-orders", 5, Types.ORDER_CANCELLED, cancelled("o-2"), "x#1");

        Broken.nothing(made);
    }

    private static String cancelled(String order) {
        return "{\"workOrderId\":\"" + order + "\",\"cancelledAt\":\"" + AT + "\"}";
    }

    @Test
    void a_call_event_that_intake_never_worked_on_is_lost() {
        made.inbox.get("intake").remove("/platforms/p#e-1");

        Violation lost = Broken.by(new NothingUnheard(), made);

        assertThat(lost.promise()).isEqualTo(Promise.P1);
        assertThat(lost.about()).isEqualTo("call call-1");
    }

    @Test
    void an_escalation_that_escalation_never_worked_on_is_lost() {
        made.inbox.get("escalation").remove("/firstline/diagnosis#" + CASE + ":1");

        Violation lost = Broken.by(new NothingUnheard(), made);

        assertThat(lost.promise()).isEqualTo(Promise.P2);
        assertThat(lost.what()).contains("escalation to have worked on");
    }

    @Test
    void what_is_parked_behind_poison_of_its_key_is_not_lost() {
        made.published.add(
                Made.external("call-events", "poison-1", "/platforms/p", "e-7", Types.CALL + "ended.v1", 501));
        assertThat(new NothingUnheard().broken(made.evidence())).hasSize(1);

        made.parked.add(new Rows.Parked("intake", "call-events", 0, 501, "hash-poison-1"));

        Broken.nothing(made);
    }
}
