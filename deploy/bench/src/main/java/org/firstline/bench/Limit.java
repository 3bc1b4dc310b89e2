package org.firstline.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The physical limit: a bare client that writes, for each case, the rows that the suite was counted to write for it, into
 * copies of the same tables with the same indexes in the same PostgreSQL, in whatever batch size suits it best. It
 * decides nothing, speaks to nobody, and knows no order.
 */
final class Limit {

    private static final String SCHEMA = "bench_limit";
    private static final List<Integer> BATCHES = List.of(50, 200, 500, 1_000);

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

    /** Cases a second, and with which settings they were reached. */
    record Result(double casesPerSecond, int batch, int connections) {}

    /**
     * Tries batch sizes and one to three connections for a short time each, then measures the best of them.
     *
     * @param probe how long each is tried
     * @param measure how long the best is measured
     */
    Result measure(Duration probe, Duration measure) throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            connection.createStatement().execute("drop schema if exists " + SCHEMA + " cascade");
            connection.createStatement().execute("create schema " + SCHEMA);
        }
        Result best = new Result(0, 0, 0);
        for (int connections = 1; connections <= 3; connections++) {
            for (int batch : BATCHES) {
                double rate = rate(batch, connections, probe);
                if (rate > best.casesPerSecond()) {
                    best = new Result(rate, batch, connections);
                }
            }
        }
        return new Result(rate(best.batch(), best.connections(), measure), best.batch(), best.connections());
    }

    private double rate(int batch, int connections, Duration duration) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Double>> rates = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                rates.add(threads.submit(() -> write(batch, duration)));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The bare client failed: " + e.getMessage(), e);
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
