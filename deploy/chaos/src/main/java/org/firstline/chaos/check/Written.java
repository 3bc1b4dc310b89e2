package org.firstline.chaos.check;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row that a committed transaction inserted into an outbox, as PostgreSQL's own log tells it.
 *
 * @param service whose outbox
 * @param committedAt the database's clock at the commit
 * @param id the row's, drawn under the lock of its aggregate
 */
public record Written(
        String service,
        Instant committedAt,
        long id,
        String topic,
        String key,
        String eventId,
        String type,
        long sequence,
        @Nullable String causationId,
        @Nullable String traceparent,
        Instant at,
        byte[] payload) {

    /** Line pointer, header, four numbers, a time, and what each text has before it. */
    private static final int ROW_BYTES = 128;

    /** The CloudEvents source that its record must name. */
    String source() {
        return "/firstline/" + service;
    }

    /** At most so many bytes of the heap, as long as nothing of it is packed or put beside. */
    long bytes() {
        return ROW_BYTES
                + payload.length
                + Stream.of(topic, key, eventId, type, causationId, traceparent)
                        .filter(Objects::nonNull)
                        .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .sum();
    }

    String identity() {
        return source() + "#" + eventId;
    }

    /** A line that a person can follow. */
    String told() {
        return service + ".outbox row " + id + "  for " + topic + "  " + type + "  " + identity() + "  committed "
                + committedAt;
    }
}
