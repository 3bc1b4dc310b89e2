package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Delivers to the ledger's route and looks into the post office's tables; everything waits for its end. */
@ApplicationScoped
class Books {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Ledger ledger;
    private final Pool pool;

    Books(Ledger ledger, Pool pool) {
        this.ledger = ledger;
        this.pool = pool;
    }

    /** As before any test: no planted faults, suite time as wall time. */
    void mendEverything() {
        ledger.faults().clear();
        run("update suite_clock set ahead = '0', stopped_at = null");
    }

    Announcement announcement(String account, byte[] data) {
        return Announcement.ofCase(
                "diagnosis.cases", account, "added", 1, null, null, Instant.parse("2026-01-05T08:00:00Z"), data);
    }

    void deliver(Parcel... parcels) {
        now(ledger.route().deliver(List.of(parcels)));
    }

    List<Integer> journal(String account) {
        List<Integer> all = new ArrayList<>();
        for (Row row : now(pool.preparedQuery("select n from journal where account = $1 order by id")
                .execute(Tuple.of(account)))) {
            all.add(row.getInteger(0));
        }
        return all;
    }

    long heldFor(String account) {
        return number("select count(*) from held where waiting_for = $1", "account:" + account);
    }

    long parkedBehind(String account) {
        return number("select count(*) from parked where key_hash = $1", hash(account));
    }

    List<Long> lettersOf(String account) {
        List<Long> all = new ArrayList<>();
        for (Row row : now(pool.preparedQuery("select id from dead_letter where key_hash = $1 order by id")
                .execute(Tuple.of(hash(account))))) {
            all.add(row.getLong(0));
        }
        return all;
    }

    long lastThatWasHeld() {
        return number("select coalesce(max(id), 0) from dead_letter where admitted");
    }

    long letterOf(String account) {
        return lettersOf(account).getLast();
    }

    String reasonOf(String account) {
        return text("select reason from dead_letter where key_hash = $1 order by id desc limit 1", hash(account));
    }

    static String hash(String account) {
        return String.valueOf(Records.parcel(account, List.of(), null).keyHash());
    }

    void run(String sql) {
        now(pool.query(sql).execute());
    }

    long number(String sql, Object... arguments) {
        return now(pool.preparedQuery(sql).execute(Tuple.from(arguments)))
                .iterator()
                .next()
                .getLong(0);
    }

    String text(String sql, Object... arguments) {
        return now(pool.preparedQuery(sql).execute(Tuple.from(arguments)))
                .iterator()
                .next()
                .getString(0);
    }

    <T> T now(Uni<T> uni) {
        return uni.await().atMost(LONG);
    }
}
