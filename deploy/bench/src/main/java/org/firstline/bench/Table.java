package org.firstline.bench;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of one of the suite's tables, with its indexes, that the bare client writes: rows like those the suite wrote, in
 * one statement per batch.
 */
final class Table {

    private record Column(String name, String type, boolean unique) {}

    private final String name;
    private final List<Column> columns;
    private final List<String[]> samples;
    private final @Nullable String identity;
    private final String key;
    private long next = ThreadLocalRandom.current().nextLong(1L << 40) << 20;

    private Table(String name, List<Column> columns, List<String[]> samples, @Nullable String identity) {
        this.name = name;
        this.columns = columns;
        this.samples = samples;
        this.identity = identity;
        this.key = identity != null
                ? identity
                : columns.stream()
                        .filter(Column::unique)
                        .findFirst()
                        .orElse(columns.getFirst())
                        .name();
    }

    /**
     * Copies a table's shape and up to 2,000 of its rows.
     *
     * @param original such as {@code intake.contact}
     * @param filler rows to imitate where the original is empty because the suite deletes what it is done with (its
     *     outbox); a payload of that many bytes
     */
    static Table copyOf(Connection connection, String schema, String original, int filler) throws SQLException {
        String name = nameOfCopy(schema, original);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists " + name + " (like " + original + " including all)");
        }
        List<Column> columns = new ArrayList<>();
        String identity = null;
        try (PreparedStatement statement = connection.prepareStatement("""
                select a.attname, format_type(a.atttypid, a.atttypmod), a.attidentity <> '' as identity,
                       exists (select 1 from pg_index i where i.indrelid = a.attrelid and i.indisunique
                                and a.attnum = any(i.indkey::int2[])) as in_unique
                  from pg_attribute a
                 where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                 order by a.attnum
                """)) {
            statement.setString(1, original);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getBoolean(3)) {
                        identity = row.getString(1);
                    } else {
                        columns.add(new Column(row.getString(1), row.getString(2), row.getBoolean(4)));
                    }
                }
            }
        }
        return new Table(name, columns, sample(connection, original, columns, filler), identity);
    }

    /** How the copy of a table such as {@code intake.contact} is called in that schema. */
    static String nameOfCopy(String schema, String original) {
        return schema + "." + original.replace('.', '_');
    }

    private static List<String[]> sample(Connection connection, String original, List<Column> columns, int filler)
            throws SQLException {
        List<String[]> samples = new ArrayList<>();
        String list = columns.stream().map(c -> quoted(c.name()) + "::text").collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + list + " from " + original + " limit 2000")) {
            while (row.next()) {
                String[] values = new String[columns.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = row.getString(i + 1);
                }
                samples.add(values);
            }
        }
        if (samples.isEmpty()) {
            samples.add(columns.stream().map(c -> filling(c, filler)).toArray(String[]::new));
        }
        return samples;
    }

    private static String filling(Column column, int bytes) {
        return switch (column.type()) {
            case "bytea" -> "\\x" + "7b".repeat(bytes);
            case "uuid" -> UUID.randomUUID().toString();
            case "timestamp with time zone" -> "2026-01-01T00:00:00Z";
            case "boolean" -> "false";
            case "jsonb", "json" -> "{}";
            case "smallint", "integer", "bigint" -> "1";
            default ->
                column.name().equals("traceparent")
                        ? "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
                        : "org.firstline.filling.of.usual.length.v1";
        };
    }

    /** Inserts rows in one statement; answers their keys. */
    List<String> insert(Connection connection, int rows) throws SQLException {
        if (rows == 0) {
            return List.of();
        }
        String[][] values = new String[columns.size()][rows];
        for (int r = 0; r < rows; r++) {
            String[] sample = samples.get((int) (next % samples.size()));
            next++;
            for (int c = 0; c < columns.size(); c++) {
                values[c][r] = columns.get(c).unique() ? fresh(columns.get(c), sample[c]) : sample[c];
            }
        }
        String names = columns.stream().map(c -> quoted(c.name())).collect(Collectors.joining(", "));
        String casts = IntStream.range(0, columns.size())
                .mapToObj(i -> "c" + i + "::" + columns.get(i).type())
                .collect(Collectors.joining(", "));
        String marks = columns.stream().map(c -> "?::text[]").collect(Collectors.joining(", "));
        String aliases =
                IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        List<String> keys = new ArrayList<>(rows);
        try (PreparedStatement statement =
                connection.prepareStatement("insert into " + name + " (" + names + ") select " + casts + " from unnest("
                        + marks + ") as row (" + aliases + ") returning " + quoted(key) + "::text")) {
            for (int c = 0; c < columns.size(); c++) {
                Array array = connection.createArrayOf("text", values[c]);
                statement.setArray(c + 1, array);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getString(1));
                }
            }
        }
        return keys;
    }

    /** Rewrites the rows of these keys once, in one statement. */
    void update(Connection connection, List<String> keys) throws SQLException {
        Column any =
                columns.stream().filter(c -> !c.unique()).reduce((a, b) -> b).orElse(columns.getLast());
        run(connection, "update " + name + " set " + quoted(any.name()) + " = " + quoted(any.name()) + where(), keys);
    }

    /** Deletes the rows of these keys, in one statement. */
    void delete(Connection connection, List<String> keys) throws SQLException {
        run(connection, "delete from " + name + where(), keys);
    }

    private String where() {
        String type = key.equals(identity)
                ? "bigint"
                : columns.stream()
                        .filter(c -> c.name().equals(key))
                        .findFirst()
                        .orElseThrow()
                        .type();
        return " where " + quoted(key) + " = any(?::text[]::" + type + "[])";
    }

    private static void run(Connection connection, String sql, List<String> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
            statement.executeUpdate();
        }
    }

    private String fresh(Column column, @Nullable String sample) {
        long number = next;
        return switch (column.type()) {
            case "uuid" -> timeOrdered(number);
            case "smallint" -> String.valueOf(sample);
            case "integer" -> Long.toString(number & Integer.MAX_VALUE);
            case "bigint" -> Long.toString(number);
            case "text" -> same(sample, number);
            default -> String.valueOf(sample);
        };
    }

    /** Of the sample's length and beginning, so that the index sees what it would see. */
    private static String same(@Nullable String sample, long number) {
        String tail = Long.toString(number, 36);
        String text = sample == null ? "" : sample;
        return text.length() > tail.length() ? text.substring(0, text.length() - tail.length()) + tail : text + tail;
    }

    private static String timeOrdered(long number) {
        return new UUID(
                        (number << 16) | 0x7000,
                        0x8000000000000000L | ThreadLocalRandom.current().nextLong(1L << 60))
                .toString();
    }

    private static String quoted(String column) {
        return '"' + column + '"';
    }
}
