package org.firstline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.firstline.drive.Backlog;
import org.firstline.drive.Doors;
import org.firstline.drive.HttpDoor;
import org.firstline.local.Directories;
import org.firstline.local.Service;
import org.firstline.local.Suite;
import picocli.CommandLine.Option;

/**
 * Whole case flows on a system that holds closed cases by the million, in turns with one that holds next to none (F6):
 * two suites, of which the second is filled. Each stands idle while the other works.
 */
final class HistoryWorkload implements Workload {

    /** What the post office's {@code remember-for} is unless somebody says otherwise. */
    private static final Duration REMEMBERED = Duration.ofDays(8);

    private static final int READ_BACK = 20;

    @Option(
            names = "--history",
            paramLabel = "CASES",
            defaultValue = "1000000",
            description = "Closed cases that the filled system holds (default ${DEFAULT-VALUE}).")
    private long history;

    @Option(
            names = "--history-days",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "Over how many days they came (default ${DEFAULT-VALUE}); the inboxes remember 8.")
    private int days;

    @Option(
            names = "--history-cases",
            paramLabel = "CASES",
            defaultValue = "3000",
            description = "Cases in each run on either system (default ${DEFAULT-VALUE}).")
    private int cases;

    @Override
    public Section measure(Ground ground, Pace pace) throws SQLException, InterruptedException {
        Path empty = ground.running().data();
        Path home = empty.resolveSibling(empty.getFileName() + "-history");
        Directories.delete(home);
        Ground.say("A second suite, to be filled with closed cases");
        try (Suite suite = Suite.start(home, Suite.freePortBase())) {
            Ground full = new Ground(suite, Duration.ZERO);
            Statements.beginToCount(ground);
            Statements.beginToCount(full);
            try (Side few = Side.of(ground, pace.mostOpen);
                    Side many = Side.of(full, pace.mostOpen)) {
                return measure(full, few, many, pace, home);
            }
        } finally {
            Directories.delete(home);
        }
    }

    private Section measure(Ground full, Side few, Side many, Pace pace, Path home)
            throws SQLException, InterruptedException {
        Ground.say("Warming up both with " + pace.warmUp + " cases");
        few.warmUp(pace.warmUp);
        many.warmUp(pace.warmUp);
        ClosedCases.awaitEnd(many.database(), Ground.PATIENCE);
        awaitCommitted(many.doors());
        takeServicesAway(full.suite());
        ClosedCases closed = ClosedCases.like(full::database);
        Optional<String> lacking = lackingRoom(closed.room(history), home);
        if (lacking.isPresent()) {
            Ground.say(lacking.get());
            return new NotMeasured("history", lacking.get());
        }
        ClosedCases.Made made = fill(closed, full, many);
        Ground.say("Warming up the filled one's new processes with " + pace.warmUp + " cases");
        many.warmUp(pace.warmUp);
        few.begin();
        many.begin();
        for (int run = 1; run <= pace.runs; run++) {
            Ground.say("Run " + run + " of " + pace.runs + ": " + cases + " cases on each");
            // Whoever comes second finds a machine that has just worked; so they change places.
            if (run % 2 == 1) {
                say("few", few.turn(cases));
                say("many", many.turn(cases));
            } else {
                say("many", many.turn(cases));
                say("few", few.turn(cases));
            }
        }
        return new HistoryReport(made, few.end(), many.end());
    }

    private static void say(String closed, Side.Turn turn) {
        Ground.say(String.format(
                Locale.ROOT,
                "  %s closed cases: %.0f cases/s, %.1f ms of processor a case",
                closed,
                turn.phase().perSecond(),
                turn.allMsPerCase()));
    }

    /** What a consumer has not said that it has read, it would read again, and meet an inbox that does not know it. */
    private static void awaitCommitted(Doors doors) {
        long until = System.nanoTime() + Ground.PATIENCE.toNanos();
        try (Backlog backlog = Backlog.of(doors.admin())) {
            List<String> behind = backlog.behind(backlog.ends());
            while (!behind.isEmpty()) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException(
                            "Expected every consumer at the end of what it reads, found behind: "
                                    + String.join(", ", behind));
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                behind = backlog.behind(backlog.ends());
            }
        }
    }

    /** Without indexes, which are built last, they would look through whole tables. */
    private static void takeServicesAway(Suite suite) {
        for (Service service : Service.values()) {
            suite.takeAway(service.id());
        }
    }

    private ClosedCases.Made fill(ClosedCases closed, Ground full, Side many)
            throws SQLException, InterruptedException {
        Ground.say("Filling it with " + history + " closed cases");
        ClosedCases.Made made = closed.fill(history, Duration.ofDays(days), REMEMBERED);
        Ground.say(String.format(
                Locale.ROOT,
                "  %d cases, %.1f GB, in %d s",
                made.cases(),
                made.bytes() / 1e9,
                made.took().toSeconds()));
        for (Service service : Service.values()) {
            full.suite().bringBack(service.id());
        }
        full.suite().awaitReady(Duration.ofMinutes(3));
        readBack(many);
        return made;
    }

    private Optional<String> lackingRoom(long bytes, Path home) {
        try {
            long free = Files.getFileStore(home).getUsableSpace();
            return bytes <= free
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "%d closed cases need about %.0f GB while they are made, and %.0f GB are free; ask for"
                                    + " fewer with --history, or name another disk with --data.",
                            history,
                            bytes / 1e9,
                            free / 1e9));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot ask how much room there is for " + home, e);
        }
    }

    /** The services must be able to read what was made, or it is no history. */
    private static void readBack(Side many) throws SQLException {
        Doors doors = many.doors();
        for (String id : some(many.database())) {
            read(doors.http(Service.FOLLOWUP, "supervisor"), "/cases/" + id);
            read(doors.http(Service.INTAKE, "supervisor"), "/cases/" + id);
            read(doors.http(Service.DIAGNOSIS, "supervisor"), "/diagnoses/" + id);
        }
    }

    private static void read(HttpDoor door, String path) {
        HttpDoor.Answer answer = door.get(path);
        if (!answer.isGood()) {
            throw new IllegalStateException(
                    "Expected a case that was made in bulk to be read, found " + answer.status() + " for " + path);
        }
    }

    private static List<String> some(Connection connection) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select case_id from followup.followup_case"
                        + " where case_id > gen_random_uuid() order by case_id limit " + READ_BACK)) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }
}
