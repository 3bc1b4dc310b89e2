package org.firstline.drive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the services are behind the ends of the topics they read. What they read stands in the contracts, so a
 * consumer that has not even joined its group yet counts as behind.
 */
public final class Backlog implements AutoCloseable {

    private final Admin admin;
    private final Map<String, Set<TopicPartition>> readBy;
    private final Map<TopicPartition, OffsetSpec> latest;
    private final Map<String, ListConsumerGroupOffsetsSpec> groups;

    private Backlog(Admin admin, Map<String, Set<TopicPartition>> readBy) {
        this.admin = admin;
        this.readBy = readBy;
        this.latest = readBy.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        this.groups = readBy.keySet().stream()
                .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec()));
    }

    /** The backlog of all services; each reads in the consumer group that has its name. */
    public static Backlog of(Admin admin) {
        Map<String, List<String>> topics = Readers.declared();
        Map<String, TopicDescription> described = get(admin.describeTopics(topics.values().stream()
                        .flatMap(List::stream)
                        .distinct()
                        .toList())
                .allTopicNames());
        Map<String, Set<TopicPartition>> readBy = new HashMap<>();
        topics.forEach((service, read) -> readBy.put(
                service,
                read.stream().flatMap(topic -> partitions(described, topic)).collect(Collectors.toSet())));
        return new Backlog(admin, readBy);
    }

    private static Stream<TopicPartition> partitions(Map<String, TopicDescription> described, String topic) {
        TopicDescription found = Objects.requireNonNull(
                described.get(topic), () -> "expected the broker to describe the topic " + topic);
        return found.partitions().stream().map(info -> new TopicPartition(topic, info.partition()));
    }

    /** The end of every partition that somebody reads. */
    public Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> found =
                get(admin.listOffsets(latest).all());
        found.forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /** The services that have not yet committed up to those ends, each with how many records are left. */
    public List<String> behind(Map<TopicPartition, Long> ends) {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                get(admin.listConsumerGroupOffsets(groups).all());
        List<String> behind = new ArrayList<>();
        readBy.forEach((group, partitions) -> {
            Map<TopicPartition, OffsetAndMetadata> mine = committed.getOrDefault(group, Map.of());
            long left = 0;
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata done = mine.get(partition);
                left += Math.max(0, ends.getOrDefault(partition, 0L) - (done == null ? 0 : done.offset()));
            }
            if (left > 0) {
                behind.add(group + " " + left);
            }
        });
        return behind;
    }

    @Override
    public void close() {
        admin.close();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker cannot say how far its readers are", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the broker", e);
        }
    }
}
