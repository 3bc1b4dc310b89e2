package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.firstline.messaging.Records.anyAccount;
import static org.firstline.messaging.Records.entry;
import static org.firstline.messaging.Records.garbage;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dead letters and what is parked behind them: on the real database, through the same code that records go through. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "diagnosis"))
class DeadLettersTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Inject
    PostOffice office;

    @Inject
    DeadLetters deadLetters;

    @Inject
    Ledger ledger;

    @Inject
    Books books;

    @Inject
    Pool pool;

    @AfterEach
    void mendEverything() {
        books.mendEverything();
    }

    @Test
    void poison_in_the_middle_of_a_batch_stops_only_what_stands_behind_it_on_its_key() {
        String poisoned = anyAccount();
        String other = anyAccount();

        books.deliver(
                entry(poisoned, "open", 0),
                entry(other, "open", 0),
                entry(poisoned, "add", 1),
                garbage(poisoned),
                entry(poisoned, "add", 2),
                entry(other, "add", 1),
                entry(poisoned, "add", 3));
        books.deliver(entry(poisoned, "add", 4), entry(other, "add", 2));

        assertThat(books.journal(poisoned)).containsExactly(1);
        assertThat(books.journal(other)).containsExactly(1, 2);
        assertThat(books.parkedBehind(poisoned)).isEqualTo(3);
    }

    @Test
    void after_a_discard_what_was_parked_is_worked_on_in_order() {
        String account = anyAccount();
        Parcel poison = garbage(account);
        books.deliver(entry(account, "open", 0), poison, entry(account, "add", 1), entry(account, "add", 2));
        books.deliver(entry(account, "add", 3));

        assertThat(books.now(deadLetters.discard(books.letterOf(account), "ops")))
                .isEqualTo(DeadLetters.Settled.DONE);
        books.deliver(entry(account, "add", 4));

        assertThat(books.journal(account)).containsExactly(1, 2, 3, 4);
        assertThat(books.parkedBehind(account)).isZero();
        assertThat(books.now(deadLetters.discard(books.letterOf(account), "ops")))
                .isEqualTo(DeadLetters.Settled.ALREADY);
    }

    @Test
    void a_settled_dead_letter_that_its_topic_says_again_blocks_nothing() {
        String account = anyAccount();
        Parcel poison = garbage(account);
        books.deliver(entry(account, "open", 0), poison);
        books.now(deadLetters.discard(books.letterOf(account), "ops"));

        books.deliver(poison, entry(account, "add", 1));

        assertThat(books.journal(account)).containsExactly(1);
        assertThat(books.parkedBehind(account)).isZero();
    }

    @Test
    void what_one_record_brings_out_makes_a_dead_letter_of_that_one_alone_until_it_is_mended() {
        for (String task : List.of("npe", "unclear", "state")) {
            String account = anyAccount();
            String other = anyAccount();
            ledger.faults().put("npe", () -> new NullPointerException("secret value"));
            ledger.faults().put("unclear", Surprise::new);
            ledger.faults().put("state", () -> new IllegalStateException("secret value"));

            books.deliver(
                    entry(account, "open", 0),
                    entry(other, "open", 0),
                    entry(account, "add", 1),
                    entry(account, task, 2),
                    entry(other, "add", 1),
                    entry(account, "add", 3));

            assertThat(books.journal(account)).as(task).containsExactly(1);
            assertThat(books.journal(other)).as(task).containsExactly(1);
            assertThat(books.reasonOf(account)).contains("internal fault").doesNotContain("secret");
            assertThat(books.now(deadLetters.retry(books.letterOf(account), "ops")))
                    .isEqualTo(DeadLetters.Settled.STILL_BROKEN);
            ledger.faults().clear();
            assertThat(books.now(deadLetters.retry(books.letterOf(account), "ops")))
                    .isEqualTo(DeadLetters.Settled.DONE);
            assertThat(books.journal(account)).as(task).containsExactly(1, 2, 3);
        }
    }

    private static final class Surprise extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void data_that_the_database_refuses_makes_a_dead_letter_of_that_record_alone() {
        String account = anyAccount();
        ledger.faults().put("data", IllegalStateException::new);

        books.deliver(entry(account, "open", 0), entry(account, "data", 1), entry(account, "add", 2));

        assertThat(books.journal(account)).isEmpty();
        assertThat(books.reasonOf(account)).contains("PgException 22021");
        assertThat(books.parkedBehind(account)).isEqualTo(1);
    }

    @Test
    void something_parked_that_is_broken_itself_becomes_a_dead_letter_and_the_rest_stays_behind_it() {
        String account = anyAccount();
        ledger.faults().put("npe", NullPointerException::new);
        books.deliver(
                entry(account, "open", 0),
                garbage(account),
                entry(account, "add", 1),
                entry(account, "npe", 2),
                entry(account, "add", 3));

        assertThat(books.now(deadLetters.discard(books.letterOf(account), "ops")))
                .isEqualTo(DeadLetters.Settled.DONE);

        assertThat(books.journal(account)).containsExactly(1);
        assertThat(books.parkedBehind(account)).isEqualTo(1);
        ledger.faults().clear();
        assertThat(books.now(deadLetters.retry(books.letterOf(account), "ops"))).isEqualTo(DeadLetters.Settled.DONE);
        assertThat(books.journal(account)).containsExactly(1, 2, 3);
    }

    @Test
    void of_two_dead_letters_of_a_key_the_earlier_is_retried_first() {
        String account = anyAccount();
        ledger.faults().put("npe", NullPointerException::new);
        books.deliver(entry(account, "open", 0), garbage(account), entry(account, "add", 1), garbage(account));
        books.deliver(entry(account, "add", 2));
        ledger.faults().clear();
        List<Long> letters = books.lettersOf(account);

        assertThat(letters).hasSize(2);
        assertThat(books.now(deadLetters.retry(letters.get(1), "ops"))).isEqualTo(DeadLetters.Settled.BEHIND_ANOTHER);
        books.now(deadLetters.discard(letters.get(0), "ops"));
        assertThat(books.journal(account)).containsExactly(1);
        books.now(deadLetters.discard(letters.get(1), "ops"));
        assertThat(books.journal(account)).containsExactly(1, 2);
    }

    @Test
    void records_that_come_while_an_operator_settles_keep_their_order() {
        for (int round = 0; round < 20; round++) {
            String account = anyAccount();
            books.deliver(entry(account, "open", 0), garbage(account), entry(account, "add", 1));
            long letter = books.letterOf(account);

            CompletableFuture<?> settled = deadLetters.discard(letter, "ops").subscribeAsCompletionStage();
            CompletableFuture<?> delivered = ledger.route()
                    .deliver(List.of(entry(account, "add", 2)))
                    .flatMap(v -> ledger.route().deliver(List.of(entry(account, "add", 3))))
                    .subscribeAsCompletionStage();
            settled.join();
            delivered.join();

            assertThat(books.journal(account)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void a_dead_letter_is_announced_without_a_byte_of_it_and_kept_sealed() {
        String account = anyAccount();
        books.deliver(garbage(account));

        String sha = books.text("select sha256 from dead_letter where key_hash = $1", Books.hash(account));
        await().atMost(LONG).untilAsserted(() -> assertThat(Records.all(
                        EmbeddedStack.bootstrapServers(), "diagnosis.dead-letters", r -> new String(r.value())
                                .contains(sha)))
                .singleElement()
                .satisfies(r -> assertThat(new String(r.value()))
                        .contains("\"topic\":\"intake.cases\"")
                        .contains("\"reason\":\"expected a CloudEvent")
                        .doesNotContain("secret")));
        byte[] sealed = books.now(pool.preparedQuery("select sealed from dead_letter where key_hash = $1")
                        .execute(Tuple.of(Books.hash(account))))
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
}
