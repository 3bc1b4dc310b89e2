package org.firstline.intake.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.UUID;

/**
 * A contact and the case it may become: one id for both, so that a call cannot become two cases.
 *
 * @param value the id as it stands on the topics
 */
public record CaseId(UUID value) implements Comparable<CaseId> {

    public CaseId {
        Objects.requireNonNull(value, "expected an id");
    }

    /**
     * The id of a call's contact. It follows from the call alone: doubled events, a second replica, or an inbox that
     * has forgotten still meet the same row.
     *
     * @param platform who says so
     * @param rootCallId the platform's id of the first leg, the same across transfers
     */
    public static CaseId ofCall(String platform, String rootCallId) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(platform.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            ByteBuffer hash = ByteBuffer.wrap(digest.digest(rootCallId.getBytes(StandardCharsets.UTF_8)));
            long high = (hash.getLong() & ~0xF000L) | 0x8000L;
            long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
            return new CaseId(new UUID(high, low));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 to be there", e);
        }
    }

    /** In the order in which rows are locked. */
    @Override
    public int compareTo(CaseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
