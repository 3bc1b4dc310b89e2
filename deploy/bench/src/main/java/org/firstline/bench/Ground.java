package org.firstline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.firstline.local.Login;
import org.firstline.local.RunningSuite;
import org.firstline.local.Service;
import org.firstline.local.Suite;

/**
 * The running suite that all workloads are measured on, one after the other.
 *
 * @param start from nothing to ready
 */
record Ground(Suite suite, Duration start) {

    /** How long nothing may happen before a run is given up. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    RunningSuite running() {
        return suite.running();
    }

    /** A connection of one who may do everything. */
    Connection database() throws SQLException {
        Login admin = running().databaseAdmin();
        return DriverManager.getConnection(running().jdbcUrl(), admin.user(), admin.password());
    }

    /** What a bare client makes of these rows, that so many cases had written; one reading. */
    Limit.Result limit(Writes writes, int cases) throws SQLException, InterruptedException {
        return limit(writes, cases, 1);
    }

    /** The same, so many readings. */
    Limit.Result limit(Writes writes, int cases, int readings) throws SQLException, InterruptedException {
        Login admin = running().databaseAdmin();
        return new Limit(running().jdbcUrl(), admin.user(), admin.password(), writes, cases)
                .measure(Duration.ofSeconds(2), Duration.ofSeconds(10), readings);
    }

    /** The suite's processes by name, and the bench's own as {@code load}. */
    Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            suite.pid(service.id()).ifPresent(pid -> pids.put(service.id(), pid));
        }
        suite.pid(Suite.BROKER).ifPresent(pid -> pids.put(Suite.BROKER, pid));
        suite.pid(Suite.POSTGRES).ifPresent(pid -> pids.put(Suite.POSTGRES, pid));
        pids.put("load", ProcessHandle.current().pid());
        return pids;
    }

    /** Resident memory, MiB, of each process alone. */
    static Map<String, Long> resident(Map<String, Long> pids) {
        Map<String, Long> memory = new LinkedHashMap<>();
        pids.forEach((name, pid) -> {
            Path status = Path.of("/proc", Long.toString(pid), "status");
            if (Files.isReadable(status)) {
                try {
                    Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .forEach(line -> memory.put(name, Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024));
                } catch (IOException e) {
                    say("The memory of " + name + " could not be read: " + e.getMessage());
                }
            }
        });
        return memory;
    }

    /** Of these, what the four services hold together. */
    static long ofServices(Map<String, Long> residentMiB) {
        return Stream.of(Service.values())
                .mapToLong(service -> residentMiB.getOrDefault(service.id(), 0L))
                .sum();
    }

    static void say(String what) {
        System.out.println("· " + what);
    }
}
