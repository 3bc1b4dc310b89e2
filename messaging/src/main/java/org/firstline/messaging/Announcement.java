package org.firstline.messaging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something decided that is to be said.
 *
 * @param topic where
 * @param key the record's key and the event's subject; ids of one key go out in the order they were added
 * @param id of the event, unique within this service
 * @param type of the event
 * @param sequence number within this publisher and case, from 1, drawn under the aggregate's lock
 * @param causationId identity of the event that led to it; null for a person's or the clock's doing
 * @param traceparent W3C trace context
 * @param at suite time
 * @param data JSON, at most 64 KiB
 */
public record Announcement(
        String topic,
        String key,
        String id,
        String type,
        long sequence,
        @Nullable String causationId,
        @Nullable String traceparent,
        Instant at,
        byte[] data) {

    /** The usual case: an event of a case, whose id is the case's and its number. */
    public static Announcement ofCase(
            String topic,
            String caseId,
            String type,
            long sequence,
            @Nullable String causationId,
            @Nullable String traceparent,
            Instant at,
            byte[] data) {
        return new Announcement(
                topic, caseId, caseId + ":" + sequence, type, sequence, causationId, traceparent, at, data);
    }
}
