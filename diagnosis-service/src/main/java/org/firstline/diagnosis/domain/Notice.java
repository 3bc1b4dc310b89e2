package org.firstline.diagnosis.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something the other services are to hear, with the time until which the next step is due. */
public sealed interface Notice {

    /** Diagnosis has begun, with the check that tells most per customer minute. */
    record Started(
            Diagnosis.Open open,
            @Nullable String suggestedCheck,
            @Nullable String probableCause) implements Notice {}

    /** Fixed; the customer is to be called back by then. */
    record Fixed(Diagnosis.Fixed fixed, Instant callBackBy) implements Notice {}

    /** Guided to the fix; the customer is to be called back by then. */
    record Guided(Diagnosis.Guided guided, Instant callBackBy) implements Notice {}

    /** A department is needed; the work order is to stand by then, and the first line answers until it does. */
    record Escalated(Diagnosis.Escalated escalated, Instant handedOverBy) implements Notice {}
}
