package org.firstline.followup.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.firstline.followup.domain.Accountable;
import org.firstline.followup.domain.CaseFile;
import org.firstline.followup.domain.CaseId;
import org.firstline.followup.domain.Phase;
import org.firstline.messaging.Remembered;
import org.firstline.messaging.Remembered.Recalled;
import org.firstline.messaging.Remembered.Written;
import org.firstline.messaging.Transaction;
import org.jspecify.annotations.Nullable;

/** The rows of followed cases. */
@ApplicationScoped
public class Cases {

    /**
     * A case with its row's version.
     *
     * @param version rises by one with every change
     * @param traceparent trace context of what was last heard of it
     */
    public record Filed(
            CaseFile file, long version, @Nullable String traceparent) {}

    /** One line of the list of cases. */
    public record Line(
            UUID caseId,
            String status,
            Accountable accountable,
            Instant openedAt,
            Instant updatedAt,
            boolean overdue) {}

    /** What to list. Null means: whatever. */
    public record Wanted(
            @Nullable String status,
            @Nullable String owner,
            @Nullable String ownerId,
            boolean overdueOnly) {}

    private static final String MAKE = """
            insert into followup_case (case_id) select id from unnest($1::uuid[]) as row (id) on conflict do nothing
            """;

    /** What this process wrote itself and nobody has written since is not sent. */
    private static final String LOCK = """
            select c.case_id, c.version, c.trace_parent,
                   case when c.version = k.version and c.xmin::text = k.writer then null else c.data::text end as data
              from followup_case c
              join unnest($1::uuid[], $2::bigint[], $3::text[]) as k (id, version, writer) on k.id = c.case_id
             order by c.case_id for update of c
            """;

    private static final String DUE = """
            select case_id, data::text as data, version, trace_parent from followup_case
             where next_due_at <= $1 order by next_due_at limit $2 for update skip locked
            """;

    private static final String SAVE = """
            update followup_case c
               set status = r.status, phase = r.phase, data = r.data::jsonb, sequence = r.sequence,
                   version = c.version + 1, customer_ref = r.customer_ref, owner = r.owner, owner_id = r.owner_id,
                   next_step = r.next_step, due_at = r.due_at, next_due_at = r.next_due_at,
                   trace_parent = r.trace_parent, opened_at = r.opened_at, updated_at = $14
              from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[],
                          $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::text[],
                          $13::timestamptz[])
                   as r (case_id, status, phase, data, sequence, customer_ref, owner, owner_id, next_step, due_at,
                         next_due_at, trace_parent, opened_at)
             where c.case_id = r.case_id
            returning c.case_id, c.version, c.xmin::text as writer
            """;

    private static final int MOST_REMEMBERED = 2_000;

    private static final String FIND =
            "select case_id, data::text as data, version, trace_parent from followup_case where case_id = $1";

    private static final String LIST = """
            select case_id, status, owner, owner_id, next_step, due_at, opened_at, updated_at,
                   coalesce(status = 'open' and due_at < $6, false) as overdue
              from followup_case
             where data is not null
               and ($1::text is null or status = $1)
               and ($2::text is null or owner = $2)
               and ($3::text is null or owner_id = $3)
               and (not $4::bool or (status = 'open' and due_at < $6))
               and ($5::timestamptz is null or (opened_at, case_id) < ($5, $7::uuid))
             order by opened_at desc, case_id desc
             limit $8
            """;

    private static final Recalled<CaseId, CaseFile> NOTHING = new Recalled<>(Map.of());

    private final Remembered<CaseId, CaseFile> remembered = new Remembered<>(MOST_REMEMBERED);

    /** Locks cases in the order of their ids, making those that are to be made; unknown ones are not in the answer. */
    public Uni<Map<CaseId, Filed>> lock(SqlConnection sql, Collection<CaseId> toMake, Collection<CaseId> all) {
        List<CaseId> ids = List.copyOf(all);
        Recalled<CaseId, CaseFile> recalled = remembered.of(ids);
        Tuple asked = Tuple.of(
                ids.stream().map(CaseId::value).toArray(UUID[]::new), recalled.versions(ids), recalled.writers(ids));
        Uni<RowSet<Row>> locked = toMake.isEmpty()
                ? sql.preparedQuery(LOCK).execute(asked)
                : sql.preparedQuery(MAKE)
                        .execute(Tuple.of((Object) ids(toMake)))
                        .flatMap(made -> sql.preparedQuery(LOCK).execute(asked));
        return locked.map(rows -> filed(rows, recalled));
    }

    /** Locks at most {@code most} cases for which the time has come, leaving out those that somebody else works on. */
    public Uni<Map<CaseId, Filed>> lockDue(SqlConnection sql, Instant at, int most) {
        return sql.preparedQuery(DUE).execute(Tuple.of(Columns.utc(at), most)).map(rows -> filed(rows, NOTHING));
    }

    /** Saves locked cases in one statement. */
    public Uni<Void> save(Transaction transaction, List<Filed> cases) {
        if (cases.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Accountable> accountable =
                cases.stream().map(c -> c.file().claims().present()).toList();
        Tuple rows = Tuple.tuple()
                .addValue(cases.stream().map(c -> c.file().id().value()).toArray(UUID[]::new))
                .addValue(Columns.texts(cases, c -> c.file().isClosed() ? "closed" : "open"))
                .addValue(Columns.texts(cases, c -> phase(c.file().phase())))
                .addValue(Columns.texts(cases, c -> FileJson.write(c.file())))
                .addValue(Columns.numbers(cases, c -> c.file().sequence()))
                .addValue(Columns.texts(cases, c -> c.file().known().customerRef()))
                .addValue(Columns.texts(accountable, who -> who.owner().name()))
                .addValue(Columns.texts(accountable, Accountable::ownerId))
                .addValue(Columns.texts(accountable, who -> who.nextStep().name()))
                .addValue(Columns.times(accountable, Accountable::dueAt))
                .addValue(Columns.times(cases, c -> c.file().phase().wakeAt()))
                .addValue(Columns.texts(cases, Filed::traceparent))
                .addValue(Columns.times(cases, c -> c.file().openedAt()))
                .addValue(Columns.utc(transaction.at()));
        return transaction
                .sql()
                .preparedQuery(SAVE)
                .execute(rows)
                .invoke(saved -> remember(transaction, cases, saved))
                .replaceWithVoid();
    }

    private void remember(Transaction transaction, List<Filed> cases, RowSet<Row> saved) {
        Map<CaseId, CaseFile> files = HashMap.newHashMap(cases.size());
        cases.forEach(one -> files.put(one.file().id(), one.file()));
        Map<CaseId, Written<CaseFile>> written = HashMap.newHashMap(cases.size());
        for (Row row : saved) {
            CaseId id = new CaseId(row.getUUID("case_id"));
            CaseFile file = files.get(id);
            if (file != null) {
                written.put(id, new Written<>(file, row.getLong("version"), row.getString("writer")));
            }
        }
        remembered.keep(transaction, written);
    }

    /** A case, or null. */
    public Uni<@Nullable Filed> find(SqlClient sql, CaseId id) {
        return sql.preparedQuery(FIND).execute(Tuple.of(id.value())).map(rows -> filed(rows, NOTHING)
                .get(id));
    }

    /**
     * Cases, newest first.
     *
     * @param beforeOpenedAt position of the last one on the page before, with its id; null for the first page
     */
    public Uni<List<Line>> list(
            SqlClient sql,
            Wanted wanted,
            Instant at,
            @Nullable Instant beforeOpenedAt,
            @Nullable UUID beforeId,
            int limit) {
        return sql.preparedQuery(LIST)
                .execute(Tuple.tuple()
                        .addValue(wanted.status())
                        .addValue(wanted.owner())
                        .addValue(wanted.ownerId())
                        .addValue(wanted.overdueOnly())
                        .addValue(beforeOpenedAt == null ? null : Columns.utc(beforeOpenedAt))
                        .addValue(Columns.utc(at))
                        .addValue(beforeId)
                        .addValue(limit))
                .map(rows -> rows.stream().map(Cases::line).toList());
    }

    /** How many cases are in which phase. */
    public Uni<Map<String, Long>> countOpen(SqlClient sql) {
        return sql.preparedQuery("select phase, count(*) as n from followup_case where status = 'open' group by phase")
                .execute()
                .map(rows -> {
                    Map<String, Long> counts = new HashMap<>();
                    rows.forEach(row -> counts.put(row.getString("phase"), row.getLong("n")));
                    return counts;
                });
    }

    private static Line line(Row row) {
        return new Line(
                row.getUUID("case_id"),
                row.getString("status"),
                new Accountable(
                        Accountable.Owner.valueOf(row.getString("owner")),
                        row.getString("owner_id"),
                        Accountable.NextStep.valueOf(row.getString("next_step")),
                        Columns.instantOrNull(row, "due_at")),
                Columns.instant(row, "opened_at"),
                Columns.instant(row, "updated_at"),
                row.getBoolean("overdue"));
    }

    private static Map<CaseId, Filed> filed(RowSet<Row> rows, Recalled<CaseId, CaseFile> recalled) {
        Map<CaseId, Filed> files = HashMap.newHashMap(rows.size());
        for (Row row : rows) {
            CaseId id = new CaseId(row.getUUID("case_id"));
            long version = row.getLong("version");
            files.put(
                    id,
                    new Filed(
                            file(id, version, row.getString("data"), recalled),
                            version,
                            row.getString("trace_parent")));
        }
        return files;
    }

    /** A case that was only made has no data yet, and version 0. */
    private static CaseFile file(CaseId id, long version, @Nullable String data, Recalled<CaseId, CaseFile> recalled) {
        if (data != null) {
            return FileJson.readFile(data);
        }
        return version == 0 ? CaseFile.unknown(id) : recalled.state(id, version);
    }

    private static String phase(Phase phase) {
        return switch (phase) {
            case Phase.Watching watching -> "watching";
            case Phase.CallbackPlanned planned -> "callback-planned";
            case Phase.CallbackOverdue overdue -> "callback-overdue";
            case Phase.Closed closed -> "closed";
        };
    }

    private static UUID[] ids(Collection<CaseId> ids) {
        return ids.stream().map(CaseId::value).sorted(Cases::asPostgres).toArray(UUID[]::new);
    }

    /** Postgres orders a UUID by its bytes, Java by signed halves. */
    private static int asPostgres(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
