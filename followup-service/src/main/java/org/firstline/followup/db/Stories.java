package org.firstline.followup.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.firstline.followup.domain.CaseId;
import org.firstline.followup.domain.EventId;
import org.firstline.followup.domain.Position;
import org.firstline.followup.domain.Publisher;
import org.firstline.followup.domain.StoryOrder;
import org.jspecify.annotations.Nullable;

/** The stories of cases: what every service said, as it said it. */
@ApplicationScoped
public class Stories {

    /**
     * One thing that was said.
     *
     * @param type CloudEvents type
     * @param causationId identity of what led to it, whatever that was; null for a person or the clock
     * @param data the event's data, JSON
     */
    public record Entry(
            CaseId caseId,
            EventId event,
            String type,
            Instant at,
            @Nullable String causationId,
            String data) {

        Position position() {
            return new Position(event, at, EventId.ofCause(causationId, caseId));
        }
    }

    private static final String ADD = """
            insert into story (case_id, publisher, number, type, at, causation_id, data)
            select c, p, n, t, a, ca, d::jsonb
              from unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::timestamptz[], $6::text[], $7::text[])
                   as row (c, p, n, t, a, ca, d)
            on conflict do nothing
            """;

    private static final String READ = """
            select publisher, number, type, at, causation_id, data::text as data from story where case_id = $1
            """;

    /** Writes what was said, in one statement. */
    public Uni<Void> add(SqlConnection sql, List<Entry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple rows = Tuple.tuple()
                .addValue(entries.stream().map(e -> e.caseId().value()).toArray(UUID[]::new))
                .addValue(Columns.texts(entries, e -> e.event().publisher().id()))
                .addValue(Columns.numbers(entries, e -> e.event().number()))
                .addValue(Columns.texts(entries, Entry::type))
                .addValue(Columns.times(entries, Entry::at))
                .addValue(Columns.texts(entries, Entry::causationId))
                .addValue(Columns.texts(entries, Entry::data));
        return sql.preparedQuery(ADD).execute(rows).replaceWithVoid();
    }

    /** The whole story of a case in its order. */
    public Uni<List<Entry>> read(SqlClient sql, CaseId id) {
        return sql.preparedQuery(READ)
                .execute(Tuple.of(id.value()))
                .map(rows ->
                        StoryOrder.sort(rows.stream().map(row -> entry(id, row)).toList(), Entry::position));
    }

    private static Entry entry(CaseId id, Row row) {
        return new Entry(
                id,
                new EventId(
                        Publisher.valueOf(row.getString("publisher").toUpperCase(Locale.ROOT)), row.getLong("number")),
                row.getString("type"),
                Columns.instant(row, "at"),
                row.getString("causation_id"),
                row.getString("data"));
    }
}
