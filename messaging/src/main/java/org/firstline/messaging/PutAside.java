package org.firstline.messaging;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tables of what could not be worked on when it came: dead letters, and what is parked behind them. */
final class PutAside {

    /** What became of a record that was to be buried. */
    enum Buried {
        /** It is a dead letter now. */
        NEW,
        /** It was one already, and nobody has settled it. */
        OPEN,
        /** Somebody has settled it; the topic only said it again. */
        SETTLED
    }

    /** A parked record that is free to be worked on. */
    record Freed(long id, String route, Parcel parcel) {}

    /** Longest reason that is kept, in characters. */
    private static final int MOST_REASON = 500;

    private static final String BLOCKED = """
            select key_hash from dead_letter
             where topic = $1 and key_hash = any($2) and state = 'open'
             order by id
               for share
            """;

    private static final String BURY = """
            insert into dead_letter (route, topic, partition_no, position, key_hash, reason, sha256, sealed, admitted, dead_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (topic, partition_no, position, sha256) where position >= 0
               do update set state = dead_letter.state
            returning state, xmax::text = '0' as fresh
            """;

    private static final String PARK = """
            insert into parked (route, topic, partition_no, position, key_hash, sha256, sealed, parked_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict do nothing
            """;

    /** A dead letter of the same partition blocks what stands behind it; one of another partition, everything. */
    private static final String FREE = """
            delete from parked
             where id in (select id from parked p
                           where topic = $1 and key_hash = $2
                             and not exists (select 1 from dead_letter d
                                              where d.topic = $1 and d.key_hash = $2 and d.state = 'open'
                                                and (d.partition_no <> p.partition_no or d.position < p.position))
                             and ($4 < 0 or id <= $4)
                           order by id limit $3)
            returning id, route, sealed
            """;

    private final String service;
    private final Seal seal;

    PutAside(String service, Seal seal) {
        this.service = service;
        this.seal = seal;
    }

    /**
     * Which keys of a topic stand behind an open dead letter. The rows are share-locked, so that an operator who settles
     * one at the same instant comes before or after this batch, never in between.
     */
    Uni<Set<String>> blocked(Transaction transaction, String topic, Set<String> keyHashes) {
        return transaction
                .sql()
                .preparedQuery(BLOCKED)
                .execute(Tuple.of(topic, keyHashes.toArray(String[]::new)))
                .map(rows -> {
                    Set<String> blocked = new HashSet<>();
                    rows.forEach(row -> blocked.add(row.getString(0)));
                    return blocked;
                });
    }

    /**
     * Makes a dead letter of a record and, when it is new and came off a topic, says so in the outbox. One that was held
     * before gave up its place in its key's order, so it blocks nothing: not even its cause, which may have the same key.
     *
     * @param admitted whether its identity is in the inbox already, because it was held before
     */
    Uni<Buried> bury(
            Transaction transaction, Outbox outbox, String route, Parcel parcel, String reason, boolean admitted) {
        String clean = clean(reason);
        return transaction
                .sql()
                .preparedQuery(BURY)
                .execute(Tuple.tuple()
                        .addString(route)
                        .addString(parcel.topic())
                        .addInteger(parcel.partition())
                        .addLong(parcel.position())
                        .addString(admitted ? null : parcel.keyHash())
                        .addString(clean)
                        .addString(parcel.sha256())
                        .addBuffer(sealed(parcel))
                        .addBoolean(admitted)
                        .addOffsetDateTime(utc(transaction)))
                .map(rows -> buried(rows.iterator().next()))
                .call(buried -> buried == Buried.NEW && parcel.position() >= 0
                        ? outbox.add(transaction, List.of(announcement(transaction, parcel, clean)))
                        : Uni.createFrom().voidItem());
    }

    private static Buried buried(Row row) {
        if (row.getBoolean("fresh")) {
            return Buried.NEW;
        }
        return row.getString("state").equals("open") ? Buried.OPEN : Buried.SETTLED;
    }

    /** Without control characters, which neither the database nor the contract takes, and not endless. */
    private static String clean(String reason) {
        String clean =
                reason.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Zl}\\p{Zp}]", " ").strip();
        if (clean.isEmpty()) {
            return "expected a reason, found none";
        }
        return clean.length() <= MOST_REASON ? clean : clean.substring(0, MOST_REASON - 1) + "…";
    }

    Uni<Void> park(Transaction transaction, String route, List<Parcel> parcels) {
        if (parcels.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = parcels.stream()
                .map(p -> Tuple.tuple()
                        .addString(route)
                        .addString(p.topic())
                        .addInteger(p.partition())
                        .addLong(p.position())
                        .addString(p.keyHash())
                        .addString(p.sha256())
                        .addBuffer(sealed(p))
                        .addOffsetDateTime(utc(transaction)))
                .toList();
        return transaction.sql().preparedQuery(PARK).executeBatch(rows).replaceWithVoid();
    }

    /**
     * Takes parked records of a key that no open dead letter blocks any more, in order.
     *
     * @param most so many
     * @param upTo id of the last one to take; less than 0 for all
     */
    Uni<List<Freed>> free(Transaction transaction, String topic, String keyHash, int most, long upTo) {
        return transaction
                .sql()
                .preparedQuery(FREE)
                .execute(Tuple.of(topic, keyHash, most, upTo))
                .map(rows -> java.util.stream.StreamSupport.stream(rows.spliterator(), false)
                        .map(row ->
                                new Freed(row.getLong("id"), row.getString("route"), parcel(row.getBuffer("sealed"))))
                        .sorted(java.util.Comparator.comparingLong(Freed::id))
                        .toList());
    }

    Parcel parcel(Buffer sealed) {
        return Parcel.unpack(seal.open(sealed.getBytes()));
    }

    /** What is said of a dead letter on the service's own topic: reason, position, hash; never the bytes. */
    private Announcement announcement(Transaction transaction, Parcel parcel, String reason) {
        String id = parcel.topic() + "/" + parcel.partition() + "/" + parcel.position();
        String json = JsonNodeFactory.instance
                .objectNode()
                .put("topic", parcel.topic())
                .put("partition", parcel.partition())
                .put("offset", parcel.position())
                .put("reason", reason)
                .put("sha256", parcel.sha256())
                .put("deadLetteredAt", transaction.at().toString())
                .toString();
        return new Announcement(
                service + ".dead-letters",
                id,
                id + "/" + parcel.sha256().substring(0, 16),
                "org.firstline.messaging.dead-lettered.v1",
                1,
                null,
                null,
                transaction.at(),
                json.getBytes(StandardCharsets.UTF_8));
    }

    private Buffer sealed(Parcel parcel) {
        return Buffer.buffer(seal.close(parcel.pack()));
    }

    private static OffsetDateTime utc(Transaction transaction) {
        return transaction.at().atOffset(ZoneOffset.UTC);
    }
}
