package org.firstline.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.chaos.check.Made.AT;
import static org.firstline.chaos.check.Made.CASE;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** P5 to P7, the heap, and what must be at rest. */
class RestRulesTest {

    private final Made made = Made.sound();

    @Test
    void a_notice_that_is_due_and_has_no_final_state_is_silent() {
        made.notices.add(new Rows.Notice(CASE, 2, "PROGRESS", "PENDING", false));
        Broken.nothing(made);

        made.notices.add(new Rows.Notice(CASE, 3, "CLOSED", "SENDING", true));

        Violation silent = Broken.by(new UpdatesReachAnEnd(), made);
        assertThat(silent.promise()).isEqualTo(Promise.P5);
        assertThat(silent.shown()).anyMatch(line -> line.contains(CASE + "-3"));
    }

    @Test
    void a_notice_that_failed_needs_a_task_for_a_person() {
        made.notices.add(new Rows.Notice(CASE, 2, "CLOSED", "FAILED", true));
        made.said("followup", "followup.cases", 3, Types.CUSTOMER_INFORMED, "{\"noticeId\":\"" + CASE + "-2\"}", null);

        assertThat(Broken.by(new UpdatesReachAnEnd(), made).what()).contains("expected a task");

        made.tasks.add(CASE + "-2");
        Broken.nothing(made);
    }

    @Test
    void the_end_of_a_notice_must_be_announced() {
        made.notices.add(new Rows.Notice(CASE, 2, "CLOSED", "DELIVERED", true));
        made.answeredByGateway(2);

        assertThat(Broken.by(new UpdatesReachAnEnd(), made).what()).contains("to be announced");
    }

    @Test
    void a_notice_that_stands_as_delivered_and_that_the_gateway_never_took_is_found() {
        made.notices.add(new Rows.Notice(CASE, 2, "CLOSED", "DELIVERED", true));
        made.said("followup", "followup.cases", 3, Types.CUSTOMER_INFORMED, "{\"noticeId\":\"" + CASE + "-2\"}", null);

        Violation neverTaken = Broken.by(new UpdatesReachAnEnd(), made);
        assertThat(neverTaken.promise()).isEqualTo(Promise.P5);
        assertThat(neverTaken.about()).isEqualTo("case " + CASE);
        assertThat(neverTaken.what()).contains("never answered 2xx");
        assertThat(neverTaken.shown()).anyMatch(line -> line.contains(CASE + "-2"));

        made.answeredByGateway(2);
        Broken.nothing(made);
    }

    @Test
    void without_the_references_of_the_gateway_it_is_said_that_nobody_judged_what_was_delivered() {
        assertThat(Checker.open(made.evidence())).isEmpty();

        made.gateway = Optional.empty();

        Broken.nothing(made);
        assertThat(Checker.open(made.evidence())).singleElement().asString().contains("P5", "gateway");
    }

    @Test
    void only_progress_may_be_overtaken() {
        made.notices.add(new Rows.Notice(CASE, 2, "PROGRESS", "OVERTAKEN", true));
        Broken.nothing(made);

        made.notices.add(new Rows.Notice(CASE, 3, "CLOSED", "OVERTAKEN", true));

        assertThat(Broken.by(new UpdatesReachAnEnd(), made).what()).contains("only progress");
    }

    @Test
    void poison_that_is_not_in_the_dead_letters_is_found() {
        made.letters.clear();

        Violation missing = Broken.by(new PoisonStaysAlone(), made);

        assertThat(missing.promise()).isEqualTo(Promise.P6);
        assertThat(missing.about()).isEqualTo("call-events/0@77");
        assertThat(missing.shown())
                .anyMatch(line -> line.contains("NOT_JSON") && line.contains("sha256 abc"))
                .anyMatch(line -> line.startsWith("call-events/0@77"));
    }

    @Test
    void poison_that_is_put_aside_twice_by_one_service_is_found() {
        made.letters.add(made.letters.getFirst());

        Violation twice = Broken.by(new PoisonStaysAlone(), made);
        assertThat(twice.what()).contains("one dead letter", "found 2");
        assertThat(twice.shown())
                .filteredOn(line -> line.contains("intake.dead_letter call-events/0@77"))
                .hasSize(2);
    }

    @Test
    void a_dead_letter_of_a_record_that_nothing_is_wrong_with_is_found() {
        made.letters.add(new Rows.DeadLetter(
                "intake",
                "call-events",
                0,
                0,
                "h",
                "def",
                "found an internal fault: ClosedConnectionException",
                "open"));

        assertThat(new PoisonStaysAlone().broken(made.evidence()))
                .anySatisfy(found -> {
                    assertThat(found.what()).contains("nothing is wrong with");
                    assertThat(found.shown()).anyMatch(line -> line.contains("/platforms/p#e-1"));
                })
                .anySatisfy(found -> {
                    assertThat(found.what()).contains("to be announced");
                    assertThat(found.shown())
                            .anyMatch(line -> line.contains("intake.dead_letter call-events/0@0"))
                            .anyMatch(line -> line.contains("/platforms/p#e-1"));
                });
    }

    @Test
    void poison_whose_sending_nobody_answered_may_be_in_the_dead_letters() {
        made.driver.removeIf(entry -> entry instanceof DriverEntry.Acknowledged answer && answer.offset() == 77);

        Broken.nothing(made);
    }

    @Test
    void poison_by_http_that_is_turned_away_or_that_nobody_answers_breaks_nothing() {
        made.driver.add(new DriverEntry.Refused(AT, made.poisonByHttp("p-1"), 400, "callId: expected a text"));
        made.driver.add(new DriverEntry.Refused(AT, made.poisonByHttp("p-2"), 413, ""));
        made.driver.add(new DriverEntry.Unanswered(AT, made.poisonByHttp("p-3"), 0, "ConnectException"));
        made.driver.add(new DriverEntry.Unanswered(AT, made.poisonByHttp("p-4"), 503, "status 503"));
        made.driver.add(new DriverEntry.Unanswered(AT, made.poisonByHttp("p-5"), 429, "status 429"));

        Broken.nothing(made);
    }

    @Test
    void it_is_said_when_no_poison_by_http_was_answered() {
        made.driver.add(new DriverEntry.Unanswered(AT, made.poisonByHttp("p-1"), 503, "status 503"));
        made.driver.add(new DriverEntry.Unanswered(AT, made.poisonByHttp("p-2"), 0, "ConnectException"));

        assertThat(Checker.open(made.evidence())).singleElement().asString().contains("P6", "none of 2 poisoned");

        made.driver.add(new DriverEntry.Refused(AT, made.poisonByHttp("p-3"), 400, ""));
        assertThat(Checker.open(made.evidence())).isEmpty();
    }

    @Test
    void poison_by_http_that_is_taken_on_is_found() {
        made.driver.add(new DriverEntry.Acknowledged(AT, made.poisonByHttp("p-1"), -1, -1));

        Violation taken = Broken.by(new PoisonStaysAlone(), made);
        assertThat(taken.promise()).isEqualTo(Promise.P6);
        assertThat(taken.about()).isEqualTo("poison by HTTP p-1");
        assertThat(taken.what()).contains("expected", "4xx", "taken on with 2xx");
        assertThat(taken.shown()).singleElement().asString().contains("WRONG_SCHEMA", "answered 2xx");
    }

    @Test
    void poison_by_http_over_which_the_service_stumbles_is_found() {
        made.driver.add(new DriverEntry.Unanswered(AT, made.poisonByHttp("p-1"), 500, "status 500"));

        assertThat(Broken.by(new PoisonStaysAlone(), made).what()).contains("found status 500");
    }

    @Test
    void what_is_parked_behind_nothing_is_found() {
        made.parked.add(new Rows.Parked("intake", "call-events", 0, 9, "hash-poison-1"));
        Broken.nothing(made);

        made.parked.add(new Rows.Parked("intake", "call-events", 0, 10, "another"));

        Violation alone = Broken.by(new PoisonStaysAlone(), made);
        assertThat(alone.what()).contains("open dead letter");
        assertThat(alone.shown()).anyMatch(line -> line.contains("intake.parked call-events/0@10"));
    }

    @Test
    void what_is_parked_behind_a_dead_letter_that_is_settled_shows_that_letter_and_the_record() {
        made.parked.add(new Rows.Parked("intake", "call-events", 0, 0, "hash-settled"));
        made.letters.add(new Rows.DeadLetter(
                "intake", "call-events", 0, -1, "hash-settled", "abc", "expected JSON", "discarded"));

        assertThat(Broken.by(new PoisonStaysAlone(), made).shown())
                .anyMatch(line -> line.contains("intake.parked call-events/0@0"))
                .anyMatch(line -> line.contains("/platforms/p#e-1"))
                .anyMatch(line -> line.contains("intake.dead_letter") && line.contains("discarded"));
    }

    @Test
    void a_relay_that_is_present_and_has_no_process_is_found() {
        made.locks.add(new Rows.Lock("intake", -1, 666));

        Violation dead = Broken.by(new NoLockOfTheDead(), made);

        assertThat(dead.promise()).isEqualTo(Promise.P7);
        assertThat(dead.what()).contains("expected 1 relays").contains("found 2");
    }

    @Test
    void a_shard_of_nobody_and_a_shard_of_somebody_who_is_not_there_are_found() {
        made.locks.removeIf(lock -> lock.service().equals("intake") && lock.shard() == 3);
        assertThat(Broken.by(new NoLockOfTheDead(), made).what()).contains("shard 3");

        made.locks.add(new Rows.Lock("intake", 3, 666));

        assertThat(Broken.by(new NoLockOfTheDead(), made).what()).contains("[666]");
    }

    @Test
    void a_transaction_that_is_open_at_rest_is_found() {
        made.sessions.add(new Rows.Session(7, "firstline-intake", "idle in transaction", 31, "select 1"));

        assertThat(Broken.by(new NoLockOfTheDead(), made).what()).contains("31 s");
    }

    @Test
    void dead_rows_without_end_and_dead_rows_that_are_held_back_are_found() {
        made.heaps.add(new Rows.Heap("intake.contact", 10, 900_000, 0, 0));
        assertThat(Broken.by(new HeapBounded(), made).what()).contains("found 900000");

        made.heaps.clear();
        made.heaps.add(new Rows.Heap("intake.contact", 10, 5_000, 5_000, 0));

        assertThat(Broken.by(new HeapBounded(), made).what()).contains("held back");
    }

    @Test
    void a_call_that_does_not_come_to_rest_is_shown_by_its_call_events() {
        made.call("call-2", "e-2", Types.CALL + "offered.v1");
        made.contacts.add(new Rows.Contact("c-2", "p", "call-2", "ringing"));
        made.unrest.add(new Unrest(Promise.P3, "intake.contact, what is due", "expected, found", List.of("c-2")));

        assertThat(Broken.by(new AtRest(), made).shown())
                .singleElement()
                .asString()
                .contains("/platforms/p#e-2");
    }

    @Test
    void an_outbox_with_more_dead_rows_than_the_load_wrote_is_found() {
        made.heaps.clear();
        made.heaps.add(new Rows.Heap("followup.outbox", 0, 15_000, 0, 0));

        Violation dead = Broken.by(new HeapBounded(), made);
        assertThat(dead.about()).isEqualTo("followup.outbox");
        assertThat(dead.what()).contains("at most 5004 dead rows", "found 15000");

        manyWritten("followup", 5_000);
        assertThat(new HeapBounded().broken(made.evidence())).isEmpty();
    }

    @Test
    void what_another_service_wrote_excuses_no_dead_rows() {
        made.heaps.clear();
        made.heaps.add(new Rows.Heap("followup.outbox", 0, 15_000, 0, 0));

        manyWritten("intake", 5_000);

        assertThat(new HeapBounded().broken(made.evidence())).hasSize(1);
    }

    @Test
    void an_inbox_has_no_more_dead_rows_than_faults_can_have_rolled_back() {
        made.heaps.clear();
        made.heaps.add(new Rows.Heap("intake.inbox", 1_000, 7_500, 0, 0));

        assertThat(Broken.by(new HeapBounded(), made).what()).contains("at most 6000 dead rows", "found 7500");

        made.driver.add(new DriverEntry.FaultBegan(AT, 900, "kill", "postgres", ""));
        Broken.nothing(made);
    }

    @Test
    void the_file_of_an_outbox_is_no_larger_than_what_was_ever_written_to_it_explains() {
        made.heaps.clear();
        made.heaps.add(new Rows.Heap("followup.outbox", 0, 0, 0, 10L << 20));

        Violation large = Broken.by(new HeapBounded(), made);
        assertThat(large.promise()).isEqualTo(Promise.HEAP);
        assertThat(large.what()).contains("expected a file of at most", "found " + (10L << 20));

        manyWritten("followup", 5_000);
        assertThat(new HeapBounded().broken(made.evidence())).isEmpty();
    }

    @Test
    void many_dead_rows_are_too_many_however_much_was_written() {
        made.heaps.clear();
        made.heaps.add(new Rows.Heap("followup.outbox", 0, 200_001, 0, 0));
        manyWritten("followup", 150_000);

        assertThat(new HeapBounded().broken(made.evidence()))
                .singleElement()
                .satisfies(found -> assertThat(found.what()).contains("at most 200000"));
    }

    private void manyWritten(String service, int rows) {
        Written one = made.written.stream()
                .filter(row -> row.service().equals(service))
                .findFirst()
                .orElseThrow();
        made.written.addAll(Collections.nCopies(rows, one));
    }

    @Test
    void what_does_not_come_to_rest_is_held_against_its_promise() {
        made.unrest.add(
                new Unrest(Promise.P4, "servers", "expected database and broker to answer, found 3 errors", List.of()));

        Violation nobody = Broken.by(new AtRest(), made);
        assertThat(nobody.promise()).isEqualTo(Promise.P4);
        assertThat(nobody.about()).isEqualTo("servers");
        assertThat(nobody.shown()).isEmpty();
    }

    @Test
    void what_does_not_come_to_rest_names_its_cases_and_shows_what_the_topics_tell_of_them() {
        made.unrest.add(new Unrest(
                Promise.P4,
                "followup.outbox",
                "expected it to come to rest, found 3 rows that go on",
                List.of(CASE, "call-events/0@77", "nobody-knows")));

        Violation unrest = Broken.by(new AtRest(), made);

        assertThat(unrest.about()).isEqualTo("followup.outbox (" + CASE + ", call-events/0@77, nobody-knows)");
        assertThat(unrest.shown())
                .anyMatch(line -> line.contains(Types.CASE_CLOSED))
                .anyMatch(line -> line.startsWith("call-events/0@77"))
                .contains("nobody-knows  nothing on the topics")
                .hasSize(7);
    }
}
