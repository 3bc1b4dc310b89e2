package org.firstline.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The physical limit: a bare client that writes, for each case, the rows that the suite was counted to write for it, into
 * copies of the same tables with the same indexes in the same PostgreSQL, in whatever batch size suits it best. It
 * decides nothing, speaks to nobody, and knows no order.
 */
final class Limit {

    private static final String SCHEMA = "bench_limit";
    private static final List<Integer> BATCHES = List.of(50, 200, 500, 1_000);
    private static final int MOST_CONNECTIONS = 3;

    private final String url;
    private final String user;
    private final String password;
    private final Writes writes;
    private final int cases;

    /**
     * @param writes what the suite wrote
     * @param cases for how many cases
     */
    Limit(String url, String user, String password, Writes writes, int cases) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.writes = writes;
        this.cases = cases;
    }

    /**
     * Cases a second, and with which settings they were reached.
     *
     * @param casesPerSecond median of the readings
     * @param runs each reading, cases a second
     */
    record Result(double casesPerSecond, int batch, int connections, List<Double> runs) {

        /** @throws IllegalArgumentException when there was no reading */
        static Result of(List<Double> runs, int batch, int connections) {
            return new Result(Spread.of(runs).median(), batch, connections, List.copyOf(runs));
        }
    }

    /**
     * Tries batch sizes and one to three connections for a short time each, then measures the best of them
     * several times, each time from empty tables, so that no reading finds what the one before it has left.
     *
     * @param probe how long each is tried
     * @param measure how long each reading of the best takes
     * @param readings how many of them; at least one
     */
    Result measure(Duration probe, Duration measure, int readings) throws SQLException, InterruptedException {
        execute("drop schema if exists " + SCHEMA + " cascade", "create schema " + SCHEMA);
        BareClient.Writer writer = (which, connections, batch, duration) -> write(batch, duration);
        BareClient.Result best = BareClient.search(BATCHES, MOST_CONNECTIONS, probe, writer);
        List<Double> runs = new ArrayList<>();
        for (int reading = 1; reading <= readings; reading++) {
            execute(writes.byTable().keySet().stream()
                    .map(original -> "truncate " + Table.nameOfCopy(SCHEMA, original))
                    .toArray(String[]::new));
            runs.add(BareClient.measure(best, measure, writer).perSecond());
        }
        return Result.of(runs, best.batch(), best.connections());
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private double write(int batch, Duration duration) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            Map<Table, Writes.Count> tables = new LinkedHashMap<>();
            for (Map.Entry<String, Writes.Count> entry : writes.byTable().entrySet()) {
                tables.put(Table.copyOf(connection, SCHEMA, entry.getKey(), 900), entry.getValue());
            }
            connection.setAutoCommit(false);
            long begun = System.nanoTime();
            long written = 0;
            while (System.nanoTime() - begun < duration.toNanos()) {
                for (Map.Entry<Table, Writes.Count> entry : tables.entrySet()) {
                    write(connection, entry.getKey(), entry.getValue(), batch, written);
                }
                connection.commit();
                written += batch;
            }
            return written / ((System.nanoTime() - begun) / 1e9);
        }
    }

    /** Fractions of a row per case add up over batches, so that in the end the counts are the suite's. */
    private void write(Connection connection, Table table, Writes.Count count, int batch, long before)
            throws SQLException {
        List<String> keys = table.insert(connection, share(count.inserted(), batch, before));
        int updates = share(count.updated(), batch, before);
        for (int from = 0; from < updates && !keys.isEmpty(); from += keys.size()) {
            table.update(connection, keys.subList(0, Math.min(keys.size(), updates - from)));
        }
        table.delete(connection, keys.subList(0, Math.min(keys.size(), share(count.deleted(), batch, before))));
    }

    private int share(long rows, int batch, long before) {
        return (int) (rows * (before + batch) / cases - rows * before / cases);
    }
}
