package org.firstline.diagnosis.domain;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The case a diagnosis is about. */
public record CaseId(UUID value) {

    /**
     * The id of this case's escalation in a round: the same however often it is worked out, so that one round can never
     * have two work orders.
     */
    public UUID escalationIn(int round) {
        return UUID.nameUUIDFromBytes((value + ":" + round).getBytes(StandardCharsets.UTF_8));
    }

    /** The words by which inputs wait for this case's diagnosis. */
    public String awaited() {
        return "case:" + value;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
