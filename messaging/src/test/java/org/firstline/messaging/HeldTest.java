package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.firstline.messaging.Records.anyAccount;
import static org.firstline.messaging.Records.entry;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events before their cause: on the real database, through the same code that records go through. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "diagnosis"))
class HeldTest {

    private static final Duration LONG = Duration.ofSeconds(60);

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
    void an_event_before_its_cause_is_worked_on_when_the_cause_comes() {
        String account = anyAccount();

        books.deliver(entry(account, "add", 1), entry(account, "add", 2));
        assertThat(books.heldFor(account)).isEqualTo(2);
        books.deliver(entry(account, "open", 0));

        assertThat(books.journal(account)).containsExactly(1, 2);
        assertThat(books.heldFor(account)).isZero();
    }

    @Test
    void an_event_and_its_cause_in_one_batch_need_no_order() {
        String before = anyAccount();
        String behind = anyAccount();

        books.deliver(
                entry(before, "add", 1),
                entry(before, "open", 0),
                entry(before, "add", 2),
                entry(behind, "open", 0),
                entry(behind, "add", 1));

        assertThat(books.journal(before)).containsExactlyInAnyOrder(1, 2);
        assertThat(books.journal(behind)).containsExactly(1);
        assertThat(books.heldFor(before)).isZero();
    }

    @Test
    void the_sweep_finds_an_event_whose_cause_committed_in_the_same_instant() {
        String account = anyAccount();
        books.deliver(entry(account, "add", 1));

        // As if neither transaction had seen the other: opened without releasing anything.
        books.run("insert into account (id, opened) values ('" + account + "', true)");

        await().atMost(LONG).until(() -> books.heldFor(account) == 0);
        assertThat(books.journal(account)).containsExactly(1);
    }

    @Test
    void a_held_event_that_is_broken_does_not_take_its_cause_along() {
        String account = anyAccount();
        ledger.faults().put("npe", NullPointerException::new);
        books.deliver(entry(account, "npe", 1), entry(account, "add", 2));

        books.deliver(entry(account, "open", 0));

        assertThat(books.journal(account)).containsExactly(2);
        assertThat(books.heldFor(account)).isZero();
        ledger.faults().clear();
        assertThat(books.now(deadLetters.retry(books.lastThatWasHeld(), "ops"))).isEqualTo(DeadLetters.Settled.DONE);
        assertThat(books.journal(account)).containsExactly(2, 1);
    }

    @Test
    void the_sweep_makes_a_dead_letter_of_a_held_event_that_is_broken() {
        String account = anyAccount();
        ledger.faults().put("npe", NullPointerException::new);
        books.deliver(entry(account, "npe", 1), entry(account, "add", 2));
        long before = books.lastThatWasHeld();
        books.run("insert into account (id, opened) values ('" + account + "', true)");

        await().atMost(LONG).until(() -> books.heldFor(account) == 0);

        assertThat(books.journal(account)).containsExactly(2);
        assertThat(books.lastThatWasHeld()).isGreaterThan(before);
    }

    @Test
    void what_waits_for_ten_minutes_of_suite_time_is_alarmed_once() {
        String account = anyAccount();
        books.deliver(entry(account, "add", 1));
        assertThat(books.number("select count(*) from held where alarmed and waiting_for = $1", "account:" + account))
                .isZero();

        books.run("update suite_clock set ahead = '11 minutes'");

        await().atMost(LONG)
                .until(() -> books.number(
                                "select count(*) from held where alarmed and waiting_for = $1", "account:" + account)
                        == 1);
    }
}
