package org.firstline.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table that keeps something of each case, with what its rows were when they were found: the pattern of which more are
 * made. Every identifier in them, in whatever column and however deep in JSON, keeps its first two digits and has the next
 * six replaced by the number of the copy. So whatever belonged together belongs together in each copy, no two copies
 * meet, and identifiers lie spread over their indexes as random ones do.
 */
final class KeptTable {

    /** Stands for the six digits; no hexadecimal digit, and harmless inside JSON. */
    private static final String MARK = "~~~~~~";

    private static final String IN_UUID =
            "([0-9a-f]{2})[0-9a-f]{6}(?=-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";
    private static final String IN_SURROGATE = "((?:cust|svc)-[0-9a-f]{2})[0-9a-f]{6}(?=[0-9a-f]{16})";

    /** Odd, so that different copies have different digits, and large, so that those next to each other lie apart. */
    private static final long SPREAD = 10_368_889;

    /** 2 to the 24th: as many copies as six hexadecimal digits can tell apart. */
    static final int MOST_COPIES = 1 << 24;

    private record Column(String name, String type, boolean indexed) {

        boolean isText() {
            return switch (type) {
                case "uuid", "text", "text[]", "json", "jsonb" -> true;
                default -> type.startsWith("character varying");
            };
        }
    }

    /** An index, and the constraint that it belongs to if it does. */
    private record Index(String name, boolean constraint, String definition) {}

    private final String name;
    private final String pattern;
    private final List<Column> columns;
    private final List<Column> identified;
    private final long rows;

    private KeptTable(String name, String pattern, List<Column> columns, List<Column> identified, long rows) {
        this.name = name;
        this.pattern = pattern;
        this.columns = columns;
        this.identified = identified;
        this.rows = rows;
    }

    /**
     * The table, if it keeps something of cases: rows that name an identifier.
     *
     * @param table such as {@code intake.contact}
     */
    static Optional<KeptTable> of(Connection connection, String table, String scratch) throws SQLException {
        List<Column> columns = columns(connection, table);
        List<Column> texts = columns.stream().filter(Column::isText).toList();
        String found = texts.stream()
                .map(c -> ", bool_or(" + quoted(c.name()) + "::text ~ '" + IN_UUID + "|" + IN_SURROGATE + "')")
                .collect(Collectors.joining());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*)" + found + " from " + table)) {
            row.next();
            List<Column> identified = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                if (row.getBoolean(i + 2)) {
                    identified.add(texts.get(i));
                }
            }
            String pattern = scratch + "." + table.replace('.', '_');
            return identified.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new KeptTable(table, pattern, columns, identified, row.getLong(1)));
        }
    }

    private static List<Column> columns(Connection connection, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
            select a.attname, format_type(a.atttypid, a.atttypmod),
                   exists (select from pg_index i
                            where i.indrelid = a.attrelid and a.attnum = any(i.indkey::int2[]))
              from pg_attribute a
             where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
               and a.attidentity = ''
             order by a.attnum
            """)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(new Column(row.getString(1), row.getString(2), row.getBoolean(3)));
                }
            }
        }
        return columns;
    }

    String name() {
        return name;
    }

    /** How many rows the pattern has. */
    long rows() {
        return rows;
    }

    /** Keeps the rows as the pattern, identifiers marked, and empties the table. */
    void takePattern(Connection connection) throws SQLException {
        String values = columns.stream()
                .map(c -> (identified.contains(c) ? marked(c) : quoted(c.name())) + " as " + quoted(c.name()))
                .collect(Collectors.joining(", "));
        execute(connection, "create unlogged table " + pattern + " as select " + values + " from " + name);
        execute(connection, "truncate " + name);
    }

    private static String marked(Column column) {
        String text = quoted(column.name()) + "::text";
        return "regexp_replace(regexp_replace(" + text + ", '" + IN_UUID + "', '\\1" + MARK + "', 'g'), '"
                + IN_SURROGATE + "', '\\1" + MARK + "', 'g')";
    }

    /**
     * Inserts copies, in the order of their numbers, with the indexes built after that; as fast as the server can.
     *
     * @param copies their numbers begin at 0
     * @param earlier by how much a copy lies before the pattern; empty for a copy that is to be left out
     */
    void fill(Connection connection, int copies, Function<Integer, Optional<Duration>> earlier) throws SQLException {
        List<Index> indexes = indexes(connection);
        for (Index index : indexes) {
            execute(
                    connection,
                    index.constraint()
                            ? "alter table " + name + " drop constraint " + quoted(index.name())
                            : "drop index " + name.substring(0, name.indexOf('.')) + "." + quoted(index.name()));
        }
        for (int copy = 0; copy < copies; copy++) {
            Optional<Duration> before = earlier.apply(copy);
            if (before.isPresent()) {
                execute(connection, insertion(copy, before.get()));
            }
        }
        for (Index index : indexes) {
            execute(
                    connection,
                    index.constraint()
                            ? "alter table " + name + " add constraint " + quoted(index.name()) + " "
                                    + index.definition()
                            : index.definition());
        }
        execute(connection, "vacuum (freeze, analyze) " + name);
    }

    private String insertion(int copy, Duration earlier) {
        long digits = copy * SPREAD % MOST_COPIES;
        String names = columns.stream().map(c -> quoted(c.name())).collect(Collectors.joining(", "));
        String values = columns.stream().map(c -> value(c, digits, earlier)).collect(Collectors.joining(", "));
        return "insert into " + name + " (" + names + ") select " + values + " from " + pattern;
    }

    private String value(Column column, long digits, Duration earlier) {
        String value = quoted(column.name());
        if (identified.contains(column)) {
            return String.format(Locale.ROOT, "replace(%s, '%s', '%06x')::%s", value, MARK, digits, column.type());
        }
        if (column.type().equals("timestamp with time zone")) {
            return value + " - interval '" + earlier.toSeconds() + " s'";
        }
        // What is searched for by its hash has one of its own; what is sealed must stay as it was, to be opened.
        if (column.type().equals("bytea") && column.indexed()) {
            return String.format(
                    Locale.ROOT,
                    "overlay(%1$s placing '\\x%2$06x'::bytea from greatest(1, octet_length(%1$s) - 2))",
                    value,
                    digits);
        }
        return value;
    }

    private List<Index> indexes(Connection connection) throws SQLException {
        List<Index> indexes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
            select c.relname, k.oid is not null,
                   coalesce(pg_get_constraintdef(k.oid), pg_get_indexdef(i.indexrelid))
              from pg_index i join pg_class c on c.oid = i.indexrelid
              left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u')
             where i.indrelid = ?::regclass
             order by k.contype = 'p' desc nulls last, c.relname
            """)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    indexes.add(new Index(row.getString(1), row.getBoolean(2), row.getString(3)));
                }
            }
        }
        return indexes;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(String column) {
        return '"' + column + '"';
    }
}
