package org.firstline.drive.replay;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstline.local.Login;
import org.firstline.local.RunningSuite;
import org.firstline.local.Service;

/**
 * Suite time, stopped and moved by hand in all four schemas at once, and what is due by it. Needs the administrator of
 * the database; nobody else may see four schemas.
 */
final class SuiteClock implements AutoCloseable {

    /** Deadlines and notices: whatever the services' timers look for. */
    private record DueColumn(String table, String column, String condition) {

        String select(String what, String bound) {
            return "select " + what + " from " + table + " where " + column + bound + condition;
        }
    }

    private final Connection connection;
    private final PreparedStatement work;
    private final PreparedStatement next;

    private SuiteClock(Connection connection, List<DueColumn> columns) throws SQLException {
        this.connection = connection;
        this.work = connection.prepareStatement(workQuery(columns));
        this.next = connection.prepareStatement(nextQuery(columns));
    }

    /** Opens the clock of a suite whose services are up. */
    static SuiteClock of(RunningSuite suite) {
        Login admin = suite.databaseAdmin();
        try {
            Connection connection = DriverManager.getConnection(suite.jdbcUrl(), admin.user(), admin.password());
            return new SuiteClock(connection, dueColumns(connection));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot reach the suite's database at " + suite.jdbcUrl(), e);
        }
    }

    /** Stops suite time at an instant, for all services in one statement. */
    void stopAt(Instant at) {
        String sql = services()
                .map(schema ->
                        schema + "_clock as (update " + schema + ".suite_clock set stopped_at = to_.at from to_)")
                .collect(Collectors.joining(", ", "with to_ as (select ?::timestamptz as at), ", " select 1"));
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, at.atOffset(ZoneOffset.UTC));
            update.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot move suite time to " + at, e);
        }
    }

    /** What is left to do at the present time, read in one snapshot over all services. */
    Work work() {
        try (ResultSet row = work.executeQuery()) {
            row.next();
            return new Work(row.getLong(1), row.getLong(2), row.getLong(3));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask what is left to do", e);
        }
    }

    /**
     * What is left to do.
     *
     * @param outbox events decided and not yet on their topic
     * @param held events that wait for their cause
     * @param due deadlines and notices whose time has come
     */
    record Work(long outbox, long held, long due) {

        boolean isDone() {
            return outbox + held + due == 0;
        }
    }

    /** The next instant at which anything falls due; empty when nothing ever does. */
    Optional<Instant> nextDue() {
        try (ResultSet row = next.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getObject(1, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask what is due next", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot leave the suite's database", e);
        }
    }

    /** By convention a deadline is the column {@code next_due_at} of its row; a notice has a time of its own. */
    private static List<DueColumn> dueColumns(Connection connection) throws SQLException {
        List<DueColumn> columns = new ArrayList<>();
        try (ResultSet rows = connection.createStatement().executeQuery("""
                        select table_schema || '.' || table_name from information_schema.columns
                         where column_name = 'next_due_at' order by 1
                        """)) {
            while (rows.next()) {
                columns.add(new DueColumn(rows.getString(1), "next_due_at", ""));
            }
        }
        columns.add(new DueColumn("followup.notice", "due_at", " and state in ('PENDING', 'SENDING')"));
        return columns;
    }

    private static String workQuery(List<DueColumn> columns) {
        return "select " + sum("outbox") + ", " + sum("held") + ", "
                + columns.stream()
                        .map(due ->
                                "(" + due.select("count(*)", " <= (select stopped_at from intake.suite_clock)") + ")")
                        .collect(Collectors.joining(" + "));
    }

    private static String nextQuery(List<DueColumn> columns) {
        return columns.stream()
                .map(due -> due.select("min(" + due.column() + ") as at", " is not null"))
                .collect(Collectors.joining(" union all ", "select min(at) from (", ") as due"));
    }

    private static String sum(String table) {
        return services()
                .map(schema -> "(select count(*) from " + schema + "." + table + ")")
                .collect(Collectors.joining(" + "));
    }

    private static Stream<String> services() {
        return Arrays.stream(Service.values()).map(Service::id);
    }
}
