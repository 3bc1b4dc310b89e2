package org.firstline.escalation;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.firstline.local.EmbeddedStack;
import org.firstline.local.Login;

/** The service's schema as its tests look into it, and the suite's clock in it. */
public final class Database {

    private Database() {}

    public static void run(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("expected to be able to run: " + sql, e);
        }
    }

    /** The first column of the first row, as text; empty when there is none. */
    public static String ask(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException("expected to be able to ask: " + sql, e);
        }
    }

    public static long count(String fromWhere) {
        return Long.parseLong(ask("select count(*) from " + fromWhere));
    }

    public static void awaitCount(String fromWhere, long atLeast) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> count(fromWhere) >= atLeast);
    }

    /** Lets suite time run ahead by so much more. */
    public static void advance(Duration by) {
        run("update suite_clock set ahead = ahead + interval '" + by.toMillis() + " milliseconds'");
    }

    /** Lets suite time stand still at an instant. */
    public static void stopAt(Instant at) {
        run("update suite_clock set stopped_at = '" + at + "'");
    }

    /** Wall time again. */
    public static void resetClock() {
        run("update suite_clock set ahead = '0', stopped_at = null");
    }

    private static Connection connect() throws SQLException {
        Login login = EmbeddedStack.superuser();
        Connection connection = DriverManager.getConnection(EmbeddedStack.jdbcUrl(), login.user(), login.password());
        connection.setSchema("escalation");
        return connection;
    }
}
