package org.firstline.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the physical limits have in common: a client writes over several connections, in whatever batch size suits it best. */
final class BareClient {

    private BareClient() {}

    /** How much a second, and with which settings that was reached. */
    record Result(double perSecond, int batch, int connections) {}

    /** What one of several connections writes. */
    interface Writer {

        /**
         * Writes for so long.
         *
         * @param which of the connections this is, from 0
         * @return how much a second
         */
        double write(int which, int connections, int batch, Duration duration) throws SQLException;
    }

    /**
     * Tries batch sizes and numbers of connections for a short time each, then measures the best of them.
     *
     * @param most connections at once
     * @param probe how long each is tried
     * @param measure how long the best is measured
     */
    static Result best(List<Integer> batches, int most, Duration probe, Duration measure, Writer writer)
            throws InterruptedException {
        return measure(search(batches, most, probe, writer), measure, writer);
    }

    /**
     * Tries batch sizes and numbers of connections for a short time each. {@link #measure} then takes the
     * best of them, as often as it is asked to.
     *
     * @param most connections at once
     * @param probe how long each is tried
     */
    static Result search(List<Integer> batches, int most, Duration probe, Writer writer) throws InterruptedException {
        Result best = new Result(0, 0, 0);
        for (int connections = 1; connections <= most; connections++) {
            for (int batch : batches) {
                double rate = rate(connections, batch, probe, writer);
                if (rate > best.perSecond()) {
                    best = new Result(rate, batch, connections);
                }
            }
        }
        return best;
    }

    /** One reading with the settings that {@link #search} found. */
    static Result measure(Result best, Duration measure, Writer writer) throws InterruptedException {
        return new Result(rate(best.connections(), best.batch(), measure, writer), best.batch(), best.connections());
    }

    private static double rate(int connections, int batch, Duration duration, Writer writer)
            throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Double>> rates = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int which = i;
                rates.add(threads.submit(() -> writer.write(which, connections, batch, duration)));
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
}
