package org.firstline.journey;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.firstline.drive.Doors;
import org.firstline.drive.Tail;
import org.firstline.drive.Transcript;
import org.firstline.local.Directories;
import org.firstline.local.Login;
import org.firstline.local.Service;
import org.firstline.local.Suite;

/** The whole suite, each service, the broker and the database a process of its own; started once for all journeys. */
final class TheSuite {

    /** Long enough for a busy machine; a journey waits for an effect, never for a time. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Path DATA = Path.of("target", "suite").toAbsolutePath();

    private final SpanCollector spans = SpanCollector.start();
    private final Suite suite;
    private final Doors doors;
    private final Transcript transcript = new Transcript();
    private final Tail tail;

    private TheSuite() {
        Directories.delete(DATA);
        suite = Suite.start(DATA, Suite.freePortBase(), spans.settings());
        suite.awaitReady(Duration.ofMinutes(4));
        doors = Doors.of(suite.running());
        tail = doors.follow(Doors.topics(), transcript);
    }

    private static final class Holder {
        private static final TheSuite ONE = new TheSuite();
    }

    static TheSuite running() {
        return Holder.ONE;
    }

    Suite suite() {
        return suite;
    }

    Doors doors() {
        return doors;
    }

    /** Everything that was said on the topics since the suite started. */
    Transcript transcript() {
        return transcript;
    }

    /** What the services exported of their traces. */
    SpanCollector spans() {
        return spans;
    }

    /** Where the suite's data and logs are. */
    Path data() {
        return DATA;
    }

    /** Moves suite time forward in every service; it never goes back. */
    void moveTimeForward(Duration by) throws SQLException {
        for (Service service : Service.values()) {
            update("update " + service.id() + ".suite_clock set ahead = ahead + interval '" + by.toSeconds()
                    + " seconds'");
        }
    }

    /** One number from the database, seen by its administrator. */
    long number(String sql) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** One column of texts from the database. */
    List<String> texts(String sql) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(String.valueOf(row.getString(1)));
            }
            return texts;
        }
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** A connection as the administrator, who sees every schema. */
    Connection database() throws SQLException {
        Login admin = suite.running().databaseAdmin();
        return DriverManager.getConnection(suite.jdbcUrl(), admin.user(), admin.password());
    }
}
