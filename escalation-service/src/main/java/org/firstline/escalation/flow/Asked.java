package org.firstline.escalation.flow;

import java.time.Instant;
import org.firstline.escalation.domain.Input;
import org.jspecify.annotations.Nullable;

/**
 * One input of a batch.
 *
 * @param at when it counts, suite time
 * @param causationId the event it came in; null for a person or the clock
 * @param traceparent the trace it belongs to; null for the order's own
 * @param expected the version it is meant for; null where any will do
 */
record Asked(
        Input input,
        Instant at,
        @Nullable String causationId,
        @Nullable String traceparent,
        @Nullable Long expected) {}
