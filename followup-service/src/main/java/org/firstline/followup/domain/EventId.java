package org.firstline.followup.domain;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event of one case.
 *
 * @param number the publisher's number within the case, from 1
 */
public record EventId(Publisher publisher, long number) {

    private static final Pattern OF_THE_SUITE =
            Pattern.compile("/firstline/(intake|diagnosis|escalation|followup)#(.{1,200}):([0-9]{1,18})");

    public EventId {
        if (number < 1) {
            throw new IllegalArgumentException("sequence: expected a number from 1, found none or a lower one");
        }
    }

    /**
     * The event of this case that a {@code causationId} names; null when the cause is outside the case's story (a
     * department's answer, a call event, another case, a person, the clock).
     */
    public static @Nullable EventId ofCause(@Nullable String causationId, CaseId caseId) {
        if (causationId == null) {
            return null;
        }
        Matcher parts = OF_THE_SUITE.matcher(causationId);
        if (!parts.matches() || !parts.group(2).equals(caseId.toString())) {
            return null;
        }
        long number = Long.parseLong(parts.group(3));
        return number < 1 ? null : new EventId(Publisher.valueOf(parts.group(1).toUpperCase(Locale.ROOT)), number);
    }

    /** The identity as it stands in {@code causationid} of what follows from it. */
    public String identity(CaseId caseId) {
        return publisher.source() + "#" + caseId + ":" + number;
    }
}
