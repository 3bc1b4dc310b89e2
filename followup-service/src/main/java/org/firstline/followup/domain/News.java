package org.firstline.followup.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What another service said of a case, as far as following up is concerned. Everything is told; some of it drives. */
public sealed interface News {

    /** A call has become a case. */
    record Opened() implements News {}

    /** A caller hung up and is owed a callback. */
    record Owed() implements News {}

    /** What was owed is settled. */
    record Settled() implements News {}

    /** Not technical support's. */
    record HandedOver(String desk) implements News {}

    /** Diagnosis is in this round. */
    record InRound(int round) implements News {}

    /** First line fixed it. */
    record Fixed(int round, String cause) implements News {}

    /** The customer was guided to the fix. */
    record Guided(int round, String cause) implements News {}

    /** A department was given the order and expects to be done by {@code expectedAt}. */
    record OrderOpened(UUID workOrderId, String department, int submission, Instant expectedAt) implements News {}

    /** News of the order. */
    record OrderProgressed(String department, @Nullable Instant expectedAt) implements News {}

    /** The department removed the trouble. */
    record OrderResolved(UUID workOrderId, String department, String cause) implements News {}

    /** The order is not wanted any more. */
    record OrderCancelled(UUID workOrderId, String department, String cancelledBy) implements News {}

    /** The deadline to acknowledge passed: counted, but no promise to the customer is broken by it. */
    record AcknowledgedLate(String department) implements News {}

    /** The deadline to resolve passed: what the customer was promised does not hold. */
    record ResolvedLate(String department, int revision) implements News {}

    /** A further call was about this case; it moves nothing, for intake does not know who has the case now. */
    record Attached() implements News {}

    /** Told and no more. */
    record Other(@Nullable String department) implements News {}
}
