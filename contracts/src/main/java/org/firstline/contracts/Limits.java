package org.firstline.contracts;

import java.time.Instant;

/**
 * The bounds of the contracts, so that whoever takes something in refuses it at the door and not when it is to be
 * announced. Together they keep every event that the contracts allow below {@link #EVENT_BYTES}.
 */
public final class Limits {

    /** Bytes of one event's data as JSON; what the outbox takes (64 KiB). */
    public static final int EVENT_BYTES = 64 * 1024;

    /** Characters of a code or a foreign id; visible ASCII without spaces, so safe in keys, headers and logs. */
    public static final int CODE_LENGTH = 128;

    /** Characters (code points) of a person's free text: a page, not a book. */
    public static final int TEXT_LENGTH = 2_000;

    /** Characters (code points) of what was read off or observed in one step. */
    public static final int READING_LENGTH = 128;

    /** Steps in the record of one diagnosis. */
    public static final int STEPS = 32;

    /** Things a customer may have tried before the call. */
    public static final int TRIED = 20;

    /** Attempts, rounds and submissions of one case. */
    public static final int REPETITIONS = 1_000;

    /** What is counted over the life of a case, such as revisions of a deadline. */
    public static final int COUNT = 100_000;

    /** The first instant an event may speak of; earlier ones come from unset clocks. */
    public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** The first instant too late for any event. */
    public static final Instant TOO_LATE = Instant.parse("2200-01-01T00:00:00Z");

    private Limits() {}
}
