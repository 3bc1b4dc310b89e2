package org.firstline.chaos.plant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.firstline.chaos.check.CheckReport;
import org.firstline.chaos.check.Checker;
import org.firstline.chaos.check.DriverLog;
import org.firstline.chaos.check.Evidence;
import org.firstline.chaos.check.OutboxCapture;
import org.firstline.chaos.check.Violation;
import org.firstline.chaos.check.Witness;
import org.firstline.drive.Doors;
import org.firstline.local.Directories;
import org.firstline.local.Service;
import org.firstline.local.Suite;

/** A suite of its own under a small load, whose evidence is collected and checked. */
final class CheckedRun implements AutoCloseable {

    private final Path directory;
    private final Suite suite;
    private final OutboxCapture capture;
    private final Doors doors;
    private final Path driverLog;
    private final DriverLog log;
    private final SmallLoad load;
    private int rounds;

    private CheckedRun(Path directory, Suite suite) {
        this.directory = directory;
        this.suite = suite;
        this.capture = OutboxCapture.begin(suite);
        suite.awaitReady(Duration.ofMinutes(4));
        this.doors = Doors.of(suite.running());
        this.driverLog = directory.resolve("driver.jsonl");
        this.log = DriverLog.open(driverLog);
        this.load = new SmallLoad(doors, log);
    }

    /** Starts a suite with that environment for its services in a directory of that name. */
    static CheckedRun start(String name, Map<String, String> environment) {
        Path directory = directory(name);
        Suite suite = Suite.start(directory.resolve("data"), Suite.freePortBase(), environment);
        try {
            return new CheckedRun(directory, suite);
        } catch (RuntimeException e) {
            suite.close();
            throw e;
        }
    }

    /** A fresh directory for a run; what an earlier one left is deleted. */
    static Path directory(String name) {
        Path directory = Path.of("target", "runs", name).toAbsolutePath();
        try {
            Directories.delete(directory);
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Suite suite() {
        return suite;
    }

    SmallLoad load() {
        return load;
    }

    /** How often it was checked. */
    int rounds() {
        return rounds;
    }

    /** Lets faults happen while a load goes on; returns when both are over. */
    void during(Runnable load, Runnable faults) {
        CompletableFuture<Void> loading = CompletableFuture.runAsync(load, Thread.ofPlatform()::start);
        faults.run();
        loading.join();
    }

    /** Kills a child with -9, and waits until it serves again. */
    void kill(String child) {
        long fault = log.faultBegan("kill", child, "");
        suite.kill9(child);
        suite.awaitReady(child, Duration.ofMinutes(2));
        log.faultEnded(fault);
    }

    /** Waits for rest, at most so long, and checks; the report goes to a file and to standard output. */
    List<Violation> check(Duration restWithin) {
        rounds++;
        Map<String, Integer> relays = new HashMap<>();
        for (Service service : Service.values()) {
            relays.put(service.id(), 1);
        }
        Evidence evidence = Witness.testify(
                suite.running(), doors, capture, driverLog, relays, List.of(), Optional.empty(), restWithin);
        List<Violation> violations = Checker.check(evidence);
        String report = CheckReport.of(evidence, violations);
        System.out.println(report);
        try {
            Files.writeString(directory.resolve("report.txt"), report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return violations;
    }

    @Override
    public void close() {
        load.close();
        log.close();
        doors.close();
        capture.close();
        suite.close();
    }
}
