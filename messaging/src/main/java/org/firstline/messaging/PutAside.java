package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of what could not be worked on when it came: dead letters, what is parked behind them, what waits. */
final class PutAside {

    /** A record that cannot be understood, and why. */
    record Dead(Parcel parcel, String reason) {}

    /** A held record as it comes back. */
    record Back(long id, String route, String waitingFor, Parcel parcel) {}

    private static final String BLOCKED = """
            select key_hash from dead_letter
             where topic = $1 and key_hash = any($2) and state = 'open'
             order by id
               for share
            """;

    private static final String BURY = """
            insert into dead_letter (route, topic, partition_no, position, key_hash, reason, sha256, sealed, dead_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict do nothing
            """;

    private static final String PARK = """
            insert into parked (route, topic, partition_no, position, key_hash, sha256, sealed, parked_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict do nothing
            """;

    private static final String HOLD = "insert into held (route, waiting_for, sealed, held_at) values ($1, $2, $3, $4)";

    private static final String RELEASE = """
            with free as (delete from held where waiting_for = any($1) returning id, route, waiting_for, sealed)
            select id, route, waiting_for, sealed from free order by id
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
        if (keyHashes.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
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

    Uni<Void> bury(Transaction transaction, String route, List<Dead> dead) {
        List<Tuple> rows = dead.stream()
                .map(d -> Tuple.tuple()
                        .addString(route)
                        .addString(d.parcel().topic())
                        .addInteger(d.parcel().partition())
                        .addLong(d.parcel().position())
                        .addString(d.parcel().keyHash())
                        .addString(d.reason())
                        .addString(d.parcel().sha256())
                        .addBuffer(sealed(d.parcel()))
                        .addOffsetDateTime(utc(transaction)))
                .toList();
        return batch(transaction, BURY, rows);
    }

    Uni<Void> park(Transaction transaction, String route, List<Parcel> parcels) {
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
        return batch(transaction, PARK, rows);
    }

    Uni<Void> hold(Transaction transaction, String route, List<Parcel> parcels, List<String> waitingFor) {
        List<Tuple> rows = new ArrayList<>();
        for (int i = 0; i < parcels.size(); i++) {
            rows.add(Tuple.tuple()
                    .addString(route)
                    .addString(waitingFor.get(i))
                    .addBuffer(sealed(parcels.get(i)))
                    .addOffsetDateTime(utc(transaction)));
        }
        return batch(transaction, HOLD, rows);
    }

    Uni<List<Back>> release(Transaction transaction, Set<String> arrived) {
        if (arrived.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return transaction
                .sql()
                .preparedQuery(RELEASE)
                .execute(Tuple.of((Object) arrived.toArray(String[]::new)))
                .map(this::backs);
    }

    List<Back> backs(RowSet<Row> rows) {
        List<Back> backs = new ArrayList<>();
        for (Row row : rows) {
            backs.add(new Back(
                    row.getLong("id"),
                    row.getString("route"),
                    row.getString("waiting_for"),
                    parcel(row.getBuffer("sealed"))));
        }
        return backs;
    }

    Parcel parcel(Buffer sealed) {
        return Parcel.unpack(seal.open(sealed.getBytes()));
    }

    /** What is said of a dead letter on the service's own topic: reason, position, hash; never the bytes. */
    Announcement announcement(Transaction transaction, Dead dead) {
        Parcel parcel = dead.parcel();
        String id = parcel.topic() + "/" + parcel.partition() + "/" + parcel.position();
        String json = "{\"topic\":\"" + parcel.topic() + "\",\"partition\":" + parcel.partition() + ",\"offset\":"
                + parcel.position() + ",\"reason\":\"" + escaped(dead.reason()) + "\",\"sha256\":\"" + parcel.sha256()
                + "\",\"deadLetteredAt\":\"" + transaction.at() + "\"}";
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

    private static String escaped(String text) {
        return new String(
                com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private Buffer sealed(Parcel parcel) {
        return Buffer.buffer(seal.close(parcel.pack()));
    }

    private static OffsetDateTime utc(Transaction transaction) {
        return transaction.at().atOffset(ZoneOffset.UTC);
    }

    private static Uni<Void> batch(Transaction transaction, String statement, @Nullable List<Tuple> rows) {
        if (rows == null || rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction.sql().preparedQuery(statement).executeBatch(rows).replaceWithVoid();
    }
}
