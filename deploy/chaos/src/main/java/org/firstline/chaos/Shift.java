package org.firstline.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.firstline.chaos.check.Checker;
import org.firstline.chaos.check.DriverLog;
import org.firstline.chaos.check.Evidence;
import org.firstline.chaos.check.OutOfMemory;
import org.firstline.chaos.check.OutboxCapture;
import org.firstline.chaos.check.Unrest;
import org.firstline.chaos.check.Violation;
import org.firstline.chaos.check.Witness;
import org.firstline.chaos.fault.Breaker;
import org.firstline.chaos.fault.Disks;
import org.firstline.chaos.fault.Fault;
import org.firstline.chaos.fault.Happening;
import org.firstline.chaos.fault.Lanes;
import org.firstline.chaos.fault.Links;
import org.firstline.chaos.load.FailingGateway;
import org.firstline.chaos.load.Load;
import org.firstline.chaos.load.Outsiders;
import org.firstline.chaos.load.Sender;
import org.firstline.drive.Doors;
import org.firstline.drive.Tail;
import org.firstline.local.Service;
import org.firstline.local.Suite;

/** What is done with a suite while it is up: load, faults, rest, check. */
final class Shift {

    private static final String LOG = "driver.jsonl";

    /** When every case is closed there is little left to come to rest. */
    private static final Duration REST_AFTER_CLOSING = Duration.ofMinutes(4);

    /** Departments and platforms keep what they have to say, however long Kafka is away. */
    private static final Map<String, Object> PATIENT = Map.of(
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, Duration.ofHours(3).toMillis(),
            ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofHours(3).toMillis());

    private final Order order;
    private final Suite suite;
    private final Links links;
    private final Disks disks;
    private final FailingGateway gateway;
    private final Consumer<String> reporter;

    Shift(Order order, Suite suite, Links links, Disks disks, FailingGateway gateway, Consumer<String> reporter) {
        this.order = order;
        this.suite = suite;
        this.links = links;
        this.disks = disks;
        this.gateway = gateway;
        this.reporter = reporter;
    }

    /** @param start how long the suite took to be up */
    Result work(Duration start) throws InterruptedException {
        Path file = order.folder().resolve(LOG);
        try (OutboxCapture capture = OutboxCapture.begin(suite);
                DriverLog log = DriverLog.open(file);
                Doors doors = Doors.of(suite.running(), PATIENT)) {
            suite.awaitReady(Breaker.PATIENCE);
            ShortDeadlines.set(doors);
            Sender sender = new Sender(doors, log);
            try (Tail tail = doors.follow(Doors.topics(), new Outsiders(order.seed(), sender))) {
                Load load = new Load(sender, order.mix(), order.seed(), order.perSecond());
                List<Happening> happenings = underLoad(load, log);
                reporter.accept(Words.of(
                        "run.resting", load.sent().calls(), order.restWithin().toMinutes()));
                long calm = System.nanoTime();
                List<Unrest> open = new Closing(suite.running(), sender).await(order.restWithin());
                sender.giveUp();
                Evidence seen = Witness.testify(
                        suite.running(),
                        doors,
                        capture,
                        file,
                        oneEach(),
                        open,
                        Optional.of(gateway::answered),
                        open.isEmpty() ? REST_AFTER_CLOSING : Duration.ZERO);
                Duration restTook = Duration.ofNanos(System.nanoTime() - calm);
                List<Violation> violations = new ArrayList<>(Checker.check(seen));
                happenings.forEach(happening -> violations.addAll(happening.violations()));
                violations.addAll(OutOfMemory.in(order.folder().resolve("suite").resolve("logs")));
                return new Result(
                        order,
                        start,
                        load.sent(),
                        new Result.Gateway(gateway.messages(), gateway.failed(), gateway.repeated()),
                        happenings,
                        restTook,
                        violations,
                        Checker.open(seen),
                        Counts.of(suite.running(), seen));
            }
        }
    }

    private List<Happening> underLoad(Load load, DriverLog log) throws InterruptedException {
        long until = System.nanoTime() + order.load().toNanos();
        Breaker breaker = new Breaker(suite, links, disks, load, log, order.folder());
        load.start();
        try (load) {
            List<Happening> happenings = new Lanes(order.plan(), breaker, this::tell).run(order.load());
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            return happenings;
        }
    }

    private void tell(Happening happening) {
        Fault fault = happening.fault();
        String name = fault.kind() + " " + fault.target();
        if (!happening.wasDone()) {
            reporter.accept(Words.of(
                    "run.left-out", fault.number(), name, happening.leftOut().orElse("")));
        } else if (happening.readyAfter().isPresent()) {
            reporter.accept(Words.of(
                    "run.done",
                    fault.number(),
                    name,
                    fault.lasts().toSeconds(),
                    Report.seconds(happening.readyAfter().get()),
                    happening.note()));
        } else {
            reporter.accept(Words.of("run.lasting", fault.number(), name, Breaker.PATIENCE.toMinutes()));
        }
    }

    private static Map<String, Integer> oneEach() {
        return Arrays.stream(Service.values()).collect(Collectors.toMap(Service::id, service -> 1));
    }
}
