package org.firstline.local.badinput;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.firstline.local.EmbeddedStack;
import org.firstline.local.Login;

/** The rows of a service as counts and checksums, by table, to see whether anything has changed. */
public final class Rows {

    /** Not DriverManager: where Quarkus has loaded the driver for itself, it shows none to classes outside. */
    private static final Driver DRIVER = new org.postgresql.Driver();

    private Rows() {}

    /**
     * Every table of the schema except those named, and how many announcements were ever made.
     *
     * @param schema a service's
     * @param except tables that may change
     */
    public static Map<String, String> of(String schema, Set<String> except) {
        Map<String, String> rows = new TreeMap<>();
        for (List<String> table :
                ask(schema, "select tablename from pg_tables where schemaname = '" + schema + "' order by 1")) {
            String name = table.getFirst();
            if (!except.contains(name) && !name.equals("outbox")) {
                rows.put(
                        name,
                        ask(
                                        schema,
                                        "select count(*) || ' rows, ' || coalesce(md5(string_agg(t::text, '|' order by t::text)),"
                                                + " 'none') from \"" + name + "\" t")
                                .getFirst()
                                .getFirst());
            }
        }
        if (!except.contains("outbox")) {
            rows.put(
                    "outbox",
                    ask(
                                    schema,
                                    "select coalesce(pg_sequence_last_value(pg_get_serial_sequence('outbox', 'id')), 0) || ' announced'")
                            .getFirst()
                            .getFirst());
        }
        return rows;
    }

    /** A query's rows as texts. */
    static List<List<String>> ask(String schema, String sql) {
        Login login = EmbeddedStack.superuser();
        Properties who = new Properties();
        who.setProperty("user", login.user());
        who.setProperty("password", login.password());
        try (Connection connection = DRIVER.connect(EmbeddedStack.jdbcUrl(), who)) {
            connection.setSchema(schema);
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(sql)) {
                List<List<String>> rows = new ArrayList<>();
                while (found.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(found.getString(i)));
                    }
                    rows.add(row);
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("expected to be able to ask: " + sql, e);
        }
    }
}
