package org.firstline.local.badinput;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.firstline.local.EmbeddedStack;
import org.firstline.local.badinput.BadRecords.BadRecord;
import org.firstline.local.badinput.BadRecords.Good;
import org.jspecify.annotations.Nullable;

/** Puts bad records on a topic and looks whether each of them has become a dead letter that says why. */
public final class BadMail {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int AT_PLACES = 300;

    private final String schema;

    /** @param schema of the service that reads the topics */
    public BadMail(String schema) {
        this.schema = schema;
    }

    /**
     * Sends everything bad to a topic and waits for what becomes of it.
     *
     * @param examples what belongs there: type and data
     * @param foreign a type that does not
     * @return what did not become the dead letter that it must, one line each; empty when all is well
     */
    public List<String> send(
            String topic, List<Map.Entry<String, byte[]>> examples, Map.Entry<String, byte[]> foreign) {
        Random random = BadInput.random(topic);
        List<BadRecord> records = BadRecords.of(
                examples.stream().map(e -> new Good(e.getKey(), e.getValue())).toList(),
                new Good(foreign.getKey(), foreign.getValue()),
                AT_PLACES,
                random);
        Map<String, BadRecord> sent = put(topic, records);
        Map<String, String> reasons = reasons(topic, sent);
        System.out.println("Bad records on " + topic + ": " + records.size());
        List<String> offences = new ArrayList<>();
        sent.forEach((place, record) -> {
            String wrong = wrongWith(record, reasons.get(place));
            if (wrong != null) {
                offences.add(topic + " | " + record.id() + ": " + wrong + ", found " + reasons.get(place));
            }
        });
        return offences;
    }

    private static Map<String, BadRecord> put(String topic, List<BadRecord> records) {
        Map<String, BadRecord> sent = new LinkedHashMap<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Map<BadRecord, Future<RecordMetadata>> taken = new LinkedHashMap<>();
            for (BadRecord record : records) {
                ProducerRecord<byte[], byte[]> written = new ProducerRecord<>(topic, record.key(), record.value());
                record.headers().forEach((name, value) -> written.headers().add(name, value));
                taken.put(record, producer.send(written));
            }
            for (var one : taken.entrySet()) {
                RecordMetadata place = one.getValue().get();
                sent.put(place.partition() + "/" + place.offset(), one.getKey());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("expected the broker to take everything for " + topic, e);
        }
        return sent;
    }

    /** By place on the topic, waited for until all are there or nothing more comes. */
    private Map<String, String> reasons(String topic, Map<String, BadRecord> sent) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Map<String, String> reasons = reasons(topic);
            if (reasons.keySet().containsAll(sent.keySet()) || System.nanoTime() > end) {
                return reasons;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private Map<String, String> reasons(String topic) {
        Map<String, String> reasons = new HashMap<>();
        Rows.ask(
                        schema,
                        "select partition_no || '/' || position, reason from dead_letter where topic = '" + topic + "'")
                .forEach(row -> reasons.put(row.getFirst(), row.getLast()));
        return reasons;
    }

    private static @Nullable String wrongWith(BadRecord record, @Nullable String reason) {
        if (reason == null) {
            return "expected a dead letter";
        }
        if (!reason.contains("expected") || !reason.contains("found")) {
            return "expected a reason with what was expected and what was found";
        }
        if (reason.contains("internal fault")
                || BadInput.INSIDES.matcher(reason).find()) {
            return "expected a reason in words";
        }
        if (Corpus.PERSONAL.stream().anyMatch(reason::contains)) {
            return "expected nothing that somebody typed";
        }
        return BadInput.isNamed(record.names(), reason) ? null : "expected it to name " + record.names();
    }
}
