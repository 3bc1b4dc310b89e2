package org.firstline.diagnosis.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.firstline.diagnosis.domain.CaseId;
import org.firstline.diagnosis.domain.Diagnosis;
import org.firstline.diagnosis.domain.Handling;
import org.jspecify.annotations.Nullable;

/** The table {@code diagnosis}; every statement is for a whole batch. */
@ApplicationScoped
public class Diagnoses {

    private static final String COLUMNS =
            "case_id, state, data::text as data, sequence, version, trace_parent, updated_at";

    // Sorted by id like the locking below, so that two batches never wait for each other in a circle.
    private static final String CREATE = """
            insert into diagnosis (case_id, updated_at)
            select id, $2 from unnest($1::uuid[]) as row (id) order by id
            on conflict do nothing
            """;

    private static final String LOCK =
            "select " + COLUMNS + " from diagnosis where case_id = any($1) order by case_id for update";

    private static final String CLAIM = "select " + COLUMNS + """
             from diagnosis where next_due_at <= $1 order by next_due_at limit $2 for update skip locked
            """;

    private static final String SAVE = """
            update diagnosis d
               set state = n.state, data = n.data::jsonb, round = n.round, handling = n.handling, sequence = n.sequence,
                   version = n.version, next_due_at = n.due_at, trace_parent = n.trace, updated_at = n.updated_at
              from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::text[], $6::bigint[], $7::bigint[],
                          $8::timestamptz[], $9::text[], $10::timestamptz[])
                   as n (id, state, data, round, handling, sequence, version, due_at, trace, updated_at)
             where d.case_id = n.id
            """;

    private static final String FIND = "select " + COLUMNS + " from diagnosis where case_id = $1";

    private static final String LIST = "select " + COLUMNS + """
             from diagnosis
             where ($1::text is null or state = $1) and state <> 'AWAITED' and case_id > $2
             order by case_id limit $3
            """;

    private static final String OPEN_BY_HANDLING =
            "select handling, count(*) from diagnosis where state = 'OPEN' group by handling";

    /** Locks these cases' diagnoses in the order of their ids; those that are to begin are created first. */
    public Uni<Map<UUID, StoredDiagnosis>> lock(
            SqlClient sql, SortedSet<UUID> all, SortedSet<UUID> beginning, Instant at) {
        Uni<Void> created = beginning.isEmpty()
                ? Uni.createFrom().voidItem()
                : sql.preparedQuery(CREATE)
                        .execute(Tuple.of(beginning.toArray(UUID[]::new), utc(at)))
                        .replaceWithVoid();
        return created.flatMap(v -> sql.preparedQuery(LOCK).execute(Tuple.of((Object) all.toArray(UUID[]::new))))
                .map(rows -> {
                    Map<UUID, StoredDiagnosis> found = new TreeMap<>();
                    stored(rows).forEach(one -> found.put(one.caseId().value(), one));
                    return found;
                });
    }

    /** Claims diagnoses whose time is up and that nobody else is working on, the most overdue first. */
    public Uni<List<StoredDiagnosis>> claimDue(SqlClient sql, Instant at, int most) {
        return sql.preparedQuery(CLAIM).execute(Tuple.of(utc(at), most)).map(Diagnoses::stored);
    }

    /** Saves diagnoses that are locked. */
    public Uni<Void> save(SqlClient sql, Collection<StoredDiagnosis> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<StoredDiagnosis> rows = List.copyOf(changed);
        Tuple columns = Tuple.tuple()
                .addValue(column(rows, r -> r.caseId().value()).toArray(UUID[]::new))
                .addValue(column(rows, r -> r.stateName().name()).toArray(String[]::new))
                .addValue(column(rows, r -> StateJson.write(r.state())).toArray(String[]::new))
                .addValue(column(rows, Diagnoses::round).toArray(Integer[]::new))
                .addValue(column(rows, Diagnoses::handling).toArray(String[]::new))
                .addValue(column(rows, StoredDiagnosis::sequence).toArray(Long[]::new))
                .addValue(column(rows, StoredDiagnosis::version).toArray(Long[]::new))
                .addValue(column(rows, Diagnoses::dueAt).toArray(OffsetDateTime[]::new))
                .addValue(column(rows, StoredDiagnosis::traceParent).toArray(String[]::new))
                .addValue(column(rows, r -> utc(r.updatedAt())).toArray(OffsetDateTime[]::new));
        return sql.preparedQuery(SAVE).execute(columns).replaceWithVoid();
    }

    /** One diagnosis to look at; null where there is none. */
    public Uni<@Nullable StoredDiagnosis> find(SqlClient sql, CaseId caseId) {
        return sql.preparedQuery(FIND).execute(Tuple.of(caseId.value())).map(rows -> {
            List<StoredDiagnosis> found = stored(rows);
            return found.isEmpty() || found.getFirst().state() instanceof Diagnosis.Awaited ? null : found.getFirst();
        });
    }

    /**
     * Diagnoses in the order of their cases' ids.
     *
     * @param state only those in this state; null for all
     * @param after the last case of the page before
     */
    public Uni<List<StoredDiagnosis>> list(SqlClient sql, @Nullable StateName state, UUID after, int limit) {
        return sql.preparedQuery(LIST)
                .execute(Tuple.of(state == null ? null : state.name(), after, limit))
                .map(Diagnoses::stored);
    }

    /** How many diagnoses are open, by handling. */
    public Uni<Map<Handling, Long>> open(SqlClient sql) {
        return sql.preparedQuery(OPEN_BY_HANDLING).execute().map(rows -> {
            Map<Handling, Long> open = new HashMap<>();
            rows.forEach(row -> open.put(Handling.valueOf(row.getString(0)), row.getLong(1)));
            return open;
        });
    }

    private static List<StoredDiagnosis> stored(RowSet<Row> rows) {
        List<StoredDiagnosis> stored = new ArrayList<>(rows.size());
        for (Row row : rows) {
            stored.add(new StoredDiagnosis(
                    new CaseId(row.getUUID("case_id")),
                    StateJson.read(row.getString("state"), row.getString("data")),
                    row.getLong("sequence"),
                    row.getLong("version"),
                    row.getString("trace_parent"),
                    row.getOffsetDateTime("updated_at").toInstant()));
        }
        return stored;
    }

    private static <T extends @Nullable Object> List<T> column(
            List<StoredDiagnosis> rows, Function<StoredDiagnosis, T> value) {
        List<T> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        return column;
    }

    private static int round(StoredDiagnosis row) {
        return row.state() instanceof Diagnosis.Begun begun ? begun.course().round() : 0;
    }

    private static @Nullable String handling(StoredDiagnosis row) {
        return row.state() instanceof Diagnosis.Begun begun
                ? begun.course().triage().handling().name()
                : null;
    }

    private static @Nullable OffsetDateTime dueAt(StoredDiagnosis row) {
        return row.state() instanceof Diagnosis.Open open ? utc(open.dueAt()) : null;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
