package org.firstline.chaos.plant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.firstline.local.Login;
import org.firstline.local.Suite;

/**
 * A database that stalls: again and again the process of a session that has written into an outbox and not committed yet
 * is stopped for a moment. The rows of others overtake its own.
 */
final class StalledWriters implements AutoCloseable {

    private static final Duration STALL = Duration.ofMillis(300);
    private static final Duration LOOK_EVERY = Duration.ofMillis(1);
    private static final String WRITING = """
            select pid from pg_stat_activity
             where backend_type = 'client backend' and query like '%insert into outbox%'
               and state in ('active', 'idle in transaction') and pid <> pg_backend_pid() limit 1
            """;

    private final Suite suite;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("stalled-writers").daemon().unstarted(this::run);

    private StalledWriters(Suite suite) {
        this.suite = suite;
    }

    static StalledWriters begin(Suite suite) {
        StalledWriters writers = new StalledWriters(suite);
        writers.thread.start();
        return writers;
    }

    private void run() {
        Login admin = suite.running().databaseAdmin();
        try (Connection connection = DriverManager.getConnection(suite.jdbcUrl(), admin.user(), admin.password());
                PreparedStatement writing = connection.prepareStatement(WRITING)) {
            while (!closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                try (ResultSet row = writing.executeQuery()) {
                    if (row.next()) {
                        stall(row.getLong(1));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot see who writes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stall(long session) throws InterruptedException {
        signal("STOP", session);
        try {
            closing.await(STALL.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            signal("CONT", session);
        }
    }

    private static void signal(String name, long process) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send " + name + " to a process of the database", e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
