package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
        /** It, or something parked behind it, still cannot be worked on; nothing has changed. */
        STILL_BROKEN
    }

    private static final String COLUMNS = """
            select d.*, (select count(*) from parked p where p.topic = d.topic and p.key_hash = d.key_hash
                          and d.state = 'open')::int as behind
              from dead_letter d
            """;

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

    /** Works on it again, then on what was parked behind it, in order; all or nothing. */
    public Uni<Settled> retry(long id, String by) {
        return settle(id, by, true).onFailure(Faults::isOfTheMessage).recoverWithItem(Settled.STILL_BROKEN);
    }

    /** Gives it up, then works on what was parked behind it, in order; all or nothing. */
    public Uni<Settled> discard(long id, String by) {
        return settle(id, by, false).onFailure(Faults::isOfTheMessage).recoverWithItem(Settled.STILL_BROKEN);
    }

    private Uni<Settled> settle(long id, String by, boolean retry) {
        return office.transact(transaction -> transaction
                .sql()
                .preparedQuery("select * from dead_letter where id = $1 for update")
                .execute(Tuple.of(id))
                .flatMap(rows -> {
                    for (Row row : rows) {
                        return row.getString("state").equals("open")
                                ? settle(transaction, row, by, retry)
                                : Uni.createFrom().item(Settled.ALREADY);
                    }
                    return Uni.createFrom().item(Settled.NOT_FOUND);
                }));
    }

    private Uni<Settled> settle(Transaction transaction, Row dead, String by, boolean retry) {
        Parcel parcel = office.aside().parcel(dead.getBuffer("sealed"));
        Route<?> route = routeOf(dead);
        Uni<Void> itself =
                retry ? route.takeFirst(transaction, parcel) : Uni.createFrom().voidItem();
        return itself.flatMap(v -> transaction
                        .sql()
                        .preparedQuery(
                                "update dead_letter set state = $2, settled_at = $3, settled_by = $4 where id = $1")
                        .execute(Tuple.of(
                                dead.getLong("id"),
                                retry ? "retried" : "discarded",
                                transaction.at().atOffset(ZoneOffset.UTC),
                                by)))
                .flatMap(v -> unpark(transaction, dead.getString("topic"), dead.getString("key_hash")))
                .replaceWith(Settled.DONE);
    }

    /** Works on what is parked behind the key, unless a further dead letter of that key is still open. */
    private Uni<Void> unpark(Transaction transaction, String topic, @Nullable String keyHash) {
        if (keyHash == null) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .sql()
                .preparedQuery("""
                        with free as (
                            delete from parked p
                             where topic = $1 and key_hash = $2
                               and not exists (select 1 from dead_letter d
                                                where d.topic = $1 and d.key_hash = $2 and d.state = 'open'
                                                  and d.position < p.position)
                            returning id, route, sealed)
                        select id, route, sealed from free order by id
                        """)
                .execute(Tuple.of(topic, keyHash))
                .flatMap(rows -> {
                    Uni<Void> chain = Uni.createFrom().voidItem();
                    for (Row row : rows) {
                        Route<?> route = routeOf(row);
                        Parcel parcel = office.aside().parcel(row.getBuffer("sealed"));
                        chain = chain.flatMap(v -> route.takeFirst(transaction, parcel));
                    }
                    return chain;
                });
    }

    private Route<?> routeOf(Row row) {
        Route<?> route = office.routeNamed(row.getString("route"));
        if (route == null) {
            throw new IllegalStateException(
                    "expected a route named " + row.getString("route") + ", found none in this version");
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
