package org.firstline.escalation.db;

import org.firstline.escalation.domain.WorkOrder;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands in its row.
 *
 * @param version what its ETag says; 1 when it was new
 * @param traceparent the trace of what last changed it
 */
public record StoredOrder(
        WorkOrder.Known order, long version, @Nullable String traceparent) {

    /** The word for its state, as lists and filters use it. */
    public String state() {
        return StateData.word(order);
    }
}
