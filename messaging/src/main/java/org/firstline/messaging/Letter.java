package org.firstline.messaging;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.core.message.StructuredMessageWriter;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent that came in, its envelope read, its data not yet.
 *
 * @param source with {@code id} the identity of the event
 * @param key the record's key; over HTTP what the event would have been keyed by
 * @param topic where it was read; for HTTP the topic whose door this is
 * @param recordedAt when it reached the broker or the door, wall time
 * @param time when what it tells of happened, as its sender says; null where it does not
 * @param sequence number of the event within its publisher and case; 0 where the publisher gives none
 * @param traceparent W3C trace context it belongs to, or null
 * @param origin where on the topic it stands; null when it came by another way
 */
public record Letter(
        String source,
        String id,
        String type,
        String key,
        String topic,
        Instant recordedAt,
        @Nullable Instant time,
        long sequence,
        @Nullable String causationId,
        @Nullable String traceparent,
        byte[] data,
        @Nullable Origin origin) {

    /** Place of a record on its topic. */
    public record Origin(int partition, long position) {}

    /** A letter that did not come off a topic and has no time of its own. */
    public Letter(
            String source,
            String id,
            String type,
            String key,
            String topic,
            Instant recordedAt,
            long sequence,
            @Nullable String causationId,
            @Nullable String traceparent,
            byte[] data) {
        this(source, id, type, key, topic, recordedAt, null, sequence, causationId, traceparent, data, null);
    }

    /** Largest message anybody may send us, in bytes: four per cent of a broker's default, enough for any event. */
    public static final int MOST_BYTES = 64 * 1024;

    private static final int MOST_NAME = 512;

    private static final String OURS = "/firstline/";
    private static final String DEPARTMENTS = "/departments/";

    /**
     * Reads the envelope of a record, in CloudEvents' binary or structured mode.
     *
     * @throws Unreadable when it is not a CloudEvent, has no key, is too large, or speaks in the name of a service that the
     *     topic is not of; the message says what was expected
     */
    static Letter read(Parcel parcel) {
        byte[] value = parcel.value();
        if (value == null) {
            throw new Unreadable("expected a CloudEvent, found a record without a value");
        }
        if (value.length > MOST_BYTES) {
            throw new Unreadable("expected at most " + MOST_BYTES + " bytes, found " + value.length);
        }
        if (parcel.key() == null) {
            throw new Unreadable("expected a key (it decides the order), found none");
        }
        CloudEvent event = cloudEvent(parcel, value);
        String trace = parcel.label("traceparent");
        return of(
                event,
                new String(parcel.key(), StandardCharsets.UTF_8),
                parcel.topic(),
                parcel.recordedAt(),
                trace == null && event.getExtension("traceparent") instanceof String inside ? inside : trace,
                parcel.position() < 0 ? null : new Origin(parcel.partition(), parcel.position()));
    }

    /**
     * A CloudEvent that came by another way than a topic.
     *
     * @throws Unreadable when its attributes are beyond their bounds or it has no data
     */
    public static Letter of(
            CloudEvent event, String key, String topic, Instant recordedAt, @Nullable String traceparent) {
        return of(event, key, topic, recordedAt, traceparent, null);
    }

    private static Letter of(
            CloudEvent event,
            String key,
            String topic,
            Instant recordedAt,
            @Nullable String traceparent,
            @Nullable Origin origin) {
        if (event.getSpecVersion() != SpecVersion.V1) {
            throw new Unreadable("specversion: expected 1.0, found another version");
        }
        if (event.getData() == null) {
            throw new Unreadable("data: expected JSON, found nothing");
        }
        String contentType = event.getDataContentType();
        if (contentType != null && !contentType.startsWith("application/json") && !contentType.contains("+json")) {
            throw new Unreadable("datacontenttype: expected application/json, found another type");
        }
        return new Letter(
                senders(bounded("source", event.getSource().toString()), topic),
                bounded("id", event.getId()),
                bounded("type", event.getType()),
                bounded("key", key),
                topic,
                recordedAt,
                event.getTime() == null ? null : event.getTime().toInstant(),
                number(event.getExtension("sequence")),
                event.getExtension("causationid") instanceof String cause ? bounded("causationid", cause) : null,
                traceparent != null && Trace.isValid(traceparent) ? traceparent : null,
                event.getData().toBytes(),
                origin);
    }

    /** Whether a service of this suite says it; its name stands in the source and before its topic's. */
    boolean isOurs() {
        return source.startsWith(OURS);
    }

    /**
     * Were others let speak in a service's or a department's name, they could use up the identity of an event that it has
     * yet to say.
     */
    private static String senders(String source, String topic) {
        if (source.startsWith(OURS) && !topic.startsWith(source.substring(OURS.length()) + ".")) {
            throw new Unreadable("source: expected the sender's own, found that of a service of this suite");
        }
        if (source.startsWith(DEPARTMENTS) && !topic.startsWith("departments." + departmentOf(source) + ".")) {
            throw new Unreadable("source: expected the sender's own, found that of a department with another topic");
        }
        return source;
    }

    /** {@code x} of {@code /departments/x} and {@code /departments/x/north}. */
    private static String departmentOf(String source) {
        int end = source.indexOf('/', DEPARTMENTS.length());
        return source.substring(DEPARTMENTS.length(), end < 0 ? source.length() : end);
    }

    /** Identity of the event as one text, as it stands in {@code causationid} of what follows from it. */
    public String identity() {
        return source + "#" + id;
    }

    /** The letter as a record again, so that it can be held exactly as it came, whichever door it came through. */
    Parcel asParcel() {
        List<Parcel.Label> labels = new ArrayList<>();
        label(labels, "ce_specversion", "1.0");
        label(labels, "ce_id", id);
        label(labels, "ce_source", source);
        label(labels, "ce_type", type);
        if (time != null) {
            label(labels, "ce_time", time.toString());
        }
        label(labels, "ce_sequence", Long.toString(sequence));
        if (causationId != null) {
            label(labels, "ce_causationid", causationId);
        }
        if (traceparent != null) {
            label(labels, "traceparent", traceparent);
        }
        label(labels, "content-type", "application/json");
        return new Parcel(
                topic,
                origin == null ? -1 : origin.partition(),
                origin == null ? -1 : origin.position(),
                recordedAt,
                key.getBytes(StandardCharsets.UTF_8),
                labels,
                data);
    }

    private static void label(List<Parcel.Label> labels, String name, String value) {
        labels.add(new Parcel.Label(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    private static CloudEvent cloudEvent(Parcel parcel, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        for (Parcel.Label label : parcel.labels()) {
            // Kafka allows a header without a value; the SDK does not, and there it would look like a fault of ours.
            if (label.value() != null) {
                headers.add(label.name(), label.value());
            }
        }
        CloudEvent event;
        try {
            MessageReader reader = KafkaMessageFactory.createReader(headers, value);
            // Not toEvent for both: in structured mode it takes the JSON text null for an event and fails.
            event = reader.getEncoding() == Encoding.STRUCTURED
                    ? reader.read((StructuredMessageWriter<CloudEvent>) EventFormat::deserialize)
                    : reader.toEvent();
        } catch (CloudEventRWException e) {
            throw noEvent(e.getKind().name());
        } catch (EventDeserializationException e) {
            throw noEvent("not the JSON of an event");
        } catch (IllegalStateException e) {
            // What the SDK documents for a record that is in no mode at all or lacks an attribute that is required.
            throw noEvent("no envelope");
        }
        if (event == null) {
            throw noEvent("null");
        }
        return event;
    }

    private static Unreadable noEvent(String kind) {
        return new Unreadable(
                "expected a CloudEvent 1.0 in binary or structured JSON mode, found something else (" + kind + ")");
    }

    private static long number(@Nullable Object sequence) {
        if (sequence == null) {
            return 0;
        }
        try {
            return Long.parseLong(sequence.toString());
        } catch (NumberFormatException e) {
            throw new Unreadable("sequence: expected a whole number, found something else");
        }
    }

    private static String bounded(String name, String value) {
        if (value.isEmpty() || value.length() > MOST_NAME) {
            throw new Unreadable(name + ": expected 1 to " + MOST_NAME + " characters, found " + value.length());
        }
        // A lone surrogate comes back from the database as another text, and the event would seem to be a duplicate.
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (Character.isISOControl(c) || (Character.isSurrogate(c) && !pair)) {
                throw new Unreadable(name + ": expected characters of Unicode other than controls, found another");
            }
            i += pair ? 1 : 0;
        }
        return value;
    }
}
