package org.firstline.drive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics without a consumer group, so that it leaves no trace on the broker. For one thread at a time;
 * {@link Tail} has one of its own.
 */
public final class TopicReader implements AutoCloseable {

    /** Where reading begins. */
    public enum From {
        /** With the first record there is. */
        BEGINNING,
        /** With what comes after the reader was made. */
        NOW
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    TopicReader(Map<String, Object> connection, Collection<String> topics, From from) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(TopicReader::partition)
                .toList();
        consumer.assign(partitions);
        switch (from) {
            case BEGINNING -> consumer.seekToBeginning(partitions);
            case NOW -> consumer.seekToEnd(partitions);
        }
        // Seeking is lazy: without asking, "now" would be the time of the first poll.
        partitions.forEach(consumer::position);
    }

    /** What has come, waiting for it at most so long; empty when nothing has. */
    public List<Heard> poll(Duration atMost) {
        List<Heard> heard = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
            heard.add(Heard.of(record));
        }
        return heard;
    }

    /** Everything up to the end that each partition has now. */
    public List<Heard> readToEnd() {
        List<Heard> heard = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end(ends, partition))) {
            heard.addAll(poll(Duration.ofMillis(100)));
        }
        return heard;
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return Objects.requireNonNull(
                ends.get(partition), () -> "expected the broker to say where " + partition + " ends");
    }

    /** Ends a poll that another thread is in. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }
}
