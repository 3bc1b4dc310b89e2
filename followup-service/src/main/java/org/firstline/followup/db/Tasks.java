package org.firstline.followup.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.firstline.followup.domain.CaseId;
import org.firstline.followup.domain.Effect.AskPerson;
import org.firstline.followup.domain.Effect.TaskOver;
import org.jspecify.annotations.Nullable;

/** What persons are asked to do. */
@ApplicationScoped
public class Tasks {

    /** A task to be written. */
    public record Asked(CaseId caseId, AskPerson ask) {}

    /** Tasks of a kind that have come about by themselves. */
    public record Over(CaseId caseId, TaskOver over) {}

    /**
     * A task.
     *
     * @param subject the notice's id, or the callback's number
     * @param outcome what the person said of it; absent while open or where it came about by itself
     */
    public record Task(
            UUID id,
            UUID caseId,
            String kind,
            String subject,
            String state,
            @Nullable String outcome,
            long version,
            Instant dueAt,
            Instant createdAt,
            @Nullable Instant doneAt,
            @Nullable String doneBy) {}

    private static final String ADD = """
            insert into task (id, case_id, kind, subject, due_at, created_at)
            select i, c, k, s, d, $6 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[])
                   as row (i, c, k, s, d)
            on conflict do nothing
            """;

    private static final String OVER = """
            update task t set state = 'DONE', done_at = $3, version = version + 1
              from unnest($1::uuid[], $2::text[]) as row (c, k)
             where t.case_id = row.c and t.kind = row.k and t.state = 'OPEN'
            """;

    private static final String LIST = """
            select * from task
             where ($1::text is null or state = $1)
               and ($2::timestamptz is null or (created_at, id) > ($2, $3::uuid))
             order by created_at, id limit $4
            """;

    private static final String COMPLETE = """
            update task set state = 'DONE', outcome = $3, done_at = $4, done_by = $5, version = version + 1
             where id = $1 and version = $2 and state = 'OPEN'
            returning *
            """;

    /** Writes tasks, in one statement; one that was asked for already stays as it is. */
    public Uni<Void> add(SqlConnection sql, List<Asked> tasks, Instant at) {
        if (tasks.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns = Tuple.tuple()
                .addValue(tasks.stream().map(Tasks::id).toArray(UUID[]::new))
                .addValue(tasks.stream().map(t -> t.caseId().value()).toArray(UUID[]::new))
                .addValue(Columns.texts(tasks, t -> t.ask().kind().name()))
                .addValue(Columns.texts(tasks, t -> t.ask().subject()))
                .addValue(Columns.times(tasks, t -> t.ask().dueAt()))
                .addValue(Columns.utc(at));
        return sql.preparedQuery(ADD).execute(columns).replaceWithVoid();
    }

    /** Ends what has come about by itself. */
    public Uni<Void> over(SqlConnection sql, List<Over> overs, Instant at) {
        if (overs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns = Tuple.of(
                overs.stream().map(o -> o.caseId().value()).toArray(UUID[]::new),
                Columns.texts(overs, o -> o.over().kind().name()),
                Columns.utc(at));
        return sql.preparedQuery(OVER).execute(columns).replaceWithVoid();
    }

    /** Tasks, oldest first, after a position. */
    public Uni<List<Task>> list(
            SqlClient sql, @Nullable String state, @Nullable Instant afterAt, @Nullable UUID afterId, int limit) {
        return sql.preparedQuery(LIST)
                .execute(Tuple.of(state, afterAt == null ? null : Columns.utc(afterAt), afterId, limit))
                .map(rows -> rows.stream().map(Tasks::task).toList());
    }

    /** A task, or null. */
    public Uni<@Nullable Task> find(SqlClient sql, UUID id) {
        return sql.preparedQuery("select * from task where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(Tasks::task).findFirst().orElse(null));
    }

    /** Completes an open task at this version; null when it is not open at this version any more. */
    public Uni<@Nullable Task> complete(
            SqlConnection sql, UUID id, long version, String outcome, String by, Instant at) {
        return sql.preparedQuery(COMPLETE)
                .execute(Tuple.of(id, version, outcome, Columns.utc(at), by))
                .map(rows -> rows.stream().map(Tasks::task).findFirst().orElse(null));
    }

    private static UUID id(Asked asked) {
        String name =
                asked.caseId() + "/" + asked.ask().kind() + "/" + asked.ask().subject();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Task task(Row row) {
        return new Task(
                row.getUUID("id"),
                row.getUUID("case_id"),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("state"),
                row.getString("outcome"),
                row.getLong("version"),
                Columns.instant(row, "due_at"),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "done_at"),
                row.getString("done_by"));
    }
}
