package org.firstline.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.firstline.contracts.Topics;
import org.firstline.drive.CapturedCall;
import org.firstline.drive.Doors;
import org.firstline.drive.Heard;
import org.firstline.drive.HttpDoor;
import org.firstline.drive.SimulatedDepartment;
import org.firstline.drive.SimulatedDialer;
import org.firstline.drive.Tail;
import org.firstline.drive.TopicReader;
import org.firstline.local.Service;
import picocli.CommandLine.Option;

/** Deadlines: many pending, some falling due at an even rate, then very many in one instant (F4, F5). */
final class DeadlinesWorkload implements Workload {

    @Option(
            names = "--pending",
            defaultValue = "10000000",
            description = "Work orders whose deadlines are pending (default ${DEFAULT-VALUE}).")
    private int pending;

    @Option(
            names = "--due-rate",
            defaultValue = "1000",
            description = "Deadlines that fall due in a second (default ${DEFAULT-VALUE}).")
    private int dueRate;

    @Option(
            names = "--due-seconds",
            defaultValue = "60",
            description = "How long they do in each run (default ${DEFAULT-VALUE}).")
    private int dueSeconds;

    @Option(
            names = "--burst",
            defaultValue = "100000",
            description = "Deadlines that fall due in one instant (default ${DEFAULT-VALUE}).")
    private int burst;

    @Option(
            names = "--due-as",
            defaultValue = "BREACH",
            description = "What they do: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private PendingOrders.Step step = PendingOrders.Step.BREACH;

    /** So far ahead that none of what pends falls due while we measure, and all could have been opened by now. */
    private static final Duration NEAREST = Duration.ofHours(3);

    private static final Duration FARTHEST = Duration.ofDays(7);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int WARM_UP_SECONDS = 15;

    /** A policy under which an order may have waited for days, so that there can be as many as there are to be. */
    private static final Map<String, Object> PATIENT_POLICY = Map.of(
            "acknowledgeWithin",
            "P10D",
            "resolveWithin",
            "P30D",
            "warnPercent",
            75,
            "reopenedPercent",
            25,
            "factorPercent",
            Map.of(),
            "desk",
            Map.of("answerWithin", "PT2H", "completeWithin", "PT2H", "callBackWithin", "PT4H", "closeWithin", "PT2H"),
            "ladder",
            List.of(
                    Map.of("role", "duty-person", "after", "PT0S"),
                    Map.of("role", "team-lead", "after", "PT4H"),
                    Map.of("role", "manager", "after", "PT8H"),
                    Map.of("role", "director", "after", "P1D")));

    @Override
    public Section measure(Ground ground, Pace pace) throws SQLException, InterruptedException {
        Shares shares = new Shares(pace.runs);
        try (Doors doors = Doors.of(ground.running());
                Connection database = ground.database();
                Admin admin = doors.admin()) {
            stampAsAppended(admin);
            setPolicy(doors);
            UUID caseId = firstCase(doors, database);
            PendingOrders orders = PendingOrders.like(ground::database, caseId);
            Generated generated = generate(ground, database, orders);
            UUID order = UUID.fromString(
                    text(database, "select id from escalation.work_order where case_id = '" + caseId + "'"));

            WholeFlow flow = new WholeFlow(doors, pace.mostOpen);
            Probe probe = new Probe(doors, flow, caseId, order);
            List<Consumer<Heard>> listeners = new ArrayList<>();
            Doors.departments()
                    .forEach(id ->
                            listeners.add(new SimulatedDepartment(id, SimulatedDepartment.Behaviour.fast(), doors)));
            listeners.add(SimulatedDialer.hearingSolved(doors));
            listeners.add(flow);
            // All but the one on which the deadlines are told of: reading that would take part in what is measured.
            List<String> others = Doors.topics().stream()
                    .filter(topic -> !topic.equals(Topics.ESCALATION_WORK_ORDERS))
                    .toList();
            try (Tail tail = doors.follow(others, heard -> listeners.forEach(each -> each.accept(heard)))) {
                Ground.say(
                        "Warming up with " + pace.warmUp + " cases, then with deadlines for " + WARM_UP_SECONDS + " s");
                flow.asFastAsItGoes(pace.warmUp, Ground.PATIENCE);
                probe.during(() -> park(Instant.now().plusSeconds(WARM_UP_SECONDS / 3)));
                Map<String, Long> pids = ground.pids();
                Firing firing = new Firing(doors, admin, database, orders, pids);
                firing.evenly(shares.steady(0, WARM_UP_SECONDS * dueRate));
                List<Steady> steady = new ArrayList<>();
                for (int run = 1; run <= pace.runs; run++) {
                    Ground.say("Run " + run + " of " + pace.runs + ": " + dueRate + " deadlines a second for "
                            + dueSeconds + " s, " + pending + " pending");
                    steady.add(firing.evenly(shares.steady(run, dueSeconds * dueRate)));
                    Ground.say("  on the topic: "
                            + DeadlinesReport.lateness(steady.getLast().fired().publishedUs()));
                }
                Ground.say("The suite by itself, for " + dueSeconds / 2 + " s");
                Probe.Found before = probe.during(() -> park(Instant.now().plusSeconds(dueSeconds / 2)));
                List<Burst> bursts = new ArrayList<>();
                for (int run = 1; run <= pace.runs; run++) {
                    Ground.say("Run " + run + " of " + pace.runs + ": " + burst + " deadlines in one instant");
                    bursts.add(firing.atOnce(shares.burst(run), probe));
                    Ground.say("  " + Math.round(bursts.getLast().fired().perSecondPublished()) + " deadlines/s");
                }
                requireNothingPutAside(database);
                DeadlinesReport report = new DeadlinesReport(pending, dueRate, step, generated, steady, before, bursts);
                clearAway(ground, database);
                return report;
            }
        }
    }

    /** How the rows came to be. */
    record Generated(Duration took, long tableBytes, long indexBytes) {}

    /**
     * A run with deadlines at an even rate.
     *
     * @param cores used by each process meanwhile
     * @param walBytes that PostgreSQL wrote to its log meanwhile
     */
    record Steady(Fired.Result fired, Map<String, Double> cores, long walBytes) {}

    /**
     * A run with deadlines in one instant.
     *
     * @param cores used by each process until all were on the topic
     * @param heardAfter from the instant until intake and followup had taken in all that was said
     * @param probed what the probe found from shortly before the instant until then
     */
    record Burst(
            Fired.Result fired, Map<String, Double> cores, long walBytes, Duration heardAfter, Probe.Found probed) {}

    /** Which orders fall due in which run; each in one of them only. */
    private final class Shares {

        private final int runs;

        Shares(int runs) {
            this.runs = runs;
            long needed = (long) runs * (burst + dueRate * dueSeconds) + WARM_UP_SECONDS * dueRate;
            if (needed > pending) {
                throw new IllegalArgumentException(
                        "--pending: expected at least the " + needed + " that fall due in all runs, found " + pending);
            }
        }

        /** Orders that were opened one after the other, as in an outage. */
        long[] burst(int run) {
            long[] numbers = new long[burst];
            for (int i = 0; i < burst; i++) {
                numbers[i] = (long) (run - 1) * burst + i;
            }
            return numbers;
        }

        /** Orders from all over the table, no two of them neighbours. */
        long[] steady(int run, int count) {
            long first = (long) runs * burst;
            long step =
                    (pending - first) / ((long) (runs + 1) * Math.max(dueRate * dueSeconds, WARM_UP_SECONDS * dueRate));
            if (step == 0) {
                throw new IllegalArgumentException(
                        "--pending: expected more than those that fall due, found " + pending);
            }
            long[] numbers = new long[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = first + ((long) i * (runs + 1) + run) * step;
            }
            return numbers;
        }
    }

    private Generated generate(Ground ground, Connection database, PendingOrders orders)
            throws SQLException, InterruptedException {
        Ground.say("Writing " + pending + " pending work orders");
        long begun = System.nanoTime();
        ground.suite().takeAway(Service.ESCALATION.id());
        orders.write(pending, NEAREST, FARTHEST);
        ground.suite().bringBack(Service.ESCALATION.id());
        ground.suite().awaitReady(Service.ESCALATION.id(), PATIENCE);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Generated generated = new Generated(
                took,
                number(database, "select pg_table_size('escalation.work_order')"),
                number(database, "select pg_indexes_size('escalation.work_order')"));
        Ground.say("  took " + took.toSeconds() + " s, " + (generated.tableBytes() + generated.indexBytes() >> 20)
                + " MiB");
        return generated;
    }

    /** Lets deadlines fall due and sees what becomes of them. */
    private final class Firing {

        private final Doors doors;
        private final Admin admin;
        private final Connection database;
        private final PendingOrders orders;
        private final Map<String, Long> pids;

        Firing(Doors doors, Admin admin, Connection database, PendingOrders orders, Map<String, Long> pids) {
            this.doors = doors;
            this.admin = admin;
            this.database = database;
            this.orders = orders;
            this.pids = pids;
        }

        Steady evenly(long[] numbers) throws SQLException, InterruptedException {
            Instant from = soon(orders.makeKnown(numbers));
            Instant[] dueAt = new Instant[numbers.length];
            for (int i = 0; i < dueAt.length; i++) {
                dueAt[i] = from.plusNanos(1_000_000_000L * i / dueRate).truncatedTo(ChronoUnit.MILLIS);
            }
            prepare(numbers, dueAt, from);
            Fired fired = new Fired(byCase(numbers, dueAt), step.events());
            try (TopicReader reader = doors.read(List.of(Topics.ESCALATION_WORK_ORDERS), TopicReader.From.NOW)) {
                Map<TopicPartition, Long> before = ends(admin);
                park(from);
                ProcessorTime used = ProcessorTime.of(pids);
                long wal = DatabaseWork.now(database).walBytes();
                Instant begun = Instant.now();
                park(dueAt[dueAt.length - 1]);
                awaitAppended(before, (long) numbers.length * step.events());
                Map<String, Double> cores =
                        ProcessorTime.of(pids).coresSince(used, Duration.between(begun, Instant.now()));
                wal = DatabaseWork.now(database).walBytes() - wal;
                read(reader, fired);
                awaitHeard(ends(admin));
                return new Steady(fired.result(), cores, wal);
            }
        }

        Burst atOnce(long[] numbers, Probe probe) throws SQLException, InterruptedException {
            Instant at = soon(orders.makeKnown(numbers));
            Instant[] dueAt = new Instant[numbers.length];
            java.util.Arrays.fill(dueAt, at);
            prepare(numbers, dueAt, at);
            Fired fired = new Fired(byCase(numbers, dueAt), step.events());
            List<Map<String, Double>> cores = new ArrayList<>();
            List<Duration> heard = new ArrayList<>();
            List<Long> walBytes = new ArrayList<>();
            try (TopicReader reader = doors.read(List.of(Topics.ESCALATION_WORK_ORDERS), TopicReader.From.NOW)) {
                Map<TopicPartition, Long> before = ends(admin);
                park(at.minusSeconds(1));
                Probe.Found probed = probe.during(() -> {
                    park(at);
                    ProcessorTime used = ProcessorTime.of(pids);
                    long wal = DatabaseWork.now(database).walBytes();
                    awaitAppended(before, (long) numbers.length * step.events());
                    cores.add(ProcessorTime.of(pids).coresSince(used, Duration.between(at, Instant.now())));
                    walBytes.add(DatabaseWork.now(database).walBytes() - wal);
                    awaitHeard(ends(admin));
                    heard.add(Duration.between(at, Instant.now()));
                });
                read(reader, fired);
                return new Burst(fired.result(), cores.getFirst(), walBytes.getFirst(), heard.getFirst(), probed);
            }
        }

        /** Late enough for the rows to be moved, which takes about as long as writing as many did just now. */
        private Instant soon(Duration took) {
            return Instant.now().plusSeconds(10).plus(took.multipliedBy(4)).truncatedTo(ChronoUnit.MILLIS);
        }

        private void prepare(long[] numbers, Instant[] dueAt, Instant from) throws SQLException {
            orders.letFallDue(numbers, dueAt, step);
            try (Statement statement = database.createStatement()) {
                // What is written next is the first change of its page, as it mostly is with so many pages.
                statement.execute("checkpoint");
            }
            if (!Instant.now().isBefore(from.minusSeconds(1))) {
                throw new IllegalStateException("expected the rows to be written before the first is due at " + from
                        + ", found that it took until " + Instant.now());
            }
        }

        private Map<String, Instant> byCase(long[] numbers, Instant[] dueAt) {
            Map<String, Instant> byCase = HashMap.newHashMap(numbers.length);
            for (int i = 0; i < numbers.length; i++) {
                byCase.put(PendingOrders.caseOf(numbers[i]).toString(), dueAt[i]);
            }
            return byCase;
        }

        /** Only asks how far the topic has come: reading along would take part in what is measured. */
        private void awaitAppended(Map<TopicPartition, Long> before, long events) {
            long from = sum(before.values());
            await("the topic to grow by " + events, () -> sum(ends(admin).values()) - from, events);
        }

        private void read(TopicReader reader, Fired fired) {
            await(
                    "all events of the deadlines",
                    () -> {
                        reader.poll(Duration.ofMillis(100)).forEach(fired::accept);
                        return -(long) fired.missing();
                    },
                    0);
        }

        private void awaitHeard(Map<TopicPartition, Long> ends) {
            for (Service listener : List.of(Service.INTAKE, Service.FOLLOWUP)) {
                await(
                        listener.id() + " to have heard all",
                        () -> {
                            Map<TopicPartition, OffsetAndMetadata> at =
                                    asked(() -> admin.listConsumerGroupOffsets(listener.id())
                                            .partitionsToOffsetAndMetadata()
                                            .get());
                            return -ends.entrySet().stream()
                                    .mapToLong(end -> Math.max(0, end.getValue() - offset(at, end.getKey())))
                                    .sum();
                        },
                        0);
            }
        }
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    private interface Count {
        long now();
    }

    /** Asks until the count is there; gives up when it does not change for long. */
    private static void await(String what, Count count, long wanted) {
        long last = Long.MIN_VALUE;
        long changedNanos = System.nanoTime();
        for (long now = count.now(); now < wanted; now = count.now()) {
            if (now != last) {
                last = now;
                changedNanos = System.nanoTime();
            } else if (System.nanoTime() - changedNanos > PATIENCE.toNanos()) {
                throw new IllegalStateException("expected " + what + ", found that it stays " + (wanted - now)
                        + " short; look into the services' logs");
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            throw new IllegalStateException("expected the broker to answer, found: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin) {
        return asked(() -> {
            Collection<TopicPartition> partitions =
                    admin.describeTopics(List.of(Topics.ESCALATION_WORK_ORDERS)).allTopicNames().get().values().stream()
                            .flatMap(topic -> topic.partitions().stream()
                                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                            .toList();
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(partitions.stream()
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        });
    }

    private static long offset(Map<TopicPartition, OffsetAndMetadata> at, TopicPartition partition) {
        OffsetAndMetadata kept = at.get(partition);
        return kept == null ? 0 : kept.offset();
    }

    private static long sum(Collection<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    private static void park(Instant until) {
        for (Duration left = Duration.between(Instant.now(), until);
                left.isPositive();
                left = Duration.between(Instant.now(), until)) {
            LockSupport.parkNanos(left.toNanos());
        }
    }

    /** The broker's word for when an event can be read; the product's own setting is the sender's word for it. */
    private static void stampAsAppended(Admin admin) {
        asked(() -> admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, Topics.ESCALATION_WORK_ORDERS),
                        List.of(new AlterConfigOp(
                                new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
                                AlterConfigOp.OpType.SET))))
                .all()
                .get());
    }

    private static void setPolicy(Doors doors) {
        HttpDoor operations = doors.http(Service.ESCALATION, "operations");
        for (String grade : List.of("G1", "G2", "G3", "G4")) {
            String path = "/deadline-policies/" + grade;
            HttpDoor.Answer answer = operations.change("PUT", path, path, PATIENT_POLICY);
            if (!answer.isGood()) {
                throw new IllegalStateException(
                        "PUT " + path + " was answered " + answer.status() + ": " + answer.json());
            }
        }
    }

    /** A case that the suite itself took as far as its department, which has not answered; the pattern of all others. */
    private static UUID firstCase(Doors doors, Connection database) throws SQLException {
        String call = UUID.randomUUID().toString();
        CapturedCall.of("bench", call, "+8613000000000").posts().forEach(doors::send);
        doors.flush();
        await("a first work order", () -> number(database, "select count(*) from escalation.work_order"), 1);
        // Everybody has heard of it and the customer was told: nothing is written any more.
        Writes.settled(database);
        return UUID.fromString(text(database, "select case_id from escalation.work_order"));
    }

    private static void requireNothingPutAside(Connection database) throws SQLException {
        for (Service service : Service.values()) {
            for (String table : List.of("dead_letter", "held", "parked")) {
                long rows = number(database, "select count(*) from " + service.id() + "." + table);
                if (rows > 0) {
                    throw new IllegalStateException("expected nothing in " + service.id() + "'s " + table + ", found "
                            + rows + " rows: what was measured is not what the suite does with cases it knows");
                }
            }
        }
    }

    /** What other workloads are measured on is not to be as large as this. */
    private static void clearAway(Ground ground, Connection database) throws SQLException {
        ground.suite().takeAway(Service.ESCALATION.id());
        try (Statement statement = database.createStatement()) {
            statement.execute("truncate escalation.work_order, escalation.escalated_case");
            statement.execute("drop schema bench_pattern cascade");
        }
        ground.suite().bringBack(Service.ESCALATION.id());
        ground.suite().awaitReady(Service.ESCALATION.id(), PATIENCE);
    }

    private static long number(Connection database, String select) {
        return Long.parseLong(text(database, select));
    }

    private static String text(Connection database, String select) {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("expected an answer to " + select, e);
        }
    }
}
