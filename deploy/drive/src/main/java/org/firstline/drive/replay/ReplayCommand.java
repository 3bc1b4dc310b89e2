package org.firstline.drive.replay;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.firstline.drive.Drive;
import org.firstline.drive.Project;
import org.firstline.drive.Words;
import org.firstline.local.Directories;
import org.firstline.local.LocalTrouble;
import org.firstline.local.Suite;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays an incident log into a suite of its own and says whether the counts agree. */
@Command(name = "replay", mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    private static final int AGREE = 0;
    private static final int DIFFER = 1;
    private static final double MINUTES_A_SECOND_IN_REAL_TIME = 1 / 60.0;

    /**
     * Time stands still until all that is due is done and every offset is committed: the sooner the services look, the
     * sooner it goes on. A consumer commits between two polls, so a poll must not wait long for records.
     */
    private static final Map<String, String> WATCHFUL = Map.of(
            "FIRSTLINE_INTAKE_WATCH_EVERY", "10ms",
            "FIRSTLINE_DIAGNOSIS_WATCH_EVERY", "10ms",
            "FIRSTLINE_ESCALATION_WATCH_PAUSE", "10ms",
            "MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_POLL_TIMEOUT", "20");

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "help-file")
    private @Nullable Path file;

    @Option(names = "--pace", paramLabel = "MINUTES", descriptionKey = "help-pace")
    private @Nullable Double pace;

    @Option(names = "--speed", paramLabel = "TIMES", descriptionKey = "help-speed")
    private @Nullable Double speed;

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "help-limit")
    private @Nullable Integer limit;

    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "help-replay-data")
    private @Nullable Path data;

    @Override
    public Integer call() {
        PrintStream out = System.out;
        Optional<Double> minutesPerSecond = minutesPerSecond();
        if (limit != null) {
            positive("--limit", limit);
        }
        Path source = file != null ? file : Project.find().sampleLog();
        IncidentLog log = IncidentLog.read(source);
        List<Incident> incidents = log.incidents().stream()
                .limit(limit != null ? limit : Long.MAX_VALUE)
                .toList();
        List<Play> plays = incidents.stream().map(Course::of).map(Play::new).toList();
        out.println(
                Words.of("replay.reading", source, log.rows(), log.incidents().size(), log.skipped()));
        Path home = (data != null ? data : Project.find().defaultData().resolve("replay")).toAbsolutePath();
        Path run = fresh(home);
        out.println(Words.of("replay.starting", run));
        Report report;
        try (Suite suite = Suite.start(run, Suite.freePortBase(), WATCHFUL);
                Replay replay = new Replay(suite.running())) {
            int happenings = plays.stream()
                    .mapToInt(play -> play.course().happenings().size())
                    .sum();
            out.println(Words.of("replay.ready", happenings));
            replay.play(plays, minutesPerSecond, new Progress(out, Drive.atTerminal(), happenings, plays.size()));
            report = Report.of(plays, replay.tally(), replay.story());
            write(home.resolve("story.txt"), replay.story().lines());
        }
        report.print(out);
        out.println(Words.of("replay.story-written", home.resolve("story.txt")));
        if (!report.agrees()) {
            out.println(Words.of("replay.kept", run));
            return DIFFER;
        }
        Directories.delete(run);
        return AGREE;
    }

    private Optional<Double> minutesPerSecond() {
        if (pace != null && speed != null) {
            throw wrong(Words.of("usage.pace"));
        }
        if (pace != null) {
            positive("--pace", pace);
            return Optional.of(pace);
        }
        if (speed != null) {
            positive("--speed", speed);
            return Optional.of(speed * MINUTES_A_SECOND_IN_REAL_TIME);
        }
        return Optional.empty();
    }

    private void positive(String option, Number value) {
        if (!(value.doubleValue() > 0) || Double.isInfinite(value.doubleValue())) {
            throw wrong(Words.of("usage.positive", option, value));
        }
    }

    private ParameterException wrong(String what) {
        if (spec == null) {
            throw new IllegalStateException("expected picocli to give the command its specification");
        }
        return new ParameterException(spec.commandLine(), what);
    }

    private static Path fresh(Path home) {
        try {
            Files.createDirectories(home);
            return Files.createTempDirectory(home, "run-");
        } catch (IOException e) {
            throw new LocalTrouble(Words.of("not-writable", home, String.valueOf(e.getMessage())), e);
        }
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new LocalTrouble(Words.of("not-writable", file, String.valueOf(e.getMessage())), e);
        }
    }
}
