package org.firstline.escalation.db;

import com.fasterxml.jackson.databind.ObjectReader;
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
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.firstline.escalation.domain.CaseId;
import org.firstline.escalation.domain.Deadline;
import org.firstline.escalation.domain.DepartmentId;
import org.firstline.escalation.domain.DueSteps;
import org.firstline.escalation.domain.Request;
import org.firstline.escalation.domain.WorkOrder;
import org.firstline.escalation.domain.WorkOrderId;
import org.jspecify.annotations.Nullable;

/**
 * The life cycle's tables: whole batches in one statement each. Whoever changes an order holds the lock of its case;
 * locks of several cases are taken in the order of their ids.
 */
@ApplicationScoped
public class WorkOrderRows {

    static final String COLUMNS = "id, case_id, department, state, submission, opened_at, version, trace_parent,"
            + " request::text as request, data::text as data";

    private static final ObjectReader REQUEST = Json.reader(Request.class);

    /** Before all that can be due. */
    private static final Place BEGINNING = new Place(Instant.EPOCH, new WorkOrderId(new UUID(0, 0)));

    /** A claimed order that may be due, where it stood among what is due, and its locked case. */
    public record Due(WorkOrderId order, Place place, LockedCase locked) {}

    /** Where an order stands among what is due, earliest first. */
    public record Place(Instant dueAt, WorkOrderId order) {}

    /** The cases of orders; orders that are not there are left out. */
    public Uni<Map<WorkOrderId, CaseId>> casesOf(SqlClient sql, Collection<WorkOrderId> orders) {
        if (orders.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return sql.preparedQuery("select id, case_id from work_order where id = any($1)")
                .execute(Tuple.of(ids(orders)))
                .map(rows -> {
                    Map<WorkOrderId, CaseId> cases = new HashMap<>();
                    rows.forEach(
                            row -> cases.put(new WorkOrderId(row.getUUID("id")), new CaseId(row.getUUID("case_id"))));
                    return cases;
                });
    }

    /** Creates the rows of cases that have none: a row that is not there cannot be locked. */
    public Uni<Void> ensureCases(SqlClient sql, Collection<CaseId> cases) {
        if (cases.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sql.preparedQuery("""
                        insert into escalated_case (case_id)
                        select id from unnest($1::uuid[]) as new (id) order by id
                        on conflict do nothing
                        """)
                .execute(Tuple.of(cases.stream().map(CaseId::value).distinct().toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /** Locks cases in the order of their ids. */
    public Uni<List<LockedCase>> lockCases(SqlClient sql, Collection<CaseId> cases) {
        if (cases.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return sql.preparedQuery("""
                        select case_id, sequence, abandoned_at from escalated_case where case_id = any($1)
                         order by case_id for update
                        """)
                .execute(Tuple.of(cases.stream().map(CaseId::value).distinct().toArray(UUID[]::new)))
                .map(rows -> rows.stream().map(WorkOrderRows::locked).toList());
    }

    /**
     * Claims orders that are due, earliest first, by the lock of their case; those that somebody else is working on are
     * left to that somebody or to the next round.
     *
     * @param at suite time of the transaction
     * @param behind leaves out what comes no later than this place; null for all that is due
     * @param most how many, at least 1
     */
    public Uni<List<Due>> claimDue(SqlClient sql, Instant at, @Nullable Place behind, int most) {
        Place from = behind == null ? BEGINNING : behind;
        return sql.preparedQuery("""
                        select w.id, w.next_due_at, c.case_id, c.sequence, c.abandoned_at
                          from work_order w join escalated_case c using (case_id)
                         where w.next_due_at <= $1 and (w.next_due_at, w.id) > ($3, $4)
                         order by w.next_due_at, w.id
                         limit $2
                           for update of c skip locked
                        """)
                .execute(Tuple.of(
                        time(at), most, time(from.dueAt()), from.order().value()))
                .map(rows -> rows.stream().map(WorkOrderRows::due).toList());
    }

    private static Due due(Row row) {
        WorkOrderId order = new WorkOrderId(row.getUUID("id"));
        return new Due(order, new Place(row.getOffsetDateTime("next_due_at").toInstant(), order), locked(row));
    }

    /** Loads orders by id. */
    public Uni<List<StoredOrder>> load(SqlClient sql, Collection<WorkOrderId> orders) {
        if (orders.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return sql.preparedQuery("select " + COLUMNS + " from work_order where id = any($1)")
                .execute(Tuple.of(ids(orders)))
                .map(WorkOrderRows::orders);
    }

    /** Loads all orders of cases. */
    public Uni<List<StoredOrder>> loadOf(SqlClient sql, Collection<CaseId> cases) {
        if (cases.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return sql.preparedQuery(
                        "select " + COLUMNS + " from work_order where case_id = any($1) order by opened_at, id")
                .execute(Tuple.of(cases.stream().map(CaseId::value).toArray(UUID[]::new)))
                .map(WorkOrderRows::orders);
    }

    /** Writes orders that are new. */
    public Uni<Void> insert(SqlClient sql, List<StoredOrder> orders, Instant at) {
        if (orders.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns = changing(orders, at)
                .addValue(column(
                        orders, UUID[]::new, o -> o.order().head().caseId().value()))
                .addValue(column(orders, String[]::new, o -> request(o).grade().name()))
                .addValue(column(
                        orders,
                        String[]::new,
                        o -> request(o).facts().serviceLine().name()))
                .addValue(column(orders, String[]::new, o -> request(o).facts().region()))
                .addValue(column(
                        orders,
                        OffsetDateTime[]::new,
                        o -> time(o.order().head().openedAt())))
                .addValue(column(orders, String[]::new, o -> Json.write(request(o))));
        return sql.preparedQuery("""
                        insert into work_order (id, department, state, submission, revision, overdue, next_due_at,
                               next_due_what, version, trace_parent, data, updated_at, case_id, grade, service_line,
                               region, opened_at, request)
                        select i, d, s, n, r, o, da, dw, v, t, j::jsonb, $12, c, g, l, re, op, q::jsonb
                          from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::int[], $6::bool[],
                                      $7::timestamptz[], $8::text[], $9::bigint[], $10::text[], $11::text[],
                                      $13::uuid[], $14::text[], $15::text[], $16::text[], $17::timestamptz[], $18::text[])
                            as new (i, d, s, n, r, o, da, dw, v, t, j, c, g, l, re, op, q)
                        """).execute(columns).replaceWithVoid();
    }

    /** Writes orders that have changed. */
    public Uni<Void> update(SqlClient sql, List<StoredOrder> orders, Instant at) {
        if (orders.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sql.preparedQuery("""
                        update work_order
                           set department = d, state = s, submission = n, revision = r, overdue = o, next_due_at = da,
                               next_due_what = dw, version = v, trace_parent = t, data = j::jsonb, updated_at = $12
                          from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::int[], $6::bool[],
                                      $7::timestamptz[], $8::text[], $9::bigint[], $10::text[], $11::text[])
                            as new (i, d, s, n, r, o, da, dw, v, t, j)
                         where id = i
                        """).execute(changing(orders, at)).replaceWithVoid();
    }

    /** Writes where cases stand. */
    public Uni<Void> saveCases(SqlClient sql, List<LockedCase> cases) {
        if (cases.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sql.preparedQuery("""
                        update escalated_case c set sequence = s, abandoned_at = a
                          from unnest($1::uuid[], $2::bigint[], $3::timestamptz[]) as new (i, s, a)
                         where case_id = i
                        """)
                .execute(Tuple.of(
                        cases.stream().map(c -> c.id().value()).toArray(UUID[]::new),
                        cases.stream().map(LockedCase::sequence).toArray(Long[]::new),
                        cases.stream().map(c -> time(c.abandonedAt())).toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    private static Tuple changing(List<StoredOrder> orders, Instant at) {
        List<DueSteps.@Nullable Next> next = new ArrayList<>();
        orders.forEach(o -> next.add(o.order() instanceof WorkOrder.Live live ? DueSteps.next(live) : null));
        return Tuple.tuple()
                .addValue(column(orders, UUID[]::new, o -> o.order().head().id().value()))
                .addValue(column(
                        orders,
                        String[]::new,
                        o -> o.order().handover().department().value()))
                .addValue(column(orders, String[]::new, StoredOrder::state))
                .addValue(
                        column(orders, Integer[]::new, o -> o.order().handover().submission()))
                .addValue(
                        column(orders, Integer[]::new, o -> o.order().resolve().revision()))
                .addValue(column(orders, Boolean[]::new, o -> isOverdue(o.order())))
                .addValue(next.stream()
                        .map(n -> n == null ? null : time(n.step().stepAt()))
                        .toArray(OffsetDateTime[]::new))
                .addValue(next.stream().map(WorkOrderRows::what).toArray(String[]::new))
                .addValue(column(orders, Long[]::new, StoredOrder::version))
                .addValue(column(orders, String[]::new, StoredOrder::traceparent))
                .addValue(column(orders, String[]::new, o -> Json.write(StateData.of(o.order()))))
                .addValue(time(at));
    }

    private static Request request(StoredOrder stored) {
        return stored.order().head().request();
    }

    private static boolean isOverdue(WorkOrder.Known order) {
        return order instanceof WorkOrder.Live
                && (order.resolve().isBreached()
                        || (order instanceof WorkOrder.Submitted submitted
                                && submitted.acknowledge().isBreached()));
    }

    private static @Nullable String what(DueSteps.@Nullable Next next) {
        if (next == null) {
            return null;
        }
        String step =
                switch (next.step()) {
                    case Deadline.Step.Warn warn -> "warning";
                    case Deadline.Step.Breach breach -> "breach";
                    case Deadline.Step.Climb climb -> "rung " + climb.number();
                };
        return next.deadline() + " " + step;
    }

    private static <T> T[] column(
            List<StoredOrder> orders,
            java.util.function.IntFunction<T[]> array,
            Function<StoredOrder, @Nullable T> value) {
        return orders.stream().map(value).toArray(array);
    }

    private static UUID[] ids(Collection<WorkOrderId> orders) {
        return orders.stream().map(WorkOrderId::value).distinct().toArray(UUID[]::new);
    }

    static List<StoredOrder> orders(RowSet<Row> rows) {
        Stream<Row> all = rows.stream();
        return all.map(WorkOrderRows::order).toList();
    }

    private static StoredOrder order(Row row) {
        WorkOrder.Head head = new WorkOrder.Head(
                new WorkOrderId(row.getUUID("id")),
                new CaseId(row.getUUID("case_id")),
                Json.read(REQUEST, row.getString("request")),
                row.getOffsetDateTime("opened_at").toInstant());
        StateData data = Json.read(StateData.READER, row.getString("data"));
        return new StoredOrder(
                data.order(
                        row.getString("state"),
                        head,
                        new DepartmentId(row.getString("department")),
                        row.getInteger("submission")),
                row.getLong("version"),
                row.getString("trace_parent"));
    }

    private static LockedCase locked(Row row) {
        OffsetDateTime abandoned = row.getOffsetDateTime("abandoned_at");
        return new LockedCase(
                new CaseId(row.getUUID("case_id")),
                row.getLong("sequence"),
                abandoned == null ? null : abandoned.toInstant());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
