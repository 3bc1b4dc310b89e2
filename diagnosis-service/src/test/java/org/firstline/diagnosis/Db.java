package org.firstline.diagnosis;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.firstline.local.EmbeddedStack;
import org.jspecify.annotations.Nullable;

/** The service's own schema, seen and disturbed by a test. */
public final class Db {

    private Db() {}

    /** Runs statements in the schema {@code diagnosis}. */
    public static void run(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row as text; null where there is no row. */
    public static @Nullable String one(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect() throws SQLException {
        var login = EmbeddedStack.superuser();
        Connection connection = DriverManager.getConnection(EmbeddedStack.jdbcUrl(), login.user(), login.password());
        connection.setSchema("diagnosis");
        return connection;
    }
}
