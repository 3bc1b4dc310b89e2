package org.firstline.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * How many rows were inserted, updated and deleted, per table; the database's own count ({@code pg_stat_user_tables}).
 *
 * @param byTable from {@code schema.table} to its counts
 */
record Writes(Map<String, Count> byTable) {

    /** Rows of one table. */
    record Count(long inserted, long updated, long deleted) {

        Count minus(Count earlier) {
            return new Count(inserted - earlier.inserted, updated - earlier.updated, deleted - earlier.deleted);
        }

        boolean isNothing() {
            return inserted == 0 && updated == 0 && deleted == 0;
        }
    }

    /** For how many cases the {@link #reference} set is. */
    static final int REFERENCE_CASES = 100;

    /** The reference set: what {@link #REFERENCE_CASES} cases cost when it was fixed, in {@code reference-rows.csv}. */
    static Writes reference() {
        Map<String, Count> counts = new LinkedHashMap<>();
        try (InputStream file = Writes.class.getResourceAsStream("reference-rows.csv")) {
            for (String line : new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList()) {
                String[] values = line.split(",");
                counts.put(
                        values[0],
                        new Count(Long.parseLong(values[1]), Long.parseLong(values[2]), Long.parseLong(values[3])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Writes(counts);
    }

    /** The counts of the four services' schemas since the database began to count. */
    static Writes now(Connection connection) throws SQLException {
        Map<String, Count> counts = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select schemaname || '.' || relname, n_tup_ins, n_tup_upd, n_tup_del
                          from pg_stat_user_tables
                         where schemaname in ('intake', 'diagnosis', 'escalation', 'followup')
                           and relname not like 'flyway%'
                         order by 1
                        """)) {
            while (row.next()) {
                counts.put(row.getString(1), new Count(row.getLong(2), row.getLong(3), row.getLong(4)));
            }
        }
        return new Writes(counts);
    }

    /** The same, once it stands still: the database counts with a delay, so it is asked until two answers agree. */
    static Writes settled(Connection connection) throws SQLException {
        Writes last = now(connection);
        while (true) {
            LockSupport.parkNanos(Duration.ofMillis(1_500).toNanos());
            connection.createStatement().execute("select pg_stat_clear_snapshot()");
            Writes now = now(connection);
            if (now.equals(last)) {
                return now;
            }
            last = now;
        }
    }

    /** What was written since. */
    Writes since(Writes earlier) {
        Map<String, Count> difference = new LinkedHashMap<>();
        byTable.forEach((table, count) -> {
            Count less = count.minus(earlier.byTable.getOrDefault(table, new Count(0, 0, 0)));
            if (!less.isNothing()) {
                difference.put(table, less);
            }
        });
        return new Writes(difference);
    }

    /** Rows touched per case, all tables together. */
    double perCase(int cases) {
        return byTable.values().stream()
                        .mapToLong(count -> count.inserted() + count.updated() + count.deleted())
                        .sum()
                / (double) cases;
    }
}
