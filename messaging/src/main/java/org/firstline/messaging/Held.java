package org.firstline.messaging;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Events that came before their cause. They are worked on again in the transaction in which the cause arrives; a sweep
 * finds those whose cause committed in the same instant as they did, when neither transaction saw the other.
 */
final class Held {

    private static final Logger LOG = Logger.getLogger(Held.class);

    /** Letters released by letters released by …: a bound against a circle that only a bug could make. */
    private static final int MOST_ROUNDS = 32;

    /** Events that the sweep works on in one transaction. */
    static final int SWEPT_AT_ONCE = 200;

    /** Pauses of the sweep double from one second up to this, so that many events without a cause cost little. */
    private static final int LONGEST_PAUSE_SECONDS = 30;

    /** Alarms told in one round; the rest follows in the next. */
    private static final int MOST_ALARMS = 100;

    private static final String HOLD = "insert into held (route, waiting_for, sealed, held_at) values ($1, $2, $3, $4)";

    /** Rows of routes this version does not have stay where they are. */
    private static final String ARRIVED = """
            select id, route, waiting_for, sealed from held
             where waiting_for = any($1) and route = any($2) order by id for update
            """;

    private static final String DUE = """
            select id, route, waiting_for, sealed from held
             where try_at <= clock_timestamp() and route = any($1)
             order by id limit $2 for update skip locked
            """;

    private static final String ONE = """
            select id, route, waiting_for, sealed from held where id = $1 for update skip locked
            """;

    private static final String STILL_WAITING = """
            update held h set waiting_for = w.waiting_for, tries = tries + 1,
                   try_at = clock_timestamp() + make_interval(secs => least(power(2, least(tries, 10)), $3))
              from unnest($1::bigint[], $2::text[]) as w (id, waiting_for)
             where h.id = w.id
            """;

    private static final String ALARM = """
            update held set alarmed = true
             where id in (select id from held
                           where not alarmed and held_at < suite_now() - make_interval(secs => $1)
                           order by held_at limit $2 for update skip locked)
            returning id, waiting_for, held_at
            """;

    /** A held event as it comes back; without a parcel when its seal does not open. */
    record Back(
            long id,
            String route,
            String waitingFor,
            @Nullable Parcel parcel) {}

    private final PostOffice office;
    private final Seal seal;

    Held(PostOffice office, Seal seal) {
        this.office = office;
        this.seal = seal;
    }

    Uni<Void> hold(Transaction transaction, String route, List<? extends Taken.Waiting<?>> waiting) {
        if (waiting.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = new ArrayList<>();
        for (Taken.Waiting<?> one : waiting) {
            byte[] packed = one.delivery().letter().asParcel().pack();
            rows.add(Tuple.tuple()
                    .addString(route)
                    .addString(one.waitingFor())
                    .addBuffer(Buffer.buffer(seal.close(packed)))
                    .addOffsetDateTime(transaction.at().atOffset(ZoneOffset.UTC)));
        }
        return transaction.sql().preparedQuery(HOLD).executeBatch(rows).replaceWithVoid();
    }

    /**
     * Works on what was held for what has arrived.
     *
     * @param singly each alone, so that a {@link BrokenLetter} names the one that cannot be worked on
     */
    Uni<Void> release(Transaction transaction, Set<String> arrived, int round, Tally tally, boolean singly) {
        if (arrived.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .sql()
                .preparedQuery(ARRIVED)
                .execute(Tuple.of(arrived.toArray(String[]::new), routes()))
                .flatMap(rows -> again(transaction, backs(rows), round, tally, singly));
    }

    /** Tries again what has not been tried for a while; answers whether there is more. */
    Uni<Boolean> sweep() {
        Tally tally = new Tally();
        List<Long> tried = new ArrayList<>();
        return office.transact(transaction -> transaction
                        .sql()
                        .preparedQuery(DUE)
                        .execute(Tuple.of(routes(), SWEPT_AT_ONCE))
                        .flatMap(rows -> {
                            List<Back> backs = backs(rows);
                            tried.clear();
                            backs.forEach(back -> tried.add(back.id()));
                            return again(transaction, backs, 0, tally, false);
                        }))
                .invoke(() -> tally.count(office))
                .onFailure(Faults::isNotOfTheServer)
                .recoverWithUni(() -> singly(tried))
                .map(v -> tried.size() == SWEPT_AT_ONCE);
    }

    private Uni<Void> singly(List<Long> ids) {
        return Multi.createFrom()
                .iterable(List.copyOf(ids))
                .onItem()
                .transformToUniAndConcatenate(id -> one(id).onFailure(Faults::isNotOfTheServer)
                        .recoverWithUni(
                                failure -> bury(failure instanceof BrokenLetter broken ? broken.id() : id, failure))
                        .replaceWith(id))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> one(long id) {
        Tally tally = new Tally();
        return office.transact(transaction -> transaction
                        .sql()
                        .preparedQuery(ONE)
                        .execute(Tuple.of(id))
                        .flatMap(rows -> again(transaction, backs(rows), 0, tally, true)))
                .invoke(() -> tally.count(office));
    }

    /** Makes a dead letter of a held event that cannot be worked on. */
    Uni<Void> bury(long id, Throwable why) {
        return office.transact(transaction -> transaction
                .sql()
                .preparedQuery(ONE)
                .execute(Tuple.of(id))
                .map(Held.this::backs)
                .flatMap(backs -> {
                    Back back = backs.isEmpty() ? null : backs.getFirst();
                    Parcel parcel = back == null ? null : back.parcel();
                    if (back == null || parcel == null) {
                        return Uni.createFrom().voidItem();
                    }
                    LOG.errorf(
                            Faults.withoutValues(why),
                            "held event %d cannot be worked on and goes to the dead letters; mend the fault, then retry it"
                                    + " there",
                            id);
                    office.count("firstline.events.dead.lettered", back.route(), 1);
                    return office.bury(
                                    transaction,
                                    back.route(),
                                    parcel,
                                    "expected to be able to work on it, found an internal fault: "
                                            + Faults.describe(why),
                                    true)
                            .flatMap(v -> delete(transaction, List.of(id)));
                }));
    }

    private Uni<Void> again(Transaction transaction, List<Back> backs, int round, Tally tally, boolean singly) {
        if (backs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (round >= MOST_ROUNDS) {
            throw new IllegalStateException(
                    "expected held events to be released within " + MOST_ROUNDS + " rounds, found a circle");
        }
        Map<String, List<Back>> groups = new LinkedHashMap<>();
        backs.forEach(back -> groups.computeIfAbsent(
                        singly ? back.route() + "/" + back.id() : back.route(), group -> new ArrayList<>())
                .add(back));
        return Multi.createFrom()
                .iterable(groups.values())
                .onItem()
                .transformToUniAndConcatenate(group -> {
                    Uni<Void> work = route(group.getFirst().route()).takeBack(transaction, group, round, tally, singly);
                    long id = group.getFirst().id();
                    return (singly ? work.onFailure(Held::isItsOwn).transform(f -> broken(id, f)) : work)
                            .replaceWith(id);
                })
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static boolean isItsOwn(Throwable failure) {
        return Faults.isNotOfTheServer(failure) && !(failure instanceof BrokenLetter);
    }

    private static BrokenLetter broken(long id, Throwable failure) {
        return new BrokenLetter(BrokenLetter.Place.HELD, id, failure);
    }

    private Route<?> route(String name) {
        Route<?> route = office.routeNamed(name);
        if (route == null) {
            throw new IllegalStateException("expected a route named " + name + " for what it held, found none");
        }
        return route;
    }

    Uni<Void> delete(Transaction transaction, List<Long> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .sql()
                .preparedQuery("delete from held where id = any($1)")
                .execute(Tuple.of((Object) ids.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /** They go on waiting, with their age; by id, for what. */
    Uni<Void> waitOn(Transaction transaction, Map<Long, String> waiting) {
        if (waiting.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .sql()
                .preparedQuery(STILL_WAITING)
                .execute(Tuple.of(
                        waiting.keySet().toArray(Long[]::new), waiting.values().toArray(String[]::new), (double)
                                LONGEST_PAUSE_SECONDS))
                .replaceWithVoid();
    }

    /** Tells of what has waited too long, once each. */
    Uni<Boolean> alarm(Duration after) {
        return office.reading()
                .preparedQuery(ALARM)
                .execute(Tuple.of((double) after.toSeconds(), MOST_ALARMS))
                .map(rows -> {
                    for (Row row : rows) {
                        LOG.errorf(
                                "held event %d waits for %s since %s and its cause has not come; look for it on its"
                                        + " publisher's topic and in its outbox",
                                row.getLong("id"), row.getString("waiting_for"), row.getOffsetDateTime("held_at"));
                    }
                    return rows.rowCount() == MOST_ALARMS;
                });
    }

    private String[] routes() {
        return office.routes().toArray(String[]::new);
    }

    private List<Back> backs(RowSet<Row> rows) {
        List<Back> backs = new ArrayList<>();
        for (Row row : rows) {
            backs.add(new Back(row.getLong("id"), row.getString("route"), row.getString("waiting_for"), opened(row)));
        }
        return backs;
    }

    private @Nullable Parcel opened(Row row) {
        try {
            return Parcel.unpack(seal.open(row.getBuffer("sealed").getBytes()));
        } catch (IllegalStateException e) {
            LOG.errorf("held event %d stays where it is: %s", row.getLong("id"), e.getMessage());
            return null;
        }
    }
}
