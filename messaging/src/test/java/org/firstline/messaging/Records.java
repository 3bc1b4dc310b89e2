package org.firstline.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Records for tests, as parcels that stand on a topic and as records on the real one. */
final class Records {

    private static final AtomicLong POSITION = new AtomicLong(1_000_000);

    private Records() {}

    static String anyAccount() {
        return "account-" + UUID.randomUUID();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Parcel entry(String account, String task, int n) {
        return parcel(
                account,
                List.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/test",
                        "ce_type",
                        "entry",
                        "content-type",
                        "application/json"),
                "{\"task\":\"" + task + "\",\"n\":" + n + "}");
    }

    static Parcel ofType(String account, String type) {
        return parcel(
                account,
                List.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/test",
                        "ce_type",
                        type,
                        "content-type",
                        "application/json"),
                "{}");
    }

    static Parcel garbage(String account) {
        return parcel(account, List.of(), "this is not JSON, secret " + account);
    }

    static Parcel parcel(@Nullable String key, List<String> labels, @Nullable String value) {
        List<Parcel.Label> all = new ArrayList<>();
        for (int i = 0; i < labels.size(); i += 2) {
            all.add(new Parcel.Label(labels.get(i), utf8(labels.get(i + 1))));
        }
        return new Parcel(
                Ledger.TOPIC,
                0,
                POSITION.incrementAndGet(),
                Instant.parse("2026-01-05T08:00:00Z"),
                key == null ? null : utf8(key),
                all,
                value == null ? null : utf8(value));
    }

    static Parcel with(Parcel parcel, String label, String value) {
        List<Parcel.Label> labels = new ArrayList<>(parcel.labels());
        labels.add(new Parcel.Label(label, utf8(value)));
        return new Parcel(
                parcel.topic(),
                parcel.partition(),
                parcel.position(),
                parcel.recordedAt(),
                parcel.key(),
                labels,
                parcel.value());
    }

    static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static ProducerRecord<byte[], byte[]> record(String topic, Parcel parcel) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, parcel.key(), parcel.value());
        parcel.labels().forEach(label -> record.headers().add(label.name(), label.value()));
        return record;
    }

    /** All that stands on a topic now and is wanted, partition by partition in order. */
    static List<ConsumerRecord<byte[], byte[]>> all(
            String bootstrap, String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (wanted.test(record)) {
                        found.add(record);
                    }
                });
            }
            return found;
        }
    }

    static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
