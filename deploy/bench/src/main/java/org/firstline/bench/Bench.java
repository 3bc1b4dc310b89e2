package org.firstline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.firstline.local.Directories;
import org.firstline.local.LocalTrouble;
import org.firstline.local.Suite;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./firstline bench}: starts a suite of its own, has each workload that is asked for measured on it, and leaves
 * what they found. What is measured, and how, stands with each {@link Workload}.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures whole case flows a second beside a peer's, how soon a work order is on its department's"
                + " topic, and the physical limit.")
public final class Bench implements Callable<Integer> {

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "NAME",
            description = "What to measure: ${COMPLETION-CANDIDATES} (default: FLOW,LOG,INTAKE).")
    private Set<Name> names = EnumSet.of(Name.FLOW, Name.LOG, Name.INTAKE);

    @Mixin
    private Pace pace = new Pace();

    @Mixin
    private FlowWorkload flow = new FlowWorkload();

    @Mixin
    private LogWorkload log = new LogWorkload();

    @Mixin
    private HistoryWorkload history = new HistoryWorkload();

    @Mixin
    private DeadlinesWorkload deadlines = new DeadlinesWorkload();

    @Mixin
    private IntakeWorkload intake = new IntakeWorkload();

    @Option(names = "--data", description = "Where the suite's data go; deleted first (default: .firstline/bench).")
    private Path data = Path.of(".firstline", "bench");

    @Option(names = "--out", description = "Where report, figures and plots go (default: deploy/bench/target).")
    private Path out = Path.of("deploy", "bench", "target");

    /** What there is to measure, in the order in which it is. */
    enum Name {
        /** See {@link FlowWorkload}. */
        FLOW,
        /** See {@link LogWorkload}. */
        LOG,
        /** See {@link HistoryWorkload}; only where it is asked for by name, for it takes long and much room. */
        HISTORY,
        /** See {@link DeadlinesWorkload}. */
        DEADLINES,
        /** See {@link IntakeWorkload}; leaves nothing for others to measure. */
        INTAKE
    }

    /** Entry point. */
    public static void main(String[] arguments) {
        // The clients warn when the suite is stopped under them at the end.
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.SEVERE);
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler(Bench::told)
                .execute(arguments));
    }

    /** What is wrong with a file or the machine is said in its sentence; all else is a fault, with where it came from. */
    private static int told(Exception failure, CommandLine bench, CommandLine.ParseResult called) throws Exception {
        if (failure instanceof LocalTrouble trouble) {
            System.err.println(trouble.getMessage());
            return 1;
        }
        throw failure;
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Directories.delete(data);
        long begun = System.nanoTime();
        try (Suite suite = Suite.start(data, Suite.freePortBase())) {
            suite.awaitReady(Duration.ofMinutes(3));
            Ground ground = new Ground(suite, Duration.ofNanos(System.nanoTime() - begun));
            Head head = Head.of(ground);
            List<Section> sections = new ArrayList<>();
            for (Name name : EnumSet.copyOf(names)) {
                sections.add(workload(name).measure(ground, pace));
            }
            System.out.println();
            System.out.print(markdown(head, sections));
            keep(out, head, sections);
            Ground.say("Written to " + out);
        }
        return 0;
    }

    private Workload workload(Name name) {
        return switch (name) {
            case FLOW -> flow;
            case LOG -> log;
            case HISTORY -> history;
            case DEADLINES -> deadlines;
            case INTAKE -> intake;
        };
    }

    /** The report for people. */
    static String markdown(Head head, List<Section> sections) {
        return head.markdown() + "\n"
                + sections.stream().map(Section::illustrated).collect(Collectors.joining("\n"));
    }

    /** Leaves the report, its figures and its pictures in a directory; makes it where there is none. */
    static void keep(Path out, Head head, List<Section> sections) throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("bench.md"), markdown(head, sections));
        Files.writeString(out.resolve("bench.json"), Figures.json(head, sections));
        for (Section section : sections) {
            for (Map.Entry<String, Plot> plot : section.plots().entrySet()) {
                Files.writeString(
                        out.resolve(plot.getKey() + ".svg"), plot.getValue().svg());
            }
        }
    }
}
