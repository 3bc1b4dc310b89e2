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
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Inbox, suite time, traces, once, doors: on the real database, through the same code that records go through. */
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
    Books books;

    @AfterEach
    void mendEverything() {
        books.mendEverything();
    }

    @Test
    void a_record_is_worked_on_once_however_often_its_topic_says_it() {
        String account = anyAccount();
        Parcel open = entry(account, "open", 0);
        Parcel add = entry(account, "add", 1);

        books.deliver(open, add, add);
        books.deliver(add);

        assertThat(books.journal(account)).containsExactly(1);
    }

    @Test
    void statements_that_are_sent_together_are_done_in_their_order() {
        String account = anyAccount();

        books.now(office.transact(transaction -> Transaction.together(List.of(
                done(transaction, "insert into account (id) values ($1)", account),
                done(transaction, "update account set sequence = sequence + 5 where id = $1", account),
                done(transaction, "update account set sequence = sequence * 3 where id = $1", account)))));

        assertThat(books.number("select sequence from account where id = $1", account))
                .isEqualTo(15);
    }

    @Test
    void of_statements_sent_together_the_first_that_fails_is_told_and_nothing_is_kept() {
        String account = anyAccount();

        assertThatThrownBy(() -> books.now(office.transact(transaction -> Transaction.together(List.of(
                        done(transaction, "insert into account (id) values ($1)", account),
                        done(transaction, "insert into account (id) values ($1)", account),
                        done(transaction, "update account set sequence = 1 where id = $1", account))))))
                .isInstanceOfSatisfying(PgException.class, failure -> assertThat(failure.getSqlState())
                        .isEqualTo("23505"));

        assertThat(books.number("select count(*) from account where id = $1", account))
                .isZero();
    }

    private static Uni<Void> done(Transaction transaction, String sql, String account) {
        return transaction.sql().preparedQuery(sql).execute(Tuple.of(account)).replaceWithVoid();
    }

    @Test
    void of_a_transaction_that_fails_nothing_is_kept() {
        String account = anyAccount();

        assertThatThrownBy(() -> books.now(office.transact(transaction -> transaction
                        .sql()
                        .preparedQuery("insert into account (id) values ($1)")
                        .execute(Tuple.of(account))
                        .flatMap(v -> outbox.add(
                                transaction, List.of(books.announcement(account, new byte[Letter.MOST_BYTES + 1])))))))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(books.number("select count(*) from account where id = $1", account))
                .isZero();
        assertThat(books.number("select count(*) from outbox where aggregateid = $1", account))
                .isZero();
    }

    @Test
    void a_deadlock_is_tried_again_from_scratch() {
        String account = anyAccount();
        List<Integer> attempts = new ArrayList<>();

        books.now(office.transact(transaction -> {
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
        assertThat(books.number("select count(*) from account where id = $1", account))
                .isOne();
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
        long before = books.number("select count(*) from dead_letter");

        List<Parcel> all = new ArrayList<>(poison);
        all.add(0, entry(account, "open", 0));
        all.add(entry(account, "add", 1));
        all.add(Records.ofType(account, "never-heard-of"));
        all.add(Records.ofType(account, "other"));
        books.now(ledger.route().deliver(all));

        assertThat(books.journal(account)).containsExactly(1);
        // The one with the long header name is fine; it waits for its account to be opened.
        assertThat(books.number("select count(*) from dead_letter") - before).isEqualTo(poison.size() - 1);
        assertThat(books.number("select count(*) from dead_letter where reason like '%secret%'"))
                .isZero();
    }

    @Test
    void a_structured_event_may_carry_anything_as_its_trace() {
        String account = anyAccount();
        String event = "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/x\",\"type\":\"entry\",\"traceparent\":5,"
                + "\"datacontenttype\":\"application/json\",\"data\":{\"task\":\"open\",\"n\":0}}";

        books.deliver(Records.parcel(
                account, List.of("content-type", "application/cloudevents+json"), event.formatted(UUID.randomUUID())));

        assertThat(books.number("select count(*) from account where id = $1", account))
                .isOne();
    }

    @Test
    void suite_time_runs_ahead_and_stands_still_as_it_is_told() {
        Instant wall = Instant.parse("2026-01-05T08:00:00Z");
        books.run("update suite_clock set ahead = '3 days 1 second'");
        Transaction ahead =
                books.now(office.transact(transaction -> Uni.createFrom().item(transaction)));
        assertThat(ahead.suiteTime(wall)).isEqualTo(wall.plusSeconds(3 * 86_400 + 1));
        assertThat(ahead.at()).isAfter(Instant.now().plus(Duration.ofDays(2)));

        books.run("update suite_clock set stopped_at = '2026-02-01T00:00:00Z'");

        Transaction still =
                books.now(office.transact(transaction -> Uni.createFrom().item(transaction)));
        assertThat(still.at()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(still.suiteTime(wall)).isEqualTo(still.at());
    }

    @Test
    void what_was_heard_before_the_inbox_knew_times_is_a_duplicate_still() {
        String account = anyAccount();
        Parcel add = entry(account, "add", 1);
        Letter letter = Letter.read(add);
        books.run("insert into inbox_before values ('" + letter.source() + "', '" + letter.id() + "', now())");

        books.deliver(entry(account, "open", 0), add, entry(account, "add", 2));

        assertThat(books.journal(account)).containsExactly(2);
    }

    @Test
    void our_own_events_stand_in_the_inbox_by_their_time_and_what_others_say_by_its_identity_alone() {
        String account = anyAccount();
        String first = "2026-03-02T08:00:00.123456Z";
        String second = "2026-03-02T08:00:01Z";
        Parcel ours = ofSource("/firstline/intake", Records.with(entry(account, "open", 0), "ce_time", first));
        Parcel add = ofSource("/platforms/p", entry(account, "add", 1));
        Parcel foreign = Records.with(add, "ce_time", first);
        Parcel again = Records.with(add, "ce_time", second);

        books.deliver(ours, foreign);
        books.deliver(ours, again);

        assertThat(books.journal(account)).containsExactly(1);
        assertThat(books.text("select string_agg(said_at::text, ' ' order by said_at) from inbox where id in ('"
                        + Letter.read(ours).id() + "', '" + Letter.read(foreign).id() + "')"))
                .isEqualTo("-infinity 2026-03-02 08:00:00.123456+00");
    }

    @Test
    void nobody_else_can_use_up_the_identity_of_an_event_that_a_service_has_yet_to_say() {
        String account = anyAccount();
        Parcel said = ofSource("/firstline/intake", entry(account, "open", 0));
        Parcel forged = new Parcel(
                "case-inputs", 0, 1, said.recordedAt(), Records.utf8(anyAccount()), said.labels(), said.value());

        books.deliver(forged);
        books.deliver(said, entry(account, "add", 1));

        assertThat(books.journal(account)).containsExactly(1);
        assertThat(books.text("select reason from dead_letter where topic = 'case-inputs' and position = 1"))
                .startsWith("source: expected");
    }

    private static Parcel ofSource(String source, Parcel parcel) {
        return Records.with(parcel, "ce_source", source);
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
        books.run(
                "insert into inbox values ('-infinity', '/old', 'a', now() - interval '9 days'), (now(), '/old', 'b', now() - interval '7 days')");
        books.run("insert into inbox_before values ('/old', 'c', now() - interval '9 days')");
        String account = anyAccount();
        books.deliver(garbage(account));
        books.now(deadLetters.discard(books.letterOf(account), "ops"));
        books.run("update dead_letter set settled_at = now() - interval '9 days' where key_hash = '"
                + Books.hash(account) + "'");

        books.now(office.forget());

        assertThat(books.text("select string_agg(id, ',') from inbox where source = '/old'"))
                .isEqualTo("b");
        assertThat(books.number("select count(*) from inbox_before")).isZero();
        assertThat(books.lettersOf(account)).isEmpty();
    }

    @Test
    void to_forget_nothing_is_looked_at_but_what_is_old_also_where_new_rows_took_the_place_of_old_ones() {
        String rows =
                "insert into inbox (said_at, source, id, received_at) select now(), '/round', n::text, now() - interval '%d days'"
                        + " from generate_series(1, 5000) n";
        books.run(rows.formatted(9));
        books.now(office.forget());
        books.run("vacuum inbox");
        books.run(rows.formatted(1));
        books.run("analyze inbox");

        String plan = books.text("explain (analyze, format yaml) select ctid from inbox"
                + " where received_at < now() - interval '8 days' limit 10000");

        assertThat(plan).doesNotContainPattern("Rows Removed by [A-Za-z ]+: [1-9]");
        books.run("delete from inbox where source = '/round'");
    }

    @Test
    void a_trace_goes_on_from_what_came_in_to_what_goes_out() {
        String account = anyAccount();
        String trace = "00-" + "a".repeat(31) + "1-" + "b".repeat(16) + "-01";

        books.deliver(entry(account, "open", 0), Records.with(entry(account, "add", 1), "traceparent", trace));

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
        books.deliver(entry(account, "open", 0));
        Letter add = Letter.read(entry(account, "add", 1));
        Letter bad = Letter.read(Records.ofType(account, "entry"));

        assertThatThrownBy(() -> books.now(ledger.route().accept(List.of(add, bad))))
                .isInstanceOf(Unreadable.class);
        assertThat(books.journal(account)).isEmpty();
        assertThat(books.now(ledger.route().accept(List.of(add)))).isEqualTo(1);
        assertThat(books.now(ledger.route().accept(List.of(add)))).isZero();
        assertThat(books.journal(account)).containsExactly(1);
    }

    @Test
    void a_request_gets_the_failure_it_brings_out_and_an_innocent_one_none() {
        String account = anyAccount();
        ledger.faults().put("npe", NullPointerException::new);
        books.deliver(entry(account, "npe", 1));

        assertThat(books.now(ledger.route().accept(List.of(Letter.read(entry(account, "open", 0))))))
                .isEqualTo(1);
        assertThatThrownBy(() -> books.now(ledger.route().accept(List.of(Letter.read(entry(account, "npe", 2))))))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void requests_of_many_callers_at_once_are_each_kept_once_and_only_who_brings_out_a_bug_fails() {
        String account = anyAccount();
        ledger.faults().put("npe", NullPointerException::new);
        books.deliver(entry(account, "open", 0));
        List<Letter> letters = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            letters.add(Letter.read(entry(account, i % 20 == 0 ? "npe" : "add", i)));
        }
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (Letter letter : letters) {
            answers.add(ledger.route().accept(List.of(letter)).subscribeAsCompletionStage());
            answers.add(ledger.route().accept(List.of(letter)).subscribeAsCompletionStage());
        }

        int fresh = 0;
        for (int i = 0; i < answers.size(); i++) {
            CompletableFuture<Integer> answer = answers.get(i);
            if ((i / 2 + 1) % 20 == 0) {
                assertThatThrownBy(answer::join).hasCauseInstanceOf(NullPointerException.class);
            } else {
                fresh += answer.join();
            }
        }

        assertThat(fresh).isEqualTo(57);
        assertThat(books.journal(account))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 60)
                        .filter(n -> n % 20 != 0)
                        .boxed()
                        .toList());
        assertThat(books.lettersOf(account)).isEmpty();
    }

    @Test
    void with_the_database_away_nothing_is_dead_lettered_and_all_is_worked_on_after() {
        String account = anyAccount();
        books.deliver(entry(account, "open", 0));
        long before = books.number("select count(*) from dead_letter");

        List<CompletableFuture<Void>> batches = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            batches.add(
                    ledger.route().deliver(List.of(entry(account, "add", i))).subscribeAsCompletionStage());
            if (i % 20 == 10) {
                terminateOurBackends();
            }
        }
        batches.forEach(CompletableFuture::join);

        assertThat(books.journal(account)).hasSize(100).doesNotHaveDuplicates();
        assertThat(books.number("select count(*) from dead_letter")).isEqualTo(before);
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
        return books.now(office.transact(transaction -> office.once(transaction, who, key, fingerprint, resource)));
    }
}
