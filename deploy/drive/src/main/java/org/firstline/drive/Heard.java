package org.firstline.drive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.SuiteEvent;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read off a topic, its envelope read. The event itself is decoded when somebody asks for it, so
 * that who only counts pays nothing for JSON.
 *
 * @param key empty for a record without one
 * @param source empty where the record is no CloudEvent in binary mode; so are {@code id} and {@code type}
 * @param sequence the event's number within its publisher and case; 0 where there is none
 * @param causationId identity ({@code source#id}) of the event that caused it
 * @param at when it happened, in suite time; the record's time where the event does not say
 * @param recordedAt the record's time
 */
public record Heard(
        String topic,
        int partition,
        long offset,
        String key,
        String source,
        String id,
        String type,
        long sequence,
        @Nullable String causationId,
        Instant at,
        Instant recordedAt,
        byte[] data) {

    /** Reads the envelope; never fails, whatever the record holds. */
    public static Heard of(ConsumerRecord<byte[], byte[]> record) {
        Instant recordedAt = Instant.ofEpochMilli(record.timestamp());
        String cause = header(record, "ce_causationid");
        return new Heard(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                header(record, "ce_source"),
                header(record, "ce_id"),
                header(record, "ce_type"),
                number(header(record, "ce_sequence")),
                cause.isEmpty() ? null : cause,
                time(header(record, "ce_time"), recordedAt),
                recordedAt,
                record.value() == null ? new byte[0] : record.value());
    }

    /**
     * The event, decoded anew at every call; empty for a type that this version does not know.
     *
     * @throws org.firstline.contracts.ContractViolation when the data breaks the type's contract
     */
    public Optional<SuiteEvent> event() {
        return Catalogue.recordOf(type).isPresent() ? Optional.of(Catalogue.read(type, data)) : Optional.empty();
    }

    /** The case it is about, where it is an event that our services publish about one. */
    public Optional<UUID> caseId() {
        try {
            return key.length() == 36 ? Optional.of(UUID.fromString(key)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long number(String text) {
        return !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(text)
                : 0;
    }

    private static Instant time(String text, Instant otherwise) {
        try {
            return text.isEmpty() ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }
}
