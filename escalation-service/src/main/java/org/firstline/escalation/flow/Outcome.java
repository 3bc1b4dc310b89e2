package org.firstline.escalation.flow;

import org.firstline.escalation.db.StoredOrder;

/** What a person's request led to. */
public sealed interface Outcome {

    /** It holds, or held already; this is the order now. */
    record Done(StoredOrder order) implements Outcome {}

    /** There is no such order. */
    record Absent() implements Outcome {}

    /** Somebody else has changed it since. */
    record Stale(long version) implements Outcome {}

    /** The rules say no. */
    record Refused(String code, String why) implements Outcome {}
}
