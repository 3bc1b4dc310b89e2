package org.firstline.diagnosis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.SuiteEvent;
import org.firstline.local.EmbeddedStack;
import org.jspecify.annotations.Nullable;

/** What a test says and hears on the real broker. */
public final class Topic {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Topic() {}

    /** One event as it stands on a topic. */
    public record Heard(SuiteEvent event, Map<String, String> headers) {}

    /** Says an event as a publisher would; answers its id. */
    public static String say(String topic, String source, UUID caseId, SuiteEvent event) {
        String id = UUID.randomUUID().toString();
        say(topic, source, id, caseId, event);
        return id;
    }

    /** Says an event under an id of one's own choice. */
    public static void say(String topic, String source, String id, UUID caseId, SuiteEvent event) {
        send(topic, caseId.toString(), Catalogue.write(event), envelope(source, id, Catalogue.typeOf(event)));
    }

    /** The headers of a CloudEvent in binary mode. */
    public static Map<String, String> envelope(String source, String id, String type) {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_id", id,
                "ce_source", source,
                "ce_type", type,
                "ce_sequence", "1",
                "content-type", "application/json",
                "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    /** Sends any bytes. */
    public static void send(String topic, @Nullable String key, byte[] value, Map<String, String> headers) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers(), "max.request.size", 4_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
            headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("expected the broker to take a record", e);
        }
    }

    /** Waits until so many events of a case stand on {@code diagnosis.cases}, and answers them in order. */
    public static List<Heard> hear(UUID caseId, int atLeast) {
        return hear("diagnosis.cases", caseId.toString(), atLeast).stream()
                .map(record -> {
                    Map<String, String> headers = headers(record);
                    return new Heard(Catalogue.read(headers.get("ce_type"), record.value()), headers);
                })
                .toList();
    }

    /** Waits until so many records of a key stand on a topic, and answers them in order. */
    public static List<ConsumerRecord<byte[], byte[]>> hear(String topic, @Nullable String key, int atLeast) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> heard = new ArrayList<>();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (heard.size() < atLeast && System.nanoTime() < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (key == null
                            || record.key() != null && new String(record.key(), StandardCharsets.UTF_8).equals(key)) {
                        heard.add(record);
                    }
                }
            }
            if (heard.size() < atLeast) {
                throw new AssertionError("expected " + atLeast + " records of " + key + " on " + topic + ", heard "
                        + heard.stream().map(Topic::headers).toList());
            }
            return heard;
        }
    }

    /** The headers of a record. */
    public static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new java.util.TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }
}
