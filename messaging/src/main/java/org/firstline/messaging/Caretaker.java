package org.firstline.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Goes round the post office: releases held events whose cause came in the same instant as they did (neither transaction
 * saw the other), alarms those that wait too long, and forgets what cannot come again.
 */
@ApplicationScoped
class Caretaker {

    private static final Logger LOG = Logger.getLogger(Caretaker.class);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(2);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
    private static final int BATCH = 200;

    private final PostOffice office;
    private final PostSettings settings;
    private final Vertx vertx;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong openDeadLetters = new AtomicLong();
    private final AtomicLong parked = new AtomicLong();
    private final List<Loop> loops = new ArrayList<>();
    private long sweptUpTo;

    Caretaker(PostOffice office, PostSettings settings, Vertx vertx, MeterRegistry metrics) {
        this.office = office;
        this.settings = settings;
        this.vertx = vertx;
        metrics.gauge("firstline.events.held.now", held);
        metrics.gauge("firstline.dead.letters.open", openDeadLetters);
        metrics.gauge("firstline.events.parked.now", parked);
    }

    void onStart(@Observes @Priority(10) StartupEvent event) {
        loops.add(Loop.start(vertx, "the sweep of held events", SWEEP_EVERY, this::sweep));
        loops.add(Loop.start(vertx, "forgetting old events", FORGET_EVERY, office::forget));
        loops.add(Loop.start(vertx, "counting what is put aside", SWEEP_EVERY, this::count));
    }

    void onStop(@Observes ShutdownEvent event) {
        loops.forEach(Loop::stop);
    }

    /** Tries held events again, page by page; those that still wait are held anew by their flow, with their own age. */
    Uni<Boolean> sweep() {
        return office.reading()
                .preparedQuery("select id, waiting_for from held where id > $1 order by id limit " + BATCH)
                .execute(Tuple.of(sweptUpTo))
                .flatMap(rows -> {
                    Uni<Void> chain = Uni.createFrom().voidItem();
                    long last = 0;
                    for (Row row : rows) {
                        last = row.getLong(0);
                        long id = last;
                        chain = chain.flatMap(v -> again(id));
                    }
                    boolean full = rows.size() == BATCH;
                    sweptUpTo = full ? last : 0;
                    return chain.replaceWith(full);
                });
    }

    private Uni<Void> again(long id) {
        return office.transact(transaction -> transaction
                        .sql()
                        .preparedQuery("select * from held where id = $1 for update skip locked")
                        .execute(Tuple.of(id))
                        .flatMap(rows -> {
                            for (Row row : rows) {
                                return again(transaction, row);
                            }
                            return Uni.createFrom().voidItem();
                        }))
                .onFailure(Faults::isOfTheMessage)
                .invoke(failure ->
                        LOG.errorf(failure, "held event %d cannot be worked on; mend the fault, it is tried again", id))
                .onFailure(Faults::isOfTheMessage)
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Void> again(Transaction transaction, Row row) {
        Route<?> route = office.routeNamed(row.getString("route"));
        if (route == null) {
            return Uni.createFrom().voidItem();
        }
        long id = row.getLong("id");
        Instant heldAt = row.getOffsetDateTime("held_at").toInstant();
        boolean late = heldAt.plus(settings.heldAlarmAfter()).isBefore(transaction.at());
        if (late && !row.getBoolean("alarmed")) {
            LOG.errorf(
                    "an event waits for %s since %s and its cause has not come; look for it on its publisher's topic and"
                            + " in its outbox",
                    row.getString("waiting_for"), heldAt);
        }
        return route.stillWaits(transaction, office.aside().parcel(row.getBuffer("sealed")))
                .flatMap(waits -> transaction
                        .sql()
                        .preparedQuery(
                                waits
                                        ? "update held set alarmed = alarmed or $2 where id = $1 and alarmed <> $2"
                                        : "delete from held where id = $1 and $2 is not null")
                        .execute(Tuple.of(id, late)))
                .replaceWithVoid();
    }

    private Uni<Boolean> count() {
        return office.reading()
                .query("select (select count(*) from held), (select count(*) from dead_letter where state = 'open'),"
                        + " (select count(*) from parked)")
                .execute()
                .map(rows -> {
                    Row row = rows.iterator().next();
                    held.set(row.getLong(0));
                    openDeadLetters.set(row.getLong(1));
                    parked.set(row.getLong(2));
                    return false;
                });
    }
}
