package org.firstline.messaging;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What an operator may do with what could not be understood: look, retry, discard. */
@ApplicationScoped
public class DeadLetters {

    /** A dead letter as it may be shown; the bytes stay sealed. */
    public record DeadLetter(
            long id,
            String topic,
            int partition,
            long position,
            String reason,
            String sha256,
            String state,
            Instant deadAt,
            @Nullable Instant settledAt,
            @Nullable String settledBy,
            int parkedBehind) {}

    /** The end of an attempt to settle one. */
    public enum Settled {
        /** Worked on or discarded, and what was parked behind it has been worked on. */
        DONE,
        /** There is no dead letter of that id. */
        NOT_FOUND,
        /** Somebody settled it before. */
        ALREADY,
        /** It still cannot be worked on; nothing has changed. */
        STILL_BROKEN,
        /** An earlier one of the same key is open, and its turn comes first; nothing has changed. */
        BEHIND_ANOTHER
    }

    private static final String COLUMNS = """
            select d.*, (select count(*) from parked p where p.topic = d.topic and p.key_hash = d.key_hash
                          and d.state = 'open')::int as behind
              from dead_letter d
            """;

    /** Parked records read at once. */
    private static final int PAGE = 100;

    private static final String LOCK = """
            select d.*, exists (select 1 from dead_letter e
                                 where e.topic = d.topic and e.key_hash = d.key_hash and e.state = 'open'
                                   and e.id <> d.id and e.partition_no = d.partition_no
                                   and e.position < d.position) as behind_another
              from dead_letter d
             where d.id = $1 for update of d
            """;

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final PostOffice office;

    DeadLetters(PostOffice office) {
        this.office = office;
    }

    /**
     * A page of dead letters, oldest first.
     *
     * @param state open, retried or discarded; null for all
     * @param after id after which the page begins, 0 for the first page
     * @param limit 1 to 200
     */
    public Uni<List<DeadLetter>> list(@Nullable String state, long after, int limit) {
        return office.reading()
                .preparedQuery(
                        COLUMNS + " where d.id > $1 and ($2::text is null or d.state = $2) order by d.id limit $3")
                .execute(Tuple.of(after, state, limit))
                .map(rows -> {
                    List<DeadLetter> page = new ArrayList<>();
                    rows.forEach(row -> page.add(shown(row)));
                    return page;
                });
    }

    /** One dead letter, or null. */
    public Uni<@Nullable DeadLetter> find(long id) {
        return office.reading()
                .preparedQuery(COLUMNS + " where d.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    for (Row row : rows) {
                        return shown(row);
                    }
                    return null;
                });
    }

    /**
     * Works on it again, then on what was parked behind it, in order. When something parked cannot be worked on, it is a
     * dead letter itself from then on, and what stands behind it stays parked.
     *
     * @param by name of who asks, kept with it
     */
    public Uni<Settled> retry(long id, String by) {
        return settle(id, by, true, -1);
    }

    /** Gives it up, then works on what was parked behind it, as {@link #retry} does. */
    public Uni<Settled> discard(long id, String by) {
        return settle(id, by, false, -1);
    }

    /**
     * @param broken id of the parked record that turned out to be broken; less than 0 for none
     */
    private Uni<Settled> settle(long id, String by, boolean retry, long broken) {
        Tally tally = new Tally();
        return office.transact(transaction -> transaction
                        .sql()
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(id))
                        .flatMap(rows -> {
                            for (Row row : rows) {
                                return settle(transaction, row, by, retry, broken, tally);
                            }
                            return Uni.createFrom().item(Settled.NOT_FOUND);
                        }))
                .invoke(() -> tally.count(office))
                .onFailure(Faults::isNotOfTheServer)
                .recoverWithUni(failure -> again(id, by, retry, broken, failure));
    }

    private Uni<Settled> again(long id, String by, boolean retry, long broken, Throwable failure) {
        if (failure instanceof BrokenLetter letter && letter.place() == BrokenLetter.Place.HELD) {
            return office.held().bury(letter.id(), failure).flatMap(v -> settle(id, by, retry, broken));
        }
        if (failure instanceof BrokenLetter letter && broken < 0) {
            return settle(id, by, retry, letter.id());
        }
        LOG.warnf(
                Faults.withoutValues(failure),
                "dead letter %d cannot be worked on yet; mend the fault, then retry it",
                id);
        return Uni.createFrom().item(Settled.STILL_BROKEN);
    }

    private Uni<Settled> settle(Transaction transaction, Row dead, String by, boolean retry, long broken, Tally tally) {
        if (!dead.getString("state").equals("open")) {
            return Uni.createFrom().item(Settled.ALREADY);
        }
        if (retry && dead.getBoolean("behind_another")) {
            return Uni.createFrom().item(Settled.BEHIND_ANOTHER);
        }
        return lane(transaction, dead).flatMap(v -> settleOpen(transaction, dead, by, retry, broken, tally));
    }

    /** Two operators who settle two of one key at once come one after the other; else each would leave the parked to the other. */
    private static Uni<Void> lane(Transaction transaction, Row dead) {
        return transaction
                .sql()
                .preparedQuery("select id from dead_letter where topic = $1 and key_hash = $2 and state = 'open'"
                        + " order by id for update")
                .execute(Tuple.of(dead.getString("topic"), dead.getString("key_hash")))
                .replaceWithVoid();
    }

    private Uni<Settled> settleOpen(
            Transaction transaction, Row dead, String by, boolean retry, long broken, Tally tally) {
        Parcel parcel = office.aside().parcel(dead.getBuffer("sealed"));
        Route<?> route = route(dead.getString("route"));
        Uni<Void> itself = retry
                ? route.takeAside(transaction, parcel, dead.getBoolean("admitted"), tally)
                : route.forgo(transaction, parcel);
        return itself.flatMap(v -> transaction
                        .sql()
                        .preparedQuery(
                                "update dead_letter set state = $2, settled_at = $3, settled_by = $4 where id = $1")
                        .execute(Tuple.of(
                                dead.getLong("id"),
                                retry ? "retried" : "discarded",
                                transaction.at().atOffset(ZoneOffset.UTC),
                                by)))
                .flatMap(v -> unpark(transaction, dead.getString("topic"), dead.getString("key_hash"), broken, tally))
                .replaceWith(Settled.DONE);
    }

    /** Works on what is parked behind the key page by page, up to a further dead letter of that key. */
    private Uni<Void> unpark(
            Transaction transaction, String topic, @Nullable String keyHash, long broken, Tally tally) {
        if (keyHash == null) {
            return Uni.createFrom().voidItem();
        }
        return office.aside().free(transaction, topic, keyHash, PAGE, broken).flatMap(page -> Multi.createFrom()
                .iterable(page)
                .onItem()
                .transformToUniAndConcatenate(
                        one -> takeOrBury(transaction, one, broken, tally).replaceWith(one))
                .collect()
                .asList()
                .flatMap(done -> done.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : unpark(transaction, topic, keyHash, broken, tally)));
    }

    private Uni<Void> takeOrBury(Transaction transaction, PutAside.Freed one, long broken, Tally tally) {
        if (one.id() == broken) {
            tally.add("firstline.events.dead.lettered", one.route(), 1);
            return office.bury(
                            transaction,
                            one.route(),
                            one.parcel(),
                            "expected to be able to work on it after it was parked, found an internal fault",
                            false)
                    .replaceWithVoid();
        }
        return route(one.route())
                .takeAside(transaction, one.parcel(), false, tally)
                .onFailure(failure -> Faults.isNotOfTheServer(failure) && !(failure instanceof BrokenLetter))
                .transform(failure -> new BrokenLetter(BrokenLetter.Place.PARKED, one.id(), failure));
    }

    private Route<?> route(String name) {
        Route<?> route = office.routeNamed(name);
        if (route == null) {
            throw new IllegalStateException("expected a route named " + name + ", found none in this version");
        }
        return route;
    }

    private static DeadLetter shown(Row row) {
        OffsetDateTime settled = row.getOffsetDateTime("settled_at");
        return new DeadLetter(
                row.getLong("id"),
                row.getString("topic"),
                row.getInteger("partition_no"),
                row.getLong("position"),
                row.getString("reason"),
                row.getString("sha256"),
                row.getString("state"),
                row.getOffsetDateTime("dead_at").toInstant(),
                settled == null ? null : settled.toInstant(),
                row.getString("settled_by"),
                row.getInteger("behind"));
    }
}
