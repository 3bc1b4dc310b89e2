package org.firstline.bench;

import java.sql.Connection;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.firstline.contracts.Topics;
import org.firstline.drive.Doors;
import org.firstline.drive.TopicReader;
import org.firstline.local.Service;

/** Lets deadlines fall due and sees what becomes of them. */
final class Firing {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

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

    private final Doors doors;
    private final Admin admin;
    private final Connection database;
    private final PendingOrders orders;
    private final Map<String, Long> pids;
    private final int dueRate;
    private final PendingOrders.Step step;

    /**
     * @param pids of the processes whose use is measured, by their names
     * @param dueRate deadlines a second in {@link #evenly}
     * @param step what the deadlines do
     */
    Firing(
            Doors doors,
            Admin admin,
            Connection database,
            PendingOrders orders,
            Map<String, Long> pids,
            int dueRate,
            PendingOrders.Step step) {
        this.doors = doors;
        this.admin = admin;
        this.database = database;
        this.orders = orders;
        this.pids = pids;
        this.dueRate = dueRate;
        this.step = step;
    }

    /** At an even rate, one after the other. */
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
            Map<String, Double> cores = ProcessorTime.of(pids).coresSince(used, Duration.between(begun, Instant.now()));
            wal = DatabaseWork.now(database).walBytes() - wal;
            read(reader, fired);
            awaitHeard(ends(admin));
            return new Steady(fired.result(), cores, wal);
        }
    }

    /** All in one instant; the probe looks whether the rest answers meanwhile. */
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

    interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    interface Count {
        long now();
    }

    /** Asks until the count is there; gives up when it does not change for long. */
    static void await(String what, Count count, long wanted) {
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

    static <T> T asked(Question<T> question) {
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

    static void park(Instant until) {
        for (Duration left = Duration.between(Instant.now(), until);
                left.isPositive();
                left = Duration.between(Instant.now(), until)) {
            LockSupport.parkNanos(left.toNanos());
        }
    }
}
