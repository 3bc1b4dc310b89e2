package org.firstline.escalation.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.firstline.escalation.domain.WorkOrderId;
import org.jspecify.annotations.Nullable;

/** Work orders as people look at them: lists without JSON, single ones complete. Reads only. */
@ApplicationScoped
public class WorkOrderPages {

    /** The states an order can be in, as filters name them. */
    public static final List<String> STATES = List.of(
            "submitted", "acknowledged", "progressed", "information-requested", "returned", "resolved", "cancelled");

    private static final String LINE = "select id, case_id, department, grade, service_line, region, state, submission,"
            + " overdue, next_due_at, next_due_what, opened_at, updated_at from work_order";
    private static final String IS_OPEN = "state not in ('resolved', 'cancelled')";

    /** An order in a list. {@code nextDue} says which step of which deadline, such as {@code RESOLVE warning}. */
    public record Line(
            UUID id,
            UUID caseId,
            String department,
            String grade,
            String serviceLine,
            String region,
            String state,
            int submission,
            boolean overdue,
            @Nullable Instant nextDueAt,
            @Nullable String nextDue,
            Instant openedAt,
            Instant updatedAt) {}

    /** Where a page begins: after this place in the order of (instant, id). */
    public record Place(Instant at, UUID id) {}

    /** How many open orders there are in a state. */
    public record Count(String state, boolean overdue, long orders) {}

    private final Pool pool;

    WorkOrderPages(Pool pool) {
        this.pool = pool;
    }

    /** One order, or null. */
    public Uni<@Nullable StoredOrder> find(WorkOrderId id) {
        return pool.preparedQuery("select " + WorkOrderRows.COLUMNS + " from work_order where id = $1")
                .execute(Tuple.of(id.value()))
                .map(rows -> WorkOrderRows.orders(rows).stream().findFirst().orElse(null));
    }

    /** Orders as they were opened, oldest first; each filter may be null. */
    public Uni<List<Line>> list(
            @Nullable String department,
            @Nullable String state,
            @Nullable Boolean overdue,
            @Nullable Place after,
            int limit) {
        StringBuilder where = new StringBuilder(" where true");
        Tuple values = Tuple.tuple();
        and(where, values, "department = $%d", department);
        and(where, values, "state = $%d", state);
        and(where, values, "overdue = $%d", overdue);
        if (Boolean.TRUE.equals(overdue)
                || (state != null && !state.equals("resolved") && !state.equals("cancelled"))) {
            where.append(" and ").append(IS_OPEN);
        }
        return page(where, values, "opened_at", after, limit);
    }

    /** What is due next, earliest first. */
    public Uni<List<Line>> due(@Nullable String department, @Nullable Place after, int limit) {
        StringBuilder where = new StringBuilder(" where next_due_at is not null");
        Tuple values = Tuple.tuple();
        and(where, values, "department = $%d", department);
        return page(where, values, "next_due_at", after, limit);
    }

    /** How many open orders there are, by state and by whether a deadline of theirs is breached. */
    public Uni<List<Count>> count() {
        return pool.query("select state, overdue, count(*) as orders from work_order where " + IS_OPEN
                        + " group by state, overdue")
                .execute()
                .map(rows -> rows.stream()
                        .map(row -> new Count(row.getString("state"), row.getBoolean("overdue"), row.getLong("orders")))
                        .toList());
    }

    private Uni<List<Line>> page(StringBuilder where, Tuple values, String by, @Nullable Place after, int limit) {
        if (after != null) {
            int place = values.size() + 1;
            where.append(" and (%s, id) > ($%d, $%d)".formatted(by, place, place + 1));
            values.addValue(after.at().atOffset(ZoneOffset.UTC)).addValue(after.id());
        }
        values.addValue(limit);
        return pool.preparedQuery(LINE + where + " order by %s, id limit $%d".formatted(by, values.size()))
                .execute(values)
                .map(rows -> rows.stream().map(WorkOrderPages::line).toList());
    }

    private static void and(StringBuilder where, Tuple values, String condition, @Nullable Object value) {
        if (value != null) {
            values.addValue(value);
            where.append(" and ").append(condition.formatted(values.size()));
        }
    }

    private static Line line(Row row) {
        OffsetDateTime next = row.getOffsetDateTime("next_due_at");
        return new Line(
                row.getUUID("id"),
                row.getUUID("case_id"),
                row.getString("department"),
                row.getString("grade"),
                row.getString("service_line"),
                row.getString("region"),
                row.getString("state"),
                row.getInteger("submission"),
                row.getBoolean("overdue"),
                next == null ? null : next.toInstant(),
                row.getString("next_due_what"),
                row.getOffsetDateTime("opened_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
