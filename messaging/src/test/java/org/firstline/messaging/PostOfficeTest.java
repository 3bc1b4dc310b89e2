package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.firstline.messaging.Records.anyAccount;
import static org.firstline.messaging.Records.entry;
import static org.firstline.messaging.Records.garbage;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Inbox, dead letters, parked, held, once: on the real database, through the same code that records go through. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "diagnosis"))
class PostOfficeTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Inject
    PostOffice office;

    @Inject
    Outbox outbox;

    @Inject
    DeadLetters deadLetters;

    @Inject
    Ledger ledger;

    @Inject
    Pool pool;

    @AfterEach
    void mendEverything() {
        ledger.faults().clear();
        run("update suite_clock set ahead = '0', stopped_at = null");
    }

    @Test
    void a_record_is_worked_on_once_however_often_its_topic_says_it() {
        String account = anyAccount();
        Parcel open = entry(account, "open", 0);
        Parcel add = entry(account, "add", 1);

        deliver(open, add, add);
        deliver(add);

        assertThat(journal(account)).containsExactly(1);
    }

    @Test
    void of_a_transaction_that_fails_nothing_is_kept() {
        String account = anyAccount();

        assertThatThrownBy(() -> now(office.transact(transaction -> transaction
                        .sql()
                        .preparedQuery("insert into account (id) values ($1)")
                        .execute(Tuple.of(account))
                        .flatMap(v -> outbox.add(
                                transaction, List.of(announcement(account, new byte[Letter.MOST_BYTES + 1])))))))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(number("select count(*) from account where id = $1", account))
                .isZero();
        assertThat(number("select count(*) from outbox where aggregateid = $1", account))
                .isZero();
    }

    @Test
    void a_deadlock_is_tried_again_from_scratch() {
        String account = anyAccount();
        List<Integer> attempts = new ArrayList<>();

        now(office.transact(transaction -> {
            attempts.add(1);
            return transaction
                    .sql()
                    .preparedQuery("insert into account (id) values ($1)")
                    .execute(Tuple.of(account))
                    .flatMap(v -> attempts.size() < 3
                            ? transaction
                                    .sql()
                                    .query("do $$ begin raise exception 'x' using errcode = '40P01'; end $$")
                                    .execute()
                            : Uni.createFrom().nullItem());
        }));

        assertThat(attempts).hasSize(3);
        assertThat(number("select count(*) from account where id = $1", account))
                .isOne();
    }

    @Test
    void poison_in_the_middle_of_a_batch_stops_only_what_stands_behind_it_on_its_key() {
        String poisoned = anyAccount();
        String other = anyAccount();

        deliver(
                entry(poisoned, "open", 0),
                entry(other, "open", 0),
                entry(poisoned, "add", 1),
                garbage(poisoned),
                entry(poisoned, "add", 2),
                entry(other, "add", 1),
                entry(poisoned, "add", 3));
        deliver(entry(poisoned, "add", 4), entry(other, "add", 2));

        assertThat(journal(poisoned)).containsExactly(1);
        assertThat(journal(other)).containsExactly(1, 2);
        assertThat(parkedBehind(poisoned)).isEqualTo(3);
    }

    @Test
    void after_a_discard_what_was_parked_is_worked_on_in_order() {
        String account = anyAccount();
        Parcel poison = garbage(account);
        deliver(entry(account, "open", 0), poison, entry(account, "add", 1), entry(account, "add", 2));
        deliver(entry(account, "add", 3));

        assertThat(now(deadLetters.discard(letterOf(account), "ops"))).isEqualTo(DeadLetters.Settled.DONE);
        deliver(entry(account, "add", 4));

        assertThat(journal(account)).containsExactly(1, 2, 3, 4);
        assertThat(parkedBehind(account)).isZero();
        assertThat(now(deadLetters.discard(letterOf(account), "ops"))).isEqualTo(DeadLetters.Settled.ALREADY);
    }

    @Test
    void a_settled_dead_letter_that_its_topic_says_again_blocks_nothing() {
        String account = anyAccount();
        Parcel poison = garbage(account);
        deliver(entry(account, "open", 0), poison);
        now(deadLetters.discard(letterOf(account), "ops"));

        deliver(poison, entry(account, "add", 1));

        assertThat(journal(account)).containsExactly(1);
        assertThat(parkedBehind(account)).isZero();
    }

    @Test
    void what_one_record_brings_out_makes_a_dead_letter_of_that_one_alone_until_it_is_mended() {
        for (String task : List.of("npe", "unclear", "state")) {
            String account = anyAccount();
            String other = anyAccount();
            ledger.faults().put("npe", () -> new NullPointerException("secret value"));
            ledger.faults().put("unclear", Surprise::new);
            ledger.faults().put("state", () -> new IllegalStateException("secret value"));

            deliver(
                    entry(account, "open", 0),
                    entry(other, "open", 0),
                    entry(account, "add", 1),
                    entry(account, task, 2),
                    entry(other, "add", 1),
                    entry(account, "add", 3));

            assertThat(journal(account)).as(task).containsExactly(1);
            assertThat(journal(other)).as(task).containsExactly(1);
            assertThat(reasonOf(account)).contains("internal fault").doesNotContain("secret");
            assertThat(now(deadLetters.retry(letterOf(account), "ops"))).isEqualTo(DeadLetters.Settled.STILL_BROKEN);
            ledger.faults().clear();
            assertThat(now(deadLetters.retry(letterOf(account), "ops"))).isEqualTo(DeadLetters.Settled.DONE);
            assertThat(journal(account)).as(task).containsExactly(1, 2, 3);
        }
    }

    private static final class Surprise extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void data_that_the_database_refuses_makes_a_dead_letter_of_that_record_alone() {
        String account = anyAccount();
        ledger.faults().put("data", IllegalStateException::new);

        deliver(entry(account, "open", 0), entry(account, "data", 1), entry(account, "add", 2));

        assertThat(journal(account)).isEmpty();
        assertThat(reasonOf(account)).contains("PgException 22021");
        assertThat(parkedBehind(account)).isEqualTo(1);
    }

    @Test
    void something_parked_that_is_broken_itself_becomes_a_dead_letter_and_the_rest_stays_behind_it() {
        String account = anyAccount();
        ledger.faults().put("npe", NullPointerException::new);
        deliver(
                entry(account, "open", 0),
                garbage(account),
                entry(account, "add", 1),
                entry(account, "npe", 2),
                entry(account, "add", 3));

        assertThat(now(deadLetters.discard(letterOf(account), "ops"))).isEqualTo(DeadLetters.Settled.DONE);

        assertThat(journal(account)).containsExactly(1);
        assertThat(parkedBehind(account)).isEqualTo(1);
        ledger.faults().clear();
        assertThat(now(deadLetters.retry(letterOf(account), "ops"))).isEqualTo(DeadLetters.Settled.DONE);
        assertThat(journal(account)).containsExactly(1, 2, 3);
    }

    @Test
    void of_two_dead_letters_of_a_key_the_earlier_is_retried_first() {
        String account = anyAccount();
        ledger.faults().put("npe", NullPointerException::new);
        deliver(entry(account, "open", 0), garbage(account), entry(account, "add", 1), garbage(account));
        deliver(entry(account, "add", 2));
        ledger.faults().clear();
        List<Long> letters = lettersOf(account);

        assertThat(letters).hasSize(2);
        assertThat(now(deadLetters.retry(letters.get(1), "ops"))).isEqualTo(DeadLetters.Settled.BEHIND_ANOTHER);
        now(deadLetters.discard(letters.get(0), "ops"));
        assertThat(journal(account)).containsExactly(1);
        now(deadLetters.discard(letters.get(1), "ops"));
        assertThat(journal(account)).containsExactly(1, 2);
    }

    @Test
    void records_that_come_while_an_operator_settles_keep_their_order() {
        for (int round = 0; round < 20; round++) {
            String account = anyAccount();
            deliver(entry(account, "open", 0), garbage(account), entry(account, "add", 1));
            long letter = letterOf(account);

            CompletableFuture<?> settled = deadLetters.discard(letter, "ops").subscribeAsCompletionStage();
            CompletableFuture<?> delivered = ledger.route()
                    .deliver(List.of(entry(account, "add", 2)))
                    .flatMap(v -> ledger.route().deliver(List.of(entry(account, "add", 3))))
                    .subscribeAsCompletionStage();
            settled.join();
            delivered.join();

            assertThat(journal(account)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void a_dead_letter_is_announced_without_a_byte_of_it_and_kept_sealed() {
        String account = anyAccount();
        deliver(garbage(account));

        String sha = text("select sha256 from dead_letter where key_hash = $1", hash(account));
        await().atMost(LONG).untilAsserted(() -> assertThat(Records.all(
                        EmbeddedStack.bootstrapServers(), "diagnosis.dead-letters", r -> new String(r.value())
                                .contains(sha)))
                .singleElement()
                .satisfies(r -> assertThat(new String(r.value()))
                        .contains("\"topic\":\"intake.cases\"")
                        .contains("\"reason\":\"expected a CloudEvent")
                        .doesNotContain("secret")));
        byte[] sealed = now(pool.preparedQuery("select sealed from dead_letter where key_hash = $1")
                        .execute(Tuple.of(hash(account))))
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
        assertThat(new String(sealed)).doesNotContain("secret");
        assertThat(new String(office.aside()
                        .parcel(io.vertx.mutiny.core.buffer.Buffer.buffer(sealed))
                        .value()))
                .contains("secret");
    }

    @Test
    void no_record_whatever_it_is_stops_the_others() {
        String account = anyAccount();
        List<String> head = List.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/x", "ce_type", "entry");
        List<Parcel> poison = List.of(
                Records.parcel(null, head, "{}"),
                Records.parcel(anyAccount(), head, null),
                Records.parcel(anyAccount(), head, "x".repeat(Letter.MOST_BYTES + 1)),
                Records.parcel(anyAccount(), List.of("ce_specversion", "1.0", "ce_id", "1"), "{}"),
                Records.parcel(anyAccount(), List.of("ce_specversion", "9.9"), "{}"),
                Records.parcel(anyAccount(), List.of("content-type", "application/cloudevents+json"), "not json"),
                Records.parcel(anyAccount(), List.of("content-type", "application/cloudevents+json"), "[]"),
                Records.parcel(anyAccount(), List.of("content-type", "application/cloudevents-batch+json"), "[]"),
                Records.parcel(
                        anyAccount(),
                        List.of("content-type", "application/cloudevents+json"),
                        "{\"specversion\":\"1.0\",\"id\":\"\\ud800\",\"source\":\"/x\",\"type\":\"entry\",\"data\":{}}"),
                Records.with(entry(anyAccount(), "add", 1), "x".repeat(70_000), "long name"),
                Records.with(entry(anyAccount(), "add", 1), "ce_sequence", "many"),
                Records.with(entry(anyAccount(), "add", 1), "ce_time", "yesterday"),
                Records.ofType(anyAccount(), "reader-bug"),
                Records.ofType(anyAccount(), "reader-library"),
                Records.ofType(anyAccount(), "entry"));
        long before = number("select count(*) from dead_letter");

        List<Parcel> all = new ArrayList<>(poison);
        all.add(0, entry(account, "open", 0));
        all.add(entry(account, "add", 1));
        all.add(Records.ofType(account, "never-heard-of"));
        all.add(Records.ofType(account, "other"));
        now(ledger.route().deliver(all));

        assertThat(journal(account)).containsExactly(1);
        // The one with the long header name is fine; it waits for its account to be opened.
        assertThat(number("select count(*) from dead_letter") - before).isEqualTo(poison.size() - 1);
        assertThat(number("select count(*) from dead_letter where reason like '%secret%'"))
                .isZero();
    }

    @Test
    void a_structured_event_may_carry_anything_as_its_trace() {
        String account = anyAccount();
        String event = "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/x\",\"type\":\"entry\",\"traceparent\":5,"
                + "\"datacontenttype\":\"application/json\",\"data\":{\"task\":\"open\",\"n\":0}}";

        deliver(Records.parcel(
                account, List.of("content-type", "application/cloudevents+json"), event.formatted(UUID.randomUUID())));

        assertThat(number("select count(*) from account where id = $1", account))
                .isOne();
    }

    @Test
    void an_event_before_its_cause_is_worked_on_when_the_cause_comes() {
        String account = anyAccount();

        deliver(entry(account, "add", 1), entry(account, "add", 2));
        assertThat(heldFor(account)).isEqualTo(2);
        deliver(entry(account, "open", 0));

        assertThat(journal(account)).containsExactly(1, 2);
        assertThat(heldFor(account)).isZero();
    }

    @Test
    void an_event_and_its_cause_in_one_batch_need_no_order() {
        String before = anyAccount();
        String behind = anyAccount();

        deliver(
                entry(before, "add", 1),
                entry(before, "open", 0),
                entry(before, "add", 2),
                entry(behind, "open", 0),
                entry(behind, "add", 1));

        assertThat(journal(before)).containsExactlyInAnyOrder(1, 2);
        assertThat(journal(behind)).containsExactly(1);
        assertThat(heldFor(before)).isZero();
    }

    @Test
    void the_sweep_finds_an_event_whose_cause_committed_in_the_same_instant() {
        String account = anyAccount();
        deliver(entry(account, "add", 1));

        // As if neither transaction had seen the other: opened without releasing anything.
        run("insert into account (id, opened) values ('" + account + "', true)");

        await().atMost(LONG).until(() -> heldFor(account) == 0);
        assertThat(journal(account)).containsExactly(1);
    }

    @Test
    void a_held_event_that_is_broken_does_not_take_its_cause_along() {
        String account = anyAccount();
        ledger.faults().put("npe", NullPointerException::new);
        deliver(entry(account, "npe", 1), entry(account, "add", 2));

        deliver(entry(account, "open", 0));

        assertThat(journal(account)).containsExactly(2);
        assertThat(heldFor(account)).isZero();
        ledger.faults().clear();
        assertThat(now(deadLetters.retry(lastThatWasHeld(), "ops"))).isEqualTo(DeadLetters.Settled.DONE);
        assertThat(journal(account)).containsExactly(2, 1);
    }

    @Test
    void the_sweep_makes_a_dead_letter_of_a_held_event_that_is_broken() {
        String account = anyAccount();
        ledger.faults().put("npe", NullPointerException::new);
        deliver(entry(account, "npe", 1), entry(account, "add", 2));
        long before = lastThatWasHeld();
        run("insert into account (id, opened) values ('" + account + "', true)");

        await().atMost(LONG).until(() -> heldFor(account) == 0);

        assertThat(journal(account)).containsExactly(2);
        assertThat(lastThatWasHeld()).isGreaterThan(before);
    }

    @Test
    void what_waits_for_ten_minutes_of_suite_time_is_alarmed_once() {
        String account = anyAccount();
        deliver(entry(account, "add", 1));
        assertThat(number("select count(*) from held where alarmed and waiting_for = $1", "account:" + account))
                .isZero();

        run("update suite_clock set ahead = '11 minutes'");

        await().atMost(LONG)
                .until(() ->
                        number("select count(*) from held where alarmed and waiting_for = $1", "account:" + account)
                                == 1);
    }

    @Test
    void suite_time_runs_ahead_and_stands_still_as_it_is_told() {
        Instant wall = Instant.parse("2026-01-05T08:00:00Z");
        run("update suite_clock set ahead = '3 days 1 second'");
        Transaction ahead = now(office.transact(transaction -> Uni.createFrom().item(transaction)));
        assertThat(ahead.suiteTime(wall)).isEqualTo(wall.plusSeconds(3 * 86_400 + 1));
        assertThat(ahead.at()).isAfter(Instant.now().plus(Duration.ofDays(2)));

        run("update suite_clock set stopped_at = '2026-02-01T00:00:00Z'");

        Transaction still = now(office.transact(transaction -> Uni.createFrom().item(transaction)));
        assertThat(still.at()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(still.suiteTime(wall)).isEqualTo(still.at());
    }

    @Test
    void a_creating_request_counts_once_and_its_key_serves_no_other() {
        String key = UUID.randomUUID().toString();

        assertThat(once("li", key, "same", "first")).isEqualTo("first");
        assertThat(once("li", key, "same", "second")).isEqualTo("first");
        assertThat(once("wang", key, "same", "third")).isEqualTo("third");
        assertThatThrownBy(() -> once("li", key, "different", "fourth")).isInstanceOf(KeyReused.class);
    }

    @Test
    void what_is_older_than_the_topics_is_forgotten_and_nothing_younger() {
        run(
                "insert into inbox values ('/old', 'a', now() - interval '9 days'), ('/old', 'b', now() - interval '7 days')");
        String account = anyAccount();
        deliver(garbage(account));
        now(deadLetters.discard(letterOf(account), "ops"));
        run("update dead_letter set settled_at = now() - interval '9 days' where key_hash = '" + hash(account) + "'");

        now(office.forget());

        assertThat(text("select string_agg(id, ',') from inbox where source = '/old'"))
                .isEqualTo("b");
        assertThat(lettersOf(account)).isEmpty();
    }

    @Test
    void a_trace_goes_on_from_what_came_in_to_what_goes_out() {
        String account = anyAccount();
        String trace = "00-" + "a".repeat(31) + "1-" + "b".repeat(16) + "-01";

        deliver(entry(account, "open", 0), Records.with(entry(account, "add", 1), "traceparent", trace));

        await().atMost(LONG).untilAsserted(() -> assertThat(
                        Records.all(EmbeddedStack.bootstrapServers(), "diagnosis.cases", r -> Records.key(r)
                                .equals(account)))
                .singleElement()
                .satisfies(r -> {
                    assertThat(Records.header(r, "traceparent")).isEqualTo(trace);
                    assertThat(Records.header(r, "ce_causationid")).startsWith("/test#");
                    assertThat(Records.header(r, "ce_id")).isEqualTo(account + ":1");
                }));
    }

    @Test
    void a_letter_over_http_is_worked_on_or_refused_as_a_whole() {
        String account = anyAccount();
        deliver(entry(account, "open", 0));
        Letter add = Letter.read(entry(account, "add", 1));
        Letter bad = Letter.read(Records.ofType(account, "entry"));

        assertThatThrownBy(() -> now(ledger.route().accept(List.of(add, bad)))).isInstanceOf(Unreadable.class);
        assertThat(journal(account)).isEmpty();
        assertThat(now(ledger.route().accept(List.of(add)))).isEqualTo(1);
        assertThat(now(ledger.route().accept(List.of(add)))).isZero();
        assertThat(journal(account)).containsExactly(1);
    }

    @Test
    void a_request_gets_the_failure_it_brings_out_and_an_innocent_one_none() {
        String account = anyAccount();
        ledger.faults().put("npe", NullPointerException::new);
        deliver(entry(account, "npe", 1));

        assertThat(now(ledger.route().accept(List.of(Letter.read(entry(account, "open", 0))))))
                .isEqualTo(1);
        assertThatThrownBy(() -> now(ledger.route().accept(List.of(Letter.read(entry(account, "npe", 2))))))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void with_the_database_away_nothing_is_dead_lettered_and_all_is_worked_on_after() {
        String account = anyAccount();
        deliver(entry(account, "open", 0));
        long before = number("select count(*) from dead_letter");

        List<CompletableFuture<Void>> batches = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            batches.add(
                    ledger.route().deliver(List.of(entry(account, "add", i))).subscribeAsCompletionStage());
            if (i % 20 == 10) {
                terminateOurBackends();
            }
        }
        batches.forEach(CompletableFuture::join);

        assertThat(journal(account)).hasSize(100).doesNotHaveDuplicates();
        assertThat(number("select count(*) from dead_letter")).isEqualTo(before);
    }

    private static void terminateOurBackends() {
        try (var connection = java.sql.DriverManager.getConnection(
                        EmbeddedStack.jdbcUrl(),
                        EmbeddedStack.superuser().user(),
                        EmbeddedStack.superuser().password());
                var statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'diagnosis'");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String once(String who, String key, String fingerprint, String resource) {
        return now(office.transact(transaction -> office.once(transaction, who, key, fingerprint, resource)));
    }

    private static Announcement announcement(String account, byte[] data) {
        return Announcement.ofCase(
                "diagnosis.cases", account, "added", 1, null, null, Instant.parse("2026-01-05T08:00:00Z"), data);
    }

    private void deliver(Parcel... parcels) {
        now(ledger.route().deliver(List.of(parcels)));
    }

    private List<Integer> journal(String account) {
        List<Integer> all = new ArrayList<>();
        for (Row row : now(pool.preparedQuery("select n from journal where account = $1 order by id")
                .execute(Tuple.of(account)))) {
            all.add(row.getInteger(0));
        }
        return all;
    }

    private long heldFor(String account) {
        return number("select count(*) from held where waiting_for = $1", "account:" + account);
    }

    private long parkedBehind(String account) {
        return number("select count(*) from parked where key_hash = $1", hash(account));
    }

    private List<Long> lettersOf(String account) {
        List<Long> all = new ArrayList<>();
        for (Row row : now(pool.preparedQuery("select id from dead_letter where key_hash = $1 order by id")
                .execute(Tuple.of(hash(account))))) {
            all.add(row.getLong(0));
        }
        return all;
    }

    private long lastThatWasHeld() {
        return number("select coalesce(max(id), 0) from dead_letter where admitted");
    }

    private long letterOf(String account) {
        return lettersOf(account).getLast();
    }

    private String reasonOf(String account) {
        return text("select reason from dead_letter where key_hash = $1 order by id desc limit 1", hash(account));
    }

    private static String hash(String account) {
        return String.valueOf(Records.parcel(account, List.of(), null).keyHash());
    }

    private void run(String sql) {
        now(pool.query(sql).execute());
    }

    private long number(String sql, Object... arguments) {
        return now(pool.preparedQuery(sql).execute(Tuple.from(arguments)))
                .iterator()
                .next()
                .getLong(0);
    }

    private String text(String sql, Object... arguments) {
        return now(pool.preparedQuery(sql).execute(Tuple.from(arguments)))
                .iterator()
                .next()
                .getString(0);
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(LONG);
    }
}
