package org.firstline.chaos;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstline.chaos.fault.Plan;
import org.firstline.chaos.load.Mix;
import org.firstline.drive.Project;
import org.firstline.local.LocalTrouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./firstline chaos}: a suite of its own under load, broken again and again by a plan that follows from a seed, and
 * the check that no promise broke.
 */
@Command(name = "chaos", mixinStandardHelpOptions = true, sortOptions = false)
public final class Chaos implements Callable<Integer> {

    private static final Duration REST_AT_LEAST = Duration.ofMinutes(10);
    /** Load before and after Kafka was away. */
    private static final Duration AROUND = Duration.ofMinutes(2);

    private static final Pattern LENGTH = Pattern.compile("(\\d{1,4})([smh])");

    @Option(names = "--seed", paramLabel = "S", descriptionKey = "help-seed")
    private @Nullable Long seed;

    @Option(names = "--minutes", paramLabel = "M", defaultValue = "3", descriptionKey = "help-minutes")
    private int minutes;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "50", descriptionKey = "help-rate")
    private double rate;

    @Option(names = "--kafka-away", paramLabel = "60m", descriptionKey = "help-kafka-away")
    private @Nullable String kafkaAway;

    @Option(names = "--crash-points", descriptionKey = "help-crash-points")
    private boolean crashPoints;

    @Option(names = "--kills", descriptionKey = "help-kills")
    private boolean kills;

    @Option(names = "--record", descriptionKey = "help-record")
    private boolean record;

    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "help-data")
    private @Nullable Path data;

    private final PrintStream out;

    Chaos(PrintStream out) {
        this.out = out;
    }

    /** Ends with 0 when every promise was kept, with 1 when one was not or the run could not be made. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        // The clients complain of every server that is taken from them.
        Logger.getLogger("").setLevel(Level.OFF);
        System.exit(new CommandLine(new Chaos(out))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setResourceBundle(Words.bundle(org.firstline.drive.Words.LANGUAGE))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (e instanceof LocalTrouble) {
                        err.println(e.getMessage());
                    } else {
                        e.printStackTrace(err);
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (minutes < 1 || !(rate > 0)) {
            throw new LocalTrouble(Words.of("usage.positive"));
        }
        Project project = Project.find();
        Order order = order(data != null ? data : project.defaultData().resolve("chaos"));
        out.println(Words.of("run.begins", order.seed(), order.load().toMinutes(), rate, order.folder()));
        out.print(order.plan().text());
        Result result = new Run(order, out::println).go();
        out.println();
        out.print(new Report(result).markdown());
        out.println(Words.of("run.written", order.folder().resolve(Run.REPORT)));
        if (record) {
            record(project, result);
        }
        return result.held() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Order order(Path home) {
        long chosen = seed != null ? seed : ThreadLocalRandom.current().nextLong(1_000_000);
        Path folder = home.resolve("seed-" + chosen).toAbsolutePath();
        if (kafkaAway == null) {
            Duration load = Duration.ofMinutes(minutes);
            return new Order(chosen, load, rate, plan(chosen, load), Mix.USUAL, folder, REST_AT_LEAST.plus(load));
        }
        Duration away = length(kafkaAway);
        Duration load = away.plus(AROUND);
        return new Order(
                chosen, load, rate, Plan.kafkaAway(away), Mix.USUAL, folder, REST_AT_LEAST.plus(load.multipliedBy(2)));
    }

    private Plan plan(long chosen, Duration load) {
        if (crashPoints) {
            return Plan.crashes(chosen, load);
        }
        return kills ? Plan.kills(chosen, load) : Plan.of(chosen, load);
    }

    private static Duration length(String text) {
        Matcher matcher = LENGTH.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new LocalTrouble(Words.of("usage.length", text));
        }
        return Duration.parse("PT" + matcher.group(1) + matcher.group(2).toUpperCase(Locale.ROOT));
    }

    private void record(Project project, Result result) {
        Path file = project.root().resolve("deploy").resolve("bench").resolve("EVIDENCE.md");
        CodeState code = CodeState.of(project.root()).orElseThrow(() -> new LocalTrouble(Words.of("record.no-commit")));
        new EvidenceFile(file)
                .add(new EvidenceFile.Entry(
                        code,
                        result.order().seed(),
                        result.order().load().toMinutes(),
                        result.sent().perSecond(),
                        result.sent().calls(),
                        result.kills(),
                        result.otherFaults(),
                        result.crashes(),
                        result.violations().size()));
        out.println(Words.of("run.recorded", file));
    }
}
