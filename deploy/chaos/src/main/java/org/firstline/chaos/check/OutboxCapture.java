package org.firstline.chaos.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.firstline.chaos.check.Pgoutput.Committed;
import org.firstline.chaos.check.Pgoutput.Inserted;
import org.firstline.local.RunningSuite;
import org.firstline.local.Suite;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what is ever inserted into the outboxes, from PostgreSQL's own log through a logical replication slot:
 * relays delete rows, so the tables tell nothing of it. Only what was committed comes out, in the order of the commits.
 *
 * <p>The slot keeps the log until it was read, also over a kill of the server; what is read is first kept here and then
 * let go of there, so that nothing gets lost in between, and what comes twice is known by its place. It must begin before
 * the load does. {@code wal_level} is changed for this, which takes a restart of the server.
 */
public final class OutboxCapture implements AutoCloseable {

    private static final String SLOT = "firstline_chaos";
    private static final int BATCH = 20_000;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration SERVER_WITHIN = Duration.ofMinutes(2);

    /**
     * A session that waits for log to reach the disk looks out for a cancellation, not for the end of its server; and a
     * server that was killed is not started again while one of its sessions lives.
     */
    private static final Duration AT_MOST_A_BATCH = Duration.ofSeconds(15);

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ZERO;
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]X");

    private final RunningSuite suite;
    private final List<Written> written = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private long readTo;

    private OutboxCapture(RunningSuite suite) {
        this.suite = suite;
        this.thread = Thread.ofPlatform().name("outbox-capture").daemon().unstarted(this::run);
    }

    /**
     * Begins. Restarts the database where it does not write the log that this needs.
     *
     * @throws IllegalStateException when that cannot be had
     */
    public static OutboxCapture begin(Suite suite) {
        OutboxCapture capture = new OutboxCapture(suite.running());
        try {
            if (!capture.ask("show wal_level").equals("logical")) {
                capture.execute("alter system set wal_level = 'logical'");
                suite.kill9(Suite.POSTGRES);
                suite.awaitReady(Suite.POSTGRES, SERVER_WITHIN);
            }
            capture.execute("create publication " + SLOT + " for table "
                    + String.join(
                            ", ",
                            Types.SERVICES.stream().map(s -> s + ".outbox").toList())
                    + " with (publish = 'insert')");
            capture.execute("select pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot capture what is inserted into the outboxes", e);
        }
        capture.thread.start();
        return capture;
    }

    /**
     * Everything that was inserted until now. To be called when the suite has come to rest.
     *
     * @throws IllegalStateException when the database cannot be asked
     */
    public List<Written> all() {
        try {
            while (take(AS_LONG_AS_IT_TAKES) > 0) {
                continue;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read what was inserted into the outboxes", e);
        }
        synchronized (written) {
            return List.copyOf(written);
        }
    }

    /** Ends, and lets the database forget the log. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
            execute("select pg_drop_replication_slot('" + SLOT + "')");
            execute("drop publication " + SLOT);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot drop the replication slot " + SLOT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads as it comes, so that the log does not grow; while the server is away it waits. */
    private void run() {
        try {
            while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    take(AT_MOST_A_BATCH);
                } catch (SQLException e) {
                    // The server was killed or cut off. It keeps what was not taken; the next round takes it.
                    continue;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One batch, given up after so long (zero: never); answers how many transactions it held. */
    private synchronized int take(Duration longest) throws SQLException {
        int[] transactions = {0};
        long[] end = {readTo};
        Pgoutput messages = new Pgoutput(committed -> {
            transactions[0]++;
            if (committed.endsAt() > end[0]) {
                end[0] = committed.endsAt();
                keep(committed);
            }
        });
        try (Connection connection = connect(longest)) {
            try (PreparedStatement peek = connection.prepareStatement("select data from"
                    + " pg_logical_slot_peek_binary_changes(?, null, ?, 'proto_version', '1',"
                    + " 'publication_names', '" + SLOT + "')")) {
                peek.setString(1, SLOT);
                peek.setInt(2, BATCH);
                try (ResultSet message = peek.executeQuery()) {
                    while (message.next()) {
                        messages.take(message.getBytes(1));
                    }
                }
            } finally {
                readTo = end[0];
            }
            if (transactions[0] > 0) {
                try (PreparedStatement advance =
                        connection.prepareStatement("select pg_replication_slot_advance(?, ?::pg_lsn)")) {
                    advance.setString(1, SLOT);
                    advance.setString(
                            2, Long.toHexString(readTo >>> 32) + "/" + Long.toHexString(readTo & 0xFFFFFFFFL));
                    advance.execute();
                }
            }
        }
        return transactions[0];
    }

    private void keep(Committed committed) {
        synchronized (written) {
            committed.rows().forEach(row -> written.add(written(committed, row)));
        }
    }

    private static Written written(Committed committed, Inserted row) {
        Map<String, @Nullable String> columns = row.columns();
        return new Written(
                row.schema(),
                committed.committedAt(),
                Long.parseLong(there(columns, "id")),
                there(columns, "aggregatetype"),
                there(columns, "aggregateid"),
                there(columns, "eventid"),
                there(columns, "type"),
                Long.parseLong(there(columns, "sequence")),
                columns.get("causationid"),
                columns.get("traceparent"),
                OffsetDateTime.parse(there(columns, "at"), TIMESTAMP).toInstant(),
                HexFormat.of().parseHex(there(columns, "payload").substring("\\x".length())));
    }

    private static String there(Map<String, @Nullable String> columns, String name) {
        return Objects.requireNonNull(columns.get(name), () -> "expected a value of " + name + " in an outbox row");
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = connect(AS_LONG_AS_IT_TAKES);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(AS_LONG_AS_IT_TAKES);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @param longest after which a statement is given up; zero: never */
    private Connection connect(Duration longest) throws SQLException {
        Connection connection = Tables.connect(suite);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            statement.execute("set statement_timeout = " + longest.toMillis());
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
