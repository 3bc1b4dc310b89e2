package org.firstline.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.firstline.drive.Doors;
import org.firstline.drive.Heard;
import org.firstline.drive.Project;
import org.firstline.drive.SimulatedBot;
import org.firstline.drive.SimulatedDepartment;
import org.firstline.drive.SimulatedDialer;
import org.firstline.drive.Tail;
import org.firstline.drive.replay.LoggedCalls;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The calls of a real incident log as fast as they go, the parties outside answering by themselves. Unlike the whole flow's
 * calls, which are all about one trouble, these are about every category, line and urgency, and diagnosis begins for each.
 */
final class LogWorkload implements Workload {

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "The incident log, CSV or CSV.GZ (default: the sample that comes with Firstline).")
    private @Nullable Path file;

    @Option(
            names = "--log-cases",
            paramLabel = "CASES",
            defaultValue = "3000",
            description = "Incidents in each run at least; the log is played whole, and again, until there are so many"
                    + " (default ${DEFAULT-VALUE}).")
    private int least;

    @Override
    public Section measure(Ground ground, Pace pace) throws SQLException, InterruptedException {
        Path source = file != null ? file : Project.find().sampleLog();
        LoggedCalls calls = LoggedCalls.read(source);
        int times = Math.max(1, (least + calls.incidents() - 1) / calls.incidents());
        int incidents = Math.multiplyExact(times, calls.incidents());
        try (Doors doors = Doors.of(ground.running());
                Connection database = ground.database()) {
            WholeFlow flow = new WholeFlow(doors, pace.mostOpen, calls);
            LogCount count = new LogCount();
            List<Consumer<Heard>> listeners = new ArrayList<>();
            Doors.departments()
                    .forEach(id ->
                            listeners.add(new SimulatedDepartment(id, SimulatedDepartment.Behaviour.fast(), doors)));
            listeners.add(SimulatedBot.exhausted(doors));
            listeners.add(SimulatedDialer.hearingSolved(doors));
            listeners.add(count);
            listeners.add(flow);
            try (Tail tail = doors.follow(Doors.topics(), heard -> listeners.forEach(each -> each.accept(heard)))) {
                Ground.say("The incident log " + source.getFileName() + ", " + calls.incidents()
                        + " incidents; warming up with " + pace.warmUp);
                flow.asFastAsItGoes(pace.warmUp, Ground.PATIENCE);
                List<LogReport.Run> runs = new ArrayList<>();
                for (int run = 1; run <= pace.runs; run++) {
                    ClosedCases.awaitEnd(database, Ground.PATIENCE);
                    count.begin();
                    Map<String, Long> pids = ground.pids();
                    ProcessorTime used = ProcessorTime.of(pids);
                    WholeFlow.Phase phase = flow.asFastAsItGoes(incidents, Ground.PATIENCE);
                    Map<String, Double> cores = ProcessorTime.of(pids).coresSince(used, phase.took());
                    // What comes late, because it is said twice, is to be counted too.
                    ClosedCases.awaitEnd(database, Ground.PATIENCE);
                    runs.add(new LogReport.Run(phase, cores, count.settled()));
                    Ground.say(String.format(
                            Locale.ROOT, "Run %d of %d: %.0f incidents/s", run, pace.runs, phase.perSecond()));
                }
                return new LogReport(
                        String.valueOf(source.getFileName()), calls.incidents(), calls.rows(), times, runs);
            }
        }
    }
}
