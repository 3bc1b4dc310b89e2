package org.firstline.chaos.fault;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.firstline.local.Login;
import org.firstline.local.RunningSuite;

/** What an administrator of the database may do to a service from outside. */
final class Strangers {

    /** The row of the case that a service worked on last: what a flow locks first. */
    private static final Map<String, String> NEWEST_ROW = Map.of(
            "intake",
            "select 1 from intake.contact order by arrival desc limit 1 for update",
            "diagnosis",
            "select 1 from diagnosis.diagnosis order by updated_at desc limit 1 for update",
            "escalation",
            "select 1 from escalation.escalated_case where case_id ="
                    + " (select case_id from escalation.work_order order by updated_at desc limit 1) for update",
            "followup",
            "select 1 from followup.followup_case where updated_at is not null order by updated_at desc limit 1"
                    + " for update");

    private final RunningSuite suite;

    Strangers(RunningSuite suite) {
        this.suite = suite;
    }

    /**
     * Ends every connection of the service's role.
     *
     * @return how many
     */
    int terminate(String service) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement end = connection.prepareStatement(
                        "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = ?")) {
            end.setString(1, service);
            try (var row = end.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /**
     * Opens a transaction that sees the database as it is now, so that no row that dies from now on can be cleaned away,
     * and that holds one row of the service.
     *
     * @return the connection; closing it ends the transaction
     */
    Connection hold(String service) throws SQLException {
        Connection connection = connect();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            // The snapshot first and without a row: one that changes in between would end the transaction.
            statement.execute("select 1");
            statement.execute(newestRow(service));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private static String newestRow(String service) {
        String query = NEWEST_ROW.get(service);
        if (query == null) {
            throw new IllegalArgumentException("No service is called '" + service + "'");
        }
        return query;
    }

    private Connection connect() throws SQLException {
        Login admin = suite.databaseAdmin();
        return DriverManager.getConnection(suite.jdbcUrl(), admin.user(), admin.password());
    }
}
