package org.firstline.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The physical limit of deadlines: a bare client that writes what escalation writes when they fall due, into copies of its
 * tables with the same indexes in the same PostgreSQL, in whatever batch size suits it best. Each order and its case are
 * changed once, and each event goes into the outbox and out of it again. It looks for nothing that is due, decides nothing,
 * reads nothing and speaks to nobody.
 */
final class BareDeadlines {

    private static final String SCHEMA = "bench_deadlines";
    private static final List<Integer> BATCHES = List.of(200, 500, 1_000);
    private static final int MOST_CONNECTIONS = 2;

    /** An event as escalation says it, bytes; what the suite's own payloads are like. */
    private static final int PAYLOAD = 900;

    private final PendingOrders.Database database;
    private final int orders;
    private final int events;

    /**
     * @param orders how many of escalation's orders are copied, those that it has at most
     * @param events that each deadline is told of by
     */
    BareDeadlines(PendingOrders.Database database, int orders, int events) {
        this.database = database;
        this.orders = orders;
        this.events = events;
    }

    /**
     * Deadlines a second, and with which settings they were reached.
     *
     * @param probe how long each is tried
     * @param measure how long the best is measured
     */
    BareClient.Result measure(Duration probe, Duration measure) throws SQLException, InterruptedException {
        copy();
        List<UUID[]> all = all();
        BareClient.Result result = BareClient.best(
                BATCHES,
                MOST_CONNECTIONS,
                probe,
                measure,
                (which, connections, batch, duration) -> write(share(all, which, connections), batch, duration));
        execute("drop schema " + SCHEMA + " cascade");
        return result;
    }

    private void copy() throws SQLException {
        execute("drop schema if exists " + SCHEMA + " cascade", "create schema " + SCHEMA);
        for (String table : List.of("work_order", "escalated_case")) {
            execute("create table %s.%s (like escalation.%s including all) with (fillfactor = 80)"
                    .formatted(SCHEMA, table, table));
        }
        execute("insert into %s.work_order select * from escalation.work_order limit %d".formatted(SCHEMA, orders));
        execute("""
                insert into %s.escalated_case
                select c.* from escalation.escalated_case c where case_id in (select case_id from %s.work_order)
                """.formatted(SCHEMA, SCHEMA));
        execute("vacuum (analyze) %s.work_order, %s.escalated_case".formatted(SCHEMA, SCHEMA), "checkpoint");
    }

    /** All orders, each with its case. */
    private List<UUID[]> all() throws SQLException {
        List<UUID[]> all = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select id, case_id from " + SCHEMA + ".work_order")) {
            while (row.next()) {
                all.add(new UUID[] {row.getObject(1, UUID.class), row.getObject(2, UUID.class)});
            }
        }
        return all;
    }

    /** Those that one of several connections changes: none that another does. */
    static <T> List<T> share(List<T> all, int which, int connections) {
        List<T> share = new ArrayList<>();
        for (int i = which; i < all.size(); i += connections) {
            share.add(all.get(i));
        }
        return share;
    }

    private double write(List<UUID[]> share, int most, Duration duration) throws SQLException {
        int batch = Math.min(most, share.size());
        if (batch == 0) {
            return 0;
        }
        try (Connection connection = database.connect();
                PreparedStatement order = connection.prepareStatement("""
                        update %s.work_order
                           set department = department, state = state, submission = submission, revision = revision,
                               overdue = true, next_due_at = next_due_at + interval '4 hours',
                               next_due_what = 'ACKNOWLEDGE rung', version = version + 1, trace_parent = trace_parent,
                               data = j::jsonb, updated_at = now()
                          from unnest(?::uuid[], ?::text[]) as new (i, j)
                         where id = i
                        """.formatted(SCHEMA));
                PreparedStatement number = connection.prepareStatement("""
                        update %s.escalated_case set sequence = sequence + %d, abandoned_at = abandoned_at
                         where case_id = any(?::uuid[])
                        """.formatted(SCHEMA, events))) {
            Table outbox = Table.copyOf(connection, SCHEMA, "escalation.outbox", PAYLOAD);
            connection.setAutoCommit(false);
            String data = text(connection, "select data::text from " + SCHEMA + ".work_order limit 1");
            List<String> told = List.of();
            long begun = System.nanoTime();
            long written = 0;
            while (System.nanoTime() - begun < duration.toNanos()) {
                String[] ids = new String[batch];
                String[] cases = new String[batch];
                String[] texts = new String[batch];
                for (int i = 0; i < batch; i++) {
                    UUID[] one = share.get((int) ((written + i) % share.size()));
                    ids[i] = one[0].toString();
                    cases[i] = one[1].toString();
                    texts[i] = data;
                }
                order.setArray(1, connection.createArrayOf("text", ids));
                order.setArray(2, connection.createArrayOf("text", texts));
                number.setArray(1, connection.createArrayOf("text", cases));
                int changed = Math.min(order.executeUpdate(), number.executeUpdate());
                if (changed != batch) {
                    throw new IllegalStateException(
                            "expected " + batch + " orders and cases to change, found that " + changed + " did");
                }
                outbox.delete(connection, told);
                told = outbox.insert(connection, batch * events);
                connection.commit();
                written += batch;
            }
            return written / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private static String text(Connection connection, String select) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            row.next();
            return row.getString(1);
        }
    }
}
