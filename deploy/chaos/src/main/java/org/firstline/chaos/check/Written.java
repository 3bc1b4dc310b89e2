package org.firstline.chaos.check;

import java.time.Instant;
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

    /** The CloudEvents source that its record must name. */
    String source() {
        return "/firstline/" + service;
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
