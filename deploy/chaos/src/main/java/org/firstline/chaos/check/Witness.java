package org.firstline.chaos.check;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.firstline.drive.Doors;
import org.firstline.local.Acls;
import org.firstline.local.RunningSuite;

/** Collects the evidence of a run when it is over. */
public final class Witness {

    private static final int LOOKS = 5;

    private Witness() {}

    /**
     * Waits until the suite has come to rest, at most so long, and reads everything.
     *
     * @param relays by service, how many of its processes live now
     * @param before what did not come to an end before anybody waited for rest
     * @param gateway asks the notification gateway for the references that it answered 2xx; empty where it keeps none
     * @throws IllegalStateException when a server does not answer
     */
    public static Evidence testify(
            RunningSuite suite,
            Doors doors,
            OutboxCapture capture,
            Path driverLog,
            Map<String, Integer> relays,
            List<Unrest> before,
            Optional<Supplier<Set<String>>> gateway,
            Duration restWithin) {
        List<Unrest> unrest = new ArrayList<>(before);
        unrest.addAll(Rest.await(suite, doors, restWithin));
        try {
            for (int look = 1; ; look++) {
                List<Written> written = capture.all();
                List<Published> published = published(suite, doors);
                Rows rows = new Tables(suite).read(relays);
                // A deadline may have fallen due meanwhile; then what was read is not of one moment.
                if (capture.all().size() == written.size() || look == LOOKS) {
                    // Asked after the tables: what stands there as delivered was answered before.
                    Optional<Set<String>> answered = gateway.map(Supplier::get);
                    return new Evidence(DriverLog.read(driverLog), written, published, rows, unrest, answered);
                }
            }
        } catch (SQLException | ExecutionException e) {
            throw new IllegalStateException("Cannot collect the evidence of the run", e);
        }
    }

    private static List<Published> published(RunningSuite suite, Doors doors) throws ExecutionException {
        Map<String, Object> settings = new HashMap<>(suite.kafka(Acls.OPERATOR));
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("max.poll.records", 2_000);
        List<Published> published = new ArrayList<>();
        try (Admin admin = doors.admin();
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = admin.listTopics().names().get().stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition)
                            < Objects.requireNonNull(ends.get(partition), "expected the end of every partition"))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    published.add(Published.of(record));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading the topics", e);
        }
        return published;
    }
}
