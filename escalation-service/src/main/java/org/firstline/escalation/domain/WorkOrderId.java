package org.firstline.escalation.domain;

import java.util.UUID;

/** A work order; the escalation's id, so one escalation can have one main work order only. */
public record WorkOrderId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
