package org.firstline.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.firstline.local.EmbeddedStack;

/** What tests see of the service from outside: topics and rows. */
final class Surroundings {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** An event as it stands on a topic. */
    record Event(String key, String type, long sequence, String causation, JsonNode data) {
        String name() {
            return type.replaceAll("^org\\.firstline\\.[a-z-]+\\.|\\.v1$", "");
        }
    }

    private Surroundings() {}

    /** Sends a record in binary mode. */
    static void send(String topic, String key, String id, String type, Map<String, Object> data) {
        send(topic, key.getBytes(StandardCharsets.UTF_8), id, type, bytes(data));
    }

    static void send(String topic, byte[] key, String id, String type, byte[] data) {
        Map<String, String> envelope = Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                id,
                "ce_source",
                "/platforms/test",
                "ce_type",
                type,
                "content-type",
                "application/json");
        send(topic, key, type.isEmpty() ? Map.of() : envelope, data);
    }

    /** Sends a record with these headers. */
    static void send(String topic, byte[] key, Map<String, String> headers, byte[] data) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", EmbeddedStack.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var record = new ProducerRecord<>(topic, key, data);
            headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get();
        } catch (Exception e) {
            throw new IllegalStateException("expected to be able to send to " + topic, e);
        }
    }

    /** All events of a case on intake.cases, in order, once there are that many. */
    static List<Event> story(String caseId, int atLeast) {
        List<Event> story = new ArrayList<>();
        until(atLeast + " events of case " + caseId + " on intake.cases", () -> {
            story.clear();
            all("intake.cases").stream().filter(e -> caseId.equals(e.key())).forEach(story::add);
            return story.size() >= atLeast;
        });
        return story;
    }

    static List<String> names(List<Event> events) {
        return events.stream().map(Event::name).toList();
    }

    /** Everything on a topic now. */
    static List<Event> all(String topic) {
        List<Event> events = new ArrayList<>();
        for (var record : records(topic)) {
            events.add(new Event(
                    new String(record.key(), StandardCharsets.UTF_8),
                    label(record, "ce_type"),
                    Long.parseLong(label(record, "ce_sequence")),
                    label(record, "ce_causationid"),
                    read(record.value())));
        }
        return events;
    }

    /** Every topic there is, but for the broker's own. */
    static Set<String> topics() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", EmbeddedStack.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            Set<String> topics = new TreeSet<>(consumer.listTopics().keySet());
            topics.removeIf(topic -> topic.startsWith("__"));
            return topics;
        }
    }

    static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", EmbeddedStack.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    static String label(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** Waits until it is so, at most half a minute. */
    static void until(String what, BooleanSupplier so) {
        Instant end = Instant.now().plus(LONGEST);
        while (!so.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("expected " + what + " within " + LONGEST);
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    /** The first column of the first row as text; empty without a row. */
    static String sql(String statement, Object... values) {
        var login = EmbeddedStack.superuser();
        try (Connection connection =
                DriverManager.getConnection(EmbeddedStack.jdbcUrl(), login.user(), login.password())) {
            connection.createStatement().execute("set search_path = intake");
            try (var prepared = connection.prepareStatement(statement)) {
                for (int i = 0; i < values.length; i++) {
                    prepared.setObject(i + 1, values[i]);
                }
                if (!prepared.execute()) {
                    return Integer.toString(prepared.getUpdateCount());
                }
                try (ResultSet rows = prepared.getResultSet()) {
                    return rows.next() ? String.valueOf(rows.getString(1)) : "";
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("expected to be able to run " + statement, e);
        }
    }

    static String stageOf(String caseId) {
        return sql("select stage from contact where id = ?", UUID.fromString(caseId));
    }

    /** Data of a call event. */
    static Map<String, Object> call(String root, Instant at) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("platform", "test");
        data.put("callId", root);
        data.put("rootCallId", root);
        data.put("direction", "INBOUND");
        data.put("at", at.toString());
        return data;
    }

    static Map<String, Object> with(Map<String, Object> data, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(data);
        more.put(name, value);
        return more;
    }

    /** A bot's report of a broadband fault. */
    static Map<String, Object> problem(String category, String code, String account, String text) {
        Map<String, Object> symptom = new LinkedHashMap<>();
        symptom.put("code", code);
        symptom.put("text", text);
        symptom.put("frequency", "PERMANENT");
        symptom.put("tried", List.of("restart-ont"));
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("serviceLine", "BROADBAND");
        problem.put("category", category);
        problem.put("impact", "HIGH");
        problem.put("urgency", "MEDIUM");
        problem.put("symptom", symptom);
        problem.put("account", account);
        problem.put("identityVerified", true);
        return problem;
    }

    static Map<String, Object> envelope(String id, String kind, Map<String, Object> data) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", "/platforms/test");
        event.put("type", "org.firstline.call." + kind + ".v1");
        event.put("datacontenttype", "application/json");
        event.put("data", data);
        return event;
    }

    static String fresh(String what) {
        return what + "-" + UUID.randomUUID();
    }
}
