package org.firstline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.firstline.contracts.Topics;
import org.firstline.drive.Doors;
import org.firstline.drive.Heard;
import org.firstline.drive.SimulatedDepartment;
import org.firstline.drive.SimulatedDialer;
import org.firstline.drive.Tail;
import org.firstline.local.Login;
import org.firstline.local.RunningSuite;
import org.firstline.local.Service;
import org.firstline.local.Suite;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./firstline bench}: the whole flow by events only, on a suite of its own, and in the same run, on the same
 * PostgreSQL, a peer that does the same and the physical limit.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures whole case flows a second beside a peer's, how soon a work order is on its department's"
                + " topic, and the physical limit.")
public final class Bench implements Callable<Integer> {

    @Option(names = "--cases", defaultValue = "6000", description = "Cases to measure (default ${DEFAULT-VALUE}).")
    private int cases;

    @Option(names = "--warm-up", defaultValue = "4000", description = "Cases before that (default ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--most-open",
            defaultValue = "1500",
            description = "Cases on their way at once (default ${DEFAULT-VALUE}).")
    private int mostOpen;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "How long to measure latency (default ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--rate",
            paramLabel = "CASES",
            description = "Cases a second to measure latency at (default: half of what went through).")
    private @Nullable Double rate;

    @Option(names = "--runs", defaultValue = "3", description = "Runs of the flow (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--peer-seconds",
            defaultValue = "30",
            description = "How long each run of the peer takes (default ${DEFAULT-VALUE}).")
    private int peerSeconds;

    @Option(names = "--no-peer", description = "Leave out the embedded BPMN engine that is measured beside the suite.")
    private boolean noPeer;

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "NAME",
            description = "What to measure: ${COMPLETION-CANDIDATES} (default: all).")
    private Set<Workload> workloads = EnumSet.allOf(Workload.class);

    @Option(
            names = "--calls",
            defaultValue = "3000",
            description = "Calls in each run of intake alone (default ${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--data", description = "Where the suite's data go; deleted first (default: .firstline/bench).")
    private Path data = Path.of(".firstline", "bench");

    @Option(names = "--out", description = "Where report, figures and plots go (default: deploy/bench/target).")
    private Path out = Path.of("deploy", "bench", "target");

    /** What there is to measure. */
    enum Workload {
        /** Whole case flows, the peer beside them, latency, memory, and the physical limit. */
        FLOW,
        /** Intake by itself. */
        INTAKE
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Entry point. */
    public static void main(String[] arguments) {
        // The clients warn when the suite is stopped under them at the end.
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.SEVERE);
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        deleteOld();
        long begun = System.nanoTime();
        try (Suite suite = Suite.start(data, Suite.freePortBase())) {
            suite.awaitReady(Duration.ofMinutes(3));
            Duration start = Duration.ofNanos(System.nanoTime() - begun);
            Report report = workloads.contains(Workload.FLOW) ? measure(suite, start) : null;
            IntakeReport intake = workloads.contains(Workload.INTAKE) ? measureIntake(suite) : null;
            keep(Machine.here(), report, intake);
        }
        return 0;
    }

    private void keep(Machine machine, @Nullable Report report, @Nullable IntakeReport intake) throws IOException {
        String markdown = machine.text() + "\n\n" + (report == null ? "" : report.markdown())
                + (intake == null ? "" : intake.markdown());
        System.out.println();
        System.out.print(markdown);
        Files.createDirectories(out);
        Files.writeString(out.resolve("bench.md"), markdown);
        Files.writeString(out.resolve("bench.json"), Figures.json(machine, report, intake));
        if (report != null) {
            Files.writeString(out.resolve("flows.svg"), report.flowsOverTime().svg());
            Files.writeString(out.resolve("latency.svg"), report.latency().svg());
        }
        say("Written to " + out);
    }

    /** Last, because what it takes away is needed by all else. */
    private IntakeReport measureIntake(Suite suite) throws SQLException, InterruptedException {
        RunningSuite running = suite.running();
        Login admin = running.databaseAdmin();
        for (Service service : Service.values()) {
            if (service != Service.INTAKE) {
                suite.takeAway(service.id());
            }
        }
        try (Doors doors = Doors.of(running);
                Connection database = DriverManager.getConnection(running.jdbcUrl(), admin.user(), admin.password())) {
            IntakeAlone intake = new IntakeAlone(doors, mostOpen, PATIENCE);
            try (Tail tail = doors.follow(List.of(Topics.INTAKE_CASES), intake)) {
                say("Intake alone, " + runs + " times " + calls + " calls over Kafka and as many over HTTP");
                return new IntakeReport(intake.measure(calls, runs, database, (writes, counted) -> new Limit(
                                running.jdbcUrl(), admin.user(), admin.password(), writes, counted)
                        .measure(Duration.ofSeconds(2), Duration.ofSeconds(10))));
            }
        }
    }

    private Report measure(Suite suite, Duration start) throws SQLException, InterruptedException {
        RunningSuite running = suite.running();
        Login admin = running.databaseAdmin();
        try (Doors doors = Doors.of(running);
                Connection database = DriverManager.getConnection(running.jdbcUrl(), admin.user(), admin.password())) {
            WholeFlow flow = new WholeFlow(doors, mostOpen);
            List<Consumer<Heard>> listeners = new ArrayList<>();
            Doors.departments()
                    .forEach(id ->
                            listeners.add(new SimulatedDepartment(id, SimulatedDepartment.Behaviour.fast(), doors)));
            listeners.add(SimulatedDialer.hearingSolved(doors));
            listeners.add(flow);
            try (Tail tail = doors.follow(Doors.topics(), heard -> listeners.forEach(each -> each.accept(heard)))) {
                say("Warming up with " + warmUp + " cases");
                flow.asFastAsItGoes(warmUp, PATIENCE);
                Writes before = Writes.settled(database);
                DatabaseWork workBefore = DatabaseWork.now(database);
                Map<String, Long> pids = pids(suite);
                List<WholeFlow.Phase> phases = new ArrayList<>();
                List<Pair> pairs = new ArrayList<>();
                Map<String, Double> cores = new LinkedHashMap<>();
                try (Peer peer = noPeer ? null : warmPeer(running)) {
                    for (int run = 1; run <= runs; run++) {
                        say("Run " + run + " of " + runs + ": " + cases + " cases as fast as they go");
                        ProcessorTime used = ProcessorTime.of(pids);
                        WholeFlow.Phase phase = flow.asFastAsItGoes(cases, PATIENCE);
                        cores = ProcessorTime.of(pids).coresSince(used, phase.took());
                        phases.add(phase);
                        say("  " + Math.round(phase.perSecond()) + " cases/s");
                        if (peer != null) {
                            pairs.add(beside(phase, peer, pids));
                        }
                    }
                }
                Writes writes = Writes.settled(database).since(before);
                DatabaseWork work = DatabaseWork.now(database).since(workBefore);
                double load = rate != null ? rate : Report.ours(phases).median() / 2;
                say("Latency at " + Math.round(load) + " cases/s for " + seconds + " s");
                WholeFlow.Phase half = flow.atRate(load, Duration.ofSeconds(seconds), PATIENCE);
                say("  p50 " + half.latencyUs().getValueAtPercentile(50) / 1000 + " ms, p99 "
                        + half.latencyUs().getValueAtPercentile(99) / 1000 + " ms");
                say("The physical limit: a bare client writes the same rows");
                Limit limit = new Limit(running.jdbcUrl(), admin.user(), admin.password(), writes, cases * runs);
                Limit.Result result = limit.measure(Duration.ofSeconds(2), Duration.ofSeconds(10));
                return new Report(
                        start, phases, pairs, half, cores, resident(pids), writes, work, cases * runs, result);
            }
        }
    }

    private Peer warmPeer(RunningSuite running) throws SQLException, InterruptedException {
        say("Warming up the peer, Flowable " + Peer.VERSION + ", with " + warmUp + " cases");
        Peer peer = Peer.start(running.jdbcUrl(), running.databaseAdmin());
        peer.warmUp(warmUp);
        return peer;
    }

    private Pair beside(WholeFlow.Phase ours, Peer peer, Map<String, Long> pids) throws InterruptedException {
        say("  The peer for " + peerSeconds + " s, the suite standing idle");
        ProcessorTime used = ProcessorTime.of(pids);
        Peer.Run run = peer.run(Duration.ofSeconds(peerSeconds));
        Map<String, Double> cores = ProcessorTime.of(pids).coresSince(used, run.took());
        say("  " + Math.round(run.perSecond()) + " cases/s");
        return new Pair(ours, run, cores);
    }

    private static Map<String, Long> pids(Suite suite) {
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
    private static Map<String, Long> resident(Map<String, Long> pids) {
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

    private void deleteOld() throws IOException {
        if (Files.isDirectory(data)) {
            try (var files = Files.walk(data)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void say(String what) {
        System.out.println("· " + what);
    }
}
