package org.firstline.diagnosis.flow;

import org.firstline.diagnosis.domain.Input;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants of a diagnosis.
 *
 * @param version the version the person has read
 * @param principal who asks
 * @param idempotencyKey by which the same request is known again, where one is given
 * @param fingerprint hash of the request
 * @param traceparent trace of the request
 */
public record Request(
        Input input,
        long version,
        String principal,
        @Nullable String idempotencyKey,
        String fingerprint,
        String traceparent) {}
