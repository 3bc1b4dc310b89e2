package org.firstline.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies on the broker. It is read here as plain JSON, not by the suite's own readers: what a checker
 * believes of the suite it cannot find out about it.
 *
 * @param headers by name; of one name the last counts
 * @param value empty for a record without one
 */
public record Published(
        String topic,
        int partition,
        long offset,
        Instant recordedAt,
        @Nullable String key,
        Map<String, String> headers,
        byte[] value) {

    /** Headers that say the same in very many records; a run of minutes has a million of these. */
    private static final Set<String> FEW_VALUES = Set.of("ce_specversion", "ce_source", "ce_type", "content-type");

    static Published of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            String value = header.value() == null ? "" : utf8(header.value());
            headers.put(header.key().intern(), FEW_VALUES.contains(header.key()) ? value.intern() : value);
        }
        return new Published(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? null : utf8(record.key()),
                headers,
                record.value() == null ? new byte[0] : record.value());
    }

    /** Where it lies. */
    String place() {
        return topic + "/" + partition + "@" + offset;
    }

    /** The CloudEvent's {@code source#id}; {@code #} alone where it is none. */
    String identity() {
        return source() + "#" + header("ce_id");
    }

    String source() {
        return header("ce_source");
    }

    String type() {
        return header("ce_type");
    }

    /** The event's number within its publisher and case; 0 where there is none. */
    long sequence() {
        String text = header("ce_sequence");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** Identity of what led to it; empty where nothing is named. */
    String causation() {
        return header("ce_causationid");
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The data; a missing node where it is no JSON. */
    JsonNode json() {
        return Json.read(value);
    }

    /** The case it is about, or whatever else is its key. */
    String about() {
        return key == null ? "(no key)" : key;
    }

    /** A line that a person can follow. */
    String told() {
        return place() + "  " + (type().isEmpty() ? "(no event)" : type()) + "  " + identity() + "  "
                + (causation().isEmpty() ? "" : "because of " + causation() + "  ") + "at " + header("ce_time");
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
