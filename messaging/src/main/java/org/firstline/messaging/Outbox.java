package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Where decisions wait to be said; rows are written in the transaction that decided. */
@ApplicationScoped
public class Outbox {

    /** Fixed for ever: a row's shard stands with the row, and ordering is per shard. */
    static final int SHARDS = 16;

    private static final String ADD = """
            insert into outbox (shard, aggregatetype, aggregateid, eventid, type, sequence, causationid, traceparent, at, payload)
            select s, t, k, e, ty, sq, c, tr, a, p
              from unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[],
                          $8::text[], $9::timestamptz[], $10::bytea[])
                   with ordinality as row (s, t, k, e, ty, sq, c, tr, a, p, n)
             order by n
            """;

    /**
     * Adds announcements in their order, in one statement.
     *
     * @throws IllegalArgumentException for data beyond 64 KiB: contracts bound their texts so that this cannot happen
     */
    public Uni<Void> add(Transaction transaction, List<Announcement> announcements) {
        if (announcements.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        for (Announcement announcement : announcements) {
            if (announcement.data().length > Letter.MOST_BYTES) {
                throw new IllegalArgumentException("expected at most " + Letter.MOST_BYTES + " bytes of data, found "
                        + announcement.data().length + " in event " + announcement.id());
            }
        }
        Tuple rows = Tuple.tuple()
                .addValue(announcements.stream().map(a -> shardOf(a.key())).toArray(Short[]::new))
                .addValue(announcements.stream().map(Announcement::topic).toArray(String[]::new))
                .addValue(announcements.stream().map(Announcement::key).toArray(String[]::new))
                .addValue(announcements.stream().map(Announcement::id).toArray(String[]::new))
                .addValue(announcements.stream().map(Announcement::type).toArray(String[]::new))
                .addValue(announcements.stream().map(Announcement::sequence).toArray(Long[]::new))
                .addValue(announcements.stream().map(Announcement::causationId).toArray(String[]::new))
                .addValue(announcements.stream().map(Announcement::traceparent).toArray(String[]::new))
                .addValue(announcements.stream()
                        .map(a -> a.at().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addValue(announcements.stream()
                        .map(a -> io.vertx.core.buffer.Buffer.buffer(a.data()))
                        .toArray(io.vertx.core.buffer.Buffer[]::new));
        return transaction.sql().preparedQuery(ADD).execute(rows).replaceWithVoid();
    }

    static short shardOf(String key) {
        return (short) Math.floorMod(key.hashCode(), SHARDS);
    }
}
