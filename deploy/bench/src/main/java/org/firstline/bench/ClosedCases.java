package org.firstline.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Closed cases in bulk: all that the services' tables keep of the cases that they have just closed, copied by the server
 * itself as often as it takes. Nobody says here which tables those are or what stands in them; whatever row names an
 * identifier is copied, so the rows per case, their JSON and what their indexes see are the product's own.
 */
final class ClosedCases {

    private static final String SCRATCH = "bench_history";

    /** Every table of the four services but those of the migrations. */
    private static final String TABLES = """
        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('intake', 'diagnosis', 'escalation', 'followup') and c.relkind = 'r'
           and c.relname not like 'flyway%'
         order by 1
        """;

    /** Cases that are not at their end, and events and notices that are not out yet; of those there must be none. */
    private static final String UNDER_WAY = """
        select (select count(*) from followup.followup_case where status <> 'closed')
             + (select count(*) from followup.notice where state in ('PENDING', 'SENDING'))
             + (select count(*) from escalation.work_order where state not in ('resolved', 'cancelled'))
             + (select count(*) from diagnosis.diagnosis where state in ('AWAITED', 'OPEN'))
             + (select count(*) from intake.contact where not closed or next_due_at is not null)
             + (select count(*) from intake.outbox) + (select count(*) from intake.held)
             + (select count(*) from diagnosis.outbox) + (select count(*) from diagnosis.held)
             + (select count(*) from escalation.outbox) + (select count(*) from escalation.held)
             + (select count(*) from followup.outbox) + (select count(*) from followup.held)
        """;

    /** As many tables are filled at once. */
    private static final int HANDS = 2;

    /** Of the bytes that tables and indexes take in the end: sorting for an index, the log, what is freed late. */
    private static final double WHILE_FILLING = 1.25;

    /** For the log, whatever the size. */
    private static final long LOG_BYTES = 3L << 30;

    private final Connecting database;
    private final List<KeptTable> tables;
    private final long cases;
    private final double bytesPerCase;

    private ClosedCases(Connecting database, List<KeptTable> tables, long cases, double bytesPerCase) {
        this.database = database;
        this.tables = tables;
        this.cases = cases;
        this.bytesPerCase = bytesPerCase;
    }

    /** How to come to the database as one who may do everything. */
    @FunctionalInterface
    interface Connecting {
        Connection connect() throws SQLException;
    }

    /**
     * What was made.
     *
     * @param rows per table
     * @param bytes of those tables with their indexes
     */
    record Made(long cases, Map<String, Long> rows, long bytes, Duration took) {}

    /** Waits until every case is at its end, as the product leaves it. */
    static void awaitEnd(Connection connection, Duration patience) throws SQLException {
        long until = System.nanoTime() + patience.toNanos();
        long under = number(connection, UNDER_WAY);
        while (under > 0) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("Expected every case to be at its end, found " + under
                        + " cases, notices or events under way after " + patience.toSeconds()
                        + " s; look into the services' logs");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            under = number(connection, UNDER_WAY);
        }
    }

    /** Looks at what the tables hold; nothing may write them from here to the end of {@link #fill}. */
    static ClosedCases like(Connecting database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            long cases = number(connection, "select count(*) from followup.followup_case");
            if (cases == 0) {
                throw new IllegalStateException("Expected at least one closed case to make more of, found none");
            }
            statement.execute("vacuum analyze");
            List<KeptTable> tables = new ArrayList<>();
            for (String name : names(connection)) {
                KeptTable.of(connection, name, SCRATCH).ifPresent(tables::add);
            }
            return new ClosedCases(database, tables, cases, size(connection, tables) / (double) cases);
        }
    }

    /** How many bytes on the disk so many cases are, while they are made. */
    long room(long wanted) {
        return (long) (wanted * bytesPerCase * WHILE_FILLING) + LOG_BYTES;
    }

    /**
     * Puts so many closed cases, or a few more, in the place of those that are there.
     *
     * @param over the time in which they came
     * @param remembered for how long the inboxes remember; what is older is not in them
     */
    Made fill(long wanted, Duration over, Duration remembered) throws SQLException, InterruptedException {
        int copies = Math.toIntExact((wanted + cases - 1) / cases);
        if (copies > KeptTable.MOST_COPIES) {
            throw new IllegalArgumentException("Expected at most " + KeptTable.MOST_COPIES + " copies, found " + copies
                    + "; let more cases be closed before");
        }
        long begun = System.nanoTime();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + SCRATCH + " cascade");
            statement.execute("create schema " + SCRATCH);
            // For the time of filling: what a crash would cost is the whole database, and that is begun anew.
            statement.execute("alter system set full_page_writes = off");
            statement.execute("alter system set autovacuum = off");
            statement.execute("select pg_reload_conf()");
            for (KeptTable table : tables) {
                table.takePattern(connection);
            }
            fill(copies, over, remembered);
            statement.execute("drop schema " + SCRATCH + " cascade");
            statement.execute("alter system reset full_page_writes");
            statement.execute("alter system reset autovacuum");
            statement.execute("select pg_reload_conf()");
            statement.execute("checkpoint");
            Map<String, Long> rows = new LinkedHashMap<>();
            for (KeptTable table : tables) {
                rows.put(table.name(), number(connection, "select count(*) from " + table.name()));
            }
            return new Made(
                    copies * cases, rows, size(connection, tables), Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private void fill(int copies, Duration over, Duration remembered) throws InterruptedException {
        Queue<KeptTable> left = new ConcurrentLinkedQueue<>(tables.stream()
                .sorted(Comparator.comparingLong(KeptTable::rows).reversed())
                .toList());
        Callable<Void> hand = () -> {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("set synchronous_commit = off");
                statement.execute("set maintenance_work_mem = '512MB'");
                // Or copies begin in the middle of the pattern, and the heap is not in the order of time.
                statement.execute("set synchronize_seqscans = off");
                for (KeptTable table = left.poll(); table != null; table = left.poll()) {
                    boolean forgets = table.name().endsWith(".inbox");
                    table.fill(connection, copies, copy -> Optional.of(
                                    over.multipliedBy(copies - 1 - copy).dividedBy(copies))
                            .filter(earlier -> !forgets || earlier.compareTo(remembered) < 0));
                    Ground.say("  " + table.name() + " is filled");
                }
                return null;
            }
        };
        try (ExecutorService hands = Executors.newFixedThreadPool(HANDS)) {
            List<Future<Void>> done = new ArrayList<>();
            for (int i = 0; i < HANDS; i++) {
                done.add(hands.submit(hand));
            }
            for (Future<Void> one : done) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A table could not be filled: " + e.getCause(), e);
        }
    }

    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static long size(Connection connection, List<KeptTable> tables) throws SQLException {
        long bytes = 0;
        for (KeptTable table : tables) {
            bytes += number(connection, "select pg_total_relation_size('" + table.name() + "')");
        }
        return bytes;
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
