package org.firstline.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.firstline.chaos.fault.Disks;
import org.firstline.chaos.fault.Fault;
import org.firstline.chaos.fault.Links;
import org.firstline.chaos.load.FailingGateway;
import org.firstline.local.Directories;
import org.firstline.local.PortPlan;
import org.firstline.local.Suite;

/**
 * One run: a suite of its own, a load, faults, healing, rest, and the look at what is left. In its folder it leaves the
 * plan, the driver's log, the report, and what the suite left.
 */
final class Run {

    static final String REPORT = "report.md";

    private static final int GATEWAY_FAILS_PERCENT = 20;

    private final Order order;
    private final Consumer<String> reporter;

    /** @param reporter hears what happens, a line at a time */
    Run(Order order, Consumer<String> reporter) {
        this.order = order;
        this.reporter = reporter;
    }

    /** What came of it; the suite is gone when this returns, its folder stays. */
    Result go() throws InterruptedException {
        fresh(order.folder());
        write("plan.txt", order.plan().text());
        Path data = order.folder().resolve("suite");
        PortPlan ports = new PortPlan(Suite.freePortBase());
        Result result;
        try (Disks disks = disks(data);
                Links links = Links.before(ports);
                FailingGateway gateway = FailingGateway.start(order.seed(), GATEWAY_FAILS_PERCENT)) {
            long begun = System.nanoTime();
            try (Suite suite = Suite.start(data, ports.base(), environment(gateway), links.detour())) {
                Duration start = Duration.ofNanos(System.nanoTime() - begun);
                reporter.accept(Words.of("run.up", start.toSeconds()));
                result = new Shift(order, suite, links, disks, gateway, reporter).work(start);
            }
            if (!result.held()) {
                disks.keep(order.folder());
            }
        }
        if (result.held()) {
            // Nobody will look at them again, and each run leaves some hundred megabytes.
            Directories.delete(data.resolve("postgres"));
            Directories.delete(data.resolve("kafka"));
        }
        write(REPORT, new Report(result).markdown());
        return result;
    }

    private Disks disks(Path data) {
        boolean wanted = order.plan().faults().stream().anyMatch(fault -> fault.kind() == Fault.Kind.FULL_DISK);
        return wanted ? Disks.under(data) : Disks.none("the plan has no full disk");
    }

    private static Map<String, String> environment(FailingGateway gateway) {
        Map<String, String> environment = new HashMap<>(gateway.environment());
        environment.put("FIRSTLINE_FOLLOWUP_NOTICE_PAUSE", "1s");
        return environment;
    }

    private void write(String name, String text) {
        try {
            Files.writeString(order.folder().resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + name, e);
        }
    }

    private static void fresh(Path folder) {
        Directories.delete(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + folder, e);
        }
    }
}
