package org.firstline.escalation;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.SuiteEvent;
import org.firstline.local.EmbeddedStack;
import org.jspecify.annotations.Nullable;

/** The topics as the parties outside see them: sends events, and reads what was said about a case. */
public final class Post implements AutoCloseable {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Said> said = new ArrayList<>();

    /** One record that was read. */
    public record Said(String topic, @Nullable String key, String id, String type, long sequence, SuiteEvent event) {}

    /** Reads the given topics from now on. */
    public Post(String... topics) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Set.of(topics).stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Sends an event as its party would, and returns its id. */
    public String send(String topic, String key, SuiteEvent event) {
        String id = UUID.randomUUID().toString();
        send(topic, key, id, Catalogue.typeOf(event), Catalogue.write(event));
        return id;
    }

    public void send(String topic, @Nullable String key, String id, String type, byte @Nullable [] data) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, data);
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", id);
        header(record, "ce_source", "/test");
        header(record, "ce_type", type);
        header(record, "content-type", "application/json");
        sendRaw(record);
    }

    public void sendRaw(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (Exception e) {
            throw new IllegalStateException("expected the broker to take a record of " + record.topic(), e);
        }
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until so many events of a case have been read, and returns all of it in their order. */
    public List<Said> ofCase(UUID caseId, int atLeast) {
        return ofKey(caseId.toString(), atLeast);
    }

    public List<Said> ofKey(String key, int atLeast) {
        await().atMost(LONG_ENOUGH).pollInterval(Duration.ofMillis(20)).until(() -> {
            read();
            return heard(key).size() >= atLeast;
        });
        return heard(key);
    }

    /** The events of a case of one kind, in the order of their numbers, waited for. */
    public <T extends SuiteEvent> List<T> ofCase(UUID caseId, Class<T> kind, int atLeast) {
        await().atMost(LONG_ENOUGH).pollInterval(Duration.ofMillis(20)).until(() -> {
            read();
            return of(caseId, kind).size() >= atLeast;
        });
        return of(caseId, kind);
    }

    private <T extends SuiteEvent> List<T> of(UUID caseId, Class<T> kind) {
        return heard(caseId.toString()).stream()
                .map(Said::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private List<Said> heard(String key) {
        return said.stream()
                .filter(one -> key.equals(one.key()))
                .sorted((a, b) -> Long.compare(a.sequence(), b.sequence()))
                .toList();
    }

    private void read() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
            String type = header(record, "ce_type");
            if (type != null && Catalogue.recordOf(type).isPresent()) {
                String sequence = header(record, "ce_sequence");
                said.add(new Said(
                        record.topic(),
                        record.key(),
                        String.valueOf(header(record, "ce_id")),
                        type,
                        sequence == null ? 0 : Long.parseLong(sequence),
                        Catalogue.read(type, record.value())));
            }
        }
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
