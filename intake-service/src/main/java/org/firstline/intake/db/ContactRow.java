package org.firstline.intake.db;

import java.time.Instant;
import org.firstline.intake.domain.Contact;
import org.firstline.intake.domain.CustomerRef;
import org.jspecify.annotations.Nullable;

/**
 * A contact as it stands in its row.
 *
 * @param sequence number of the last event announced about it
 * @param version counts every change; the ETag
 * @param words the caller's words in full, sealed; null leaves what is there
 * @param callerIndex what the caller's number is found by; null leaves what is there
 */
public record ContactRow(
        Contact contact,
        long sequence,
        long version,
        @Nullable String traceParent,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Words words,
        byte @Nullable [] callerIndex) {

    /** Words sealed under the key of that customer. */
    public record Words(CustomerRef of, byte[] sealed) {}
}
