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
                createDatabase(connection);
            }
            try (var connection = connect(LocalPostgres.jdbcUrl(host, port, NAME), superuserPassword)) {
                execute(
                        connection,
                        List.of(
                                "revoke all on database " + NAME + " from public",
                                "revoke all on schema public from public"));
                for (var entry : passwords.entrySet()) {
                    createRole(connection, entry.getKey().id(), entry.getValue());
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

    private static void createDatabase(Connection connection) throws SQLException {
        if (!exists(connection, "select 1 from pg_database where datname = ?", NAME)) {
            execute(connection, List.of("create database " + NAME));
        }
    }

    private static void createRole(Connection connection, String name, String password) throws SQLException {
        if (!exists(connection, "select 1 from pg_roles where rolname = ?", name)) {
            execute(connection, List.of("create role " + name + " login"));
        }
        execute(
                connection,
                List.of(
                        "alter role " + name + " with login nosuperuser nocreatedb nocreaterole password '"
                                + connection.unwrap(PGConnection.class).escapeLiteral(password) + "'",
                        "alter role " + name + " set search_path = " + name,
                        "grant connect on database " + NAME + " to " + name,
                        "create schema if not exists " + name + " authorization " + name,
                        "revoke all on schema " + name + " from public"));
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
