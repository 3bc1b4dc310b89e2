package org.firstline.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.firstline.drive.Doors;
import org.firstline.drive.Heard;
import org.firstline.drive.SimulatedDepartment;
import org.firstline.drive.SimulatedDialer;
import org.firstline.drive.Tail;
import org.firstline.local.RunningSuite;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whole case flows, the peer beside them, latency at half of that load, memory, and the physical limit. */
final class FlowWorkload implements Workload {

    @Option(names = "--cases", defaultValue = "6000", description = "Cases to measure (default ${DEFAULT-VALUE}).")
    private int cases;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "How long each run at half of the load takes (default ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--rate",
            paramLabel = "CASES",
            description = "Cases a second to measure latency at (default: half of what went through).")
    private @Nullable Double rate;

    @Option(
            names = "--peer-seconds",
            defaultValue = "30",
            description = "How long each run of the peer takes (default ${DEFAULT-VALUE}).")
    private int peerSeconds;

    @Option(names = "--no-peer", description = "Leave out the embedded BPMN engine that is measured beside the suite.")
    private boolean noPeer;

    @Override
    public Section measure(Ground ground, Pace pace) throws SQLException, InterruptedException {
        RunningSuite running = ground.running();
        try (Doors doors = Doors.of(running);
                Connection database = ground.database()) {
            WholeFlow flow = new WholeFlow(doors, pace.mostOpen);
            List<Consumer<Heard>> listeners = new ArrayList<>();
            Doors.departments()
                    .forEach(id ->
                            listeners.add(new SimulatedDepartment(id, SimulatedDepartment.Behaviour.fast(), doors)));
            listeners.add(SimulatedDialer.hearingSolved(doors));
            listeners.add(flow);
            try (Tail tail = doors.follow(Doors.topics(), heard -> listeners.forEach(each -> each.accept(heard)))) {
                Ground.say("Warming up with " + pace.warmUp + " cases");
                flow.asFastAsItGoes(pace.warmUp, Ground.PATIENCE);
                Writes before = Writes.settled(database);
                DatabaseWork workBefore = DatabaseWork.now(database);
                Map<String, Long> pids = ground.pids();
                List<WholeFlow.Phase> phases = new ArrayList<>();
                List<Pair> pairs = new ArrayList<>();
                Map<String, Double> cores = new LinkedHashMap<>();
                try (Peer peer = noPeer ? null : warmPeer(running, pace.warmUp)) {
                    for (int run = 1; run <= pace.runs; run++) {
                        Ground.say("Run " + run + " of " + pace.runs + ": " + cases + " cases as fast as they go");
                        ProcessorTime used = ProcessorTime.of(pids);
                        WholeFlow.Phase phase = flow.asFastAsItGoes(cases, Ground.PATIENCE);
                        cores = ProcessorTime.of(pids).coresSince(used, phase.took());
                        phases.add(phase);
                        Ground.say("  " + Math.round(phase.perSecond()) + " cases/s");
                        if (peer != null) {
                            pairs.add(beside(phase, peer, pids));
                        }
                    }
                }
                int counted = cases * pace.runs;
                Writes writes = Writes.settled(database).since(before);
                DatabaseWork work = DatabaseWork.now(database).since(workBefore);
                double load = rate != null ? rate : FlowReport.ours(phases).median() / 2;
                Ground.say(
                        "Latency at " + Math.round(load) + " cases/s, " + pace.runs + " times for " + seconds + " s");
                ProcessorTime idle = ProcessorTime.of(pids);
                Duration took = Duration.ZERO;
                List<WholeFlow.Phase> halves = new ArrayList<>();
                for (int run = 1; run <= pace.runs; run++) {
                    WholeFlow.Phase half = flow.atRate(load, Duration.ofSeconds(seconds), Ground.PATIENCE);
                    halves.add(half);
                    took = took.plus(half.took());
                    Ground.say("  p50 " + half.latencyUs().getValueAtPercentile(50) / 1000 + " ms, p99 "
                            + half.latencyUs().getValueAtPercentile(99) / 1000 + " ms");
                }
                Map<String, Double> coresAtHalf = ProcessorTime.of(pids).coresSince(idle, took);
                Map<String, Long> residentMiB = Ground.resident(pids);
                Ground.say("The physical limit: a bare client writes the reference rows, " + pace.runs
                        + " times once it knows how best");
                Limit.Result limit = ground.limit(Writes.reference(), Writes.REFERENCE_CASES, pace.runs);
                Ground.say("  " + Math.round(limit.casesPerSecond()) + " cases/s");
                return new FlowReport(
                        ground.start(),
                        phases,
                        pairs,
                        halves,
                        cores,
                        coresAtHalf,
                        residentMiB,
                        writes,
                        work,
                        counted,
                        limit);
            }
        }
    }

    private static Peer warmPeer(RunningSuite running, int cases) throws SQLException, InterruptedException {
        Ground.say("Warming up the peer, Flowable " + Peer.VERSION + ", with " + cases + " cases");
        Peer peer = Peer.start(running.jdbcUrl(), running.databaseAdmin());
        peer.warmUp(cases);
        return peer;
    }

    private Pair beside(WholeFlow.Phase ours, Peer peer, Map<String, Long> pids) throws InterruptedException {
        Ground.say("  The peer for " + peerSeconds + " s, the suite standing idle");
        ProcessorTime used = ProcessorTime.of(pids);
        Peer.Run run = peer.run(Duration.ofSeconds(peerSeconds));
        Map<String, Double> cores = ProcessorTime.of(pids).coresSince(used, run.took());
        Ground.say("  " + Math.round(run.perSecond()) + " cases/s");
        return new Pair(ours, run, cores);
    }
}
