package org.firstline.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * The database {@code firstline} with a role and a schema of its own for each service. A service's role owns its
 * schema and sees no other: not even that there are tables.
 */
public final class Databases {

    /** The one database of the suite. */
    public static final String NAME = "firstline";

    private Databases() {}

    /**
     * Creates what is missing and sets the passwords; run at every start.
     *
     * @param host of the server
     * @param port of the server
     * @param superuserPassword of {@link LocalPostgres#SUPERUSER}
     * @param passwords one for each service
     */
    public static void prepare(String host, int port, String superuserPassword, Map<Service, String> passwords) {
        try {
            try (var connection = connect(LocalPostgres.jdbcUrl(host, port, "postgres"), superuserPassword)) {
                create(connection, NAME);
            }
            try (var connection = connect(LocalPostgres.jdbcUrl(host, port, NAME), superuserPassword)) {
                execute(
                        connection,
                        List.of(
                                "revoke all on database " + NAME + " from public",
                                "revoke all on schema public from public"));
                for (var entry : passwords.entrySet()) {
                    createRole(connection, entry.getKey().id(), entry.getKey().id(), entry.getValue());
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Cannot prepare database " + NAME + " on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    private static Connection connect(String url, String password) throws SQLException {
        return DriverManager.getConnection(url, LocalPostgres.SUPERUSER, password);
    }

    /** Creates the database if it is not there. */
    static void create(Connection connection, String name) throws SQLException {
        if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
            execute(connection, List.of("create database " + identifier(connection, name)));
        }
    }

    /**
     * Creates the role and its schema in the connection's database if they are not there, and sets the role's password.
     * The connection's user need not be a superuser: it needs CREATEROLE, and CREATE in the database.
     */
    static void createRole(Connection connection, String role, String schema, String password) throws SQLException {
        var user = identifier(connection, role);
        var own = identifier(connection, schema);
        if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
            execute(connection, List.of("create role " + user + " login"));
        }
        if (!exists(
                connection,
                "select 1 from pg_roles where rolname = current_user and (rolsuper or rolname = ?)",
                role)) {
            // Who is not a superuser gives a schema only to a role that it could become.
            execute(connection, List.of("grant " + user + " to current_user"));
        }
        if (!exists(connection, "select 1 where has_database_privilege(?, current_database(), 'connect')", role)) {
            execute(
                    connection,
                    List.of("grant connect on database " + identifier(connection, connection.getCatalog()) + " to "
                            + user));
        }
        execute(
                connection,
                List.of(
                        "alter role " + user + " with login password '"
                                + connection.unwrap(PGConnection.class).escapeLiteral(password) + "'",
                        "alter role " + user + " set search_path = " + own,
                        "create schema if not exists " + own + " authorization " + user,
                        "revoke all on schema " + own + " from public"));
    }

    private static String identifier(Connection connection, String name) throws SQLException {
        return connection.unwrap(PGConnection.class).escapeIdentifier(name);
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
