package org.firstline.chaos.check;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the driver of a run did or was answered, as it stands in the {@link DriverLog}. Times are the driver's
 * wall clock.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "what")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DriverEntry.Sent.class, name = "sent"),
    @JsonSubTypes.Type(value = DriverEntry.Poisoned.class, name = "poisoned"),
    @JsonSubTypes.Type(value = DriverEntry.Acknowledged.class, name = "acknowledged"),
    @JsonSubTypes.Type(value = DriverEntry.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = DriverEntry.Unanswered.class, name = "unanswered"),
    @JsonSubTypes.Type(value = DriverEntry.FaultBegan.class, name = "fault-began"),
    @JsonSubTypes.Type(value = DriverEntry.FaultEnded.class, name = "fault-ended")
})
public sealed interface DriverEntry {

    /** When it was written down. */
    Instant at();

    /** By which door something goes in. */
    enum Door {
        KAFKA,
        HTTP
    }

    /** How a poisoned record is bad. */
    enum Poison {
        NOT_JSON,
        WRONG_SCHEMA,
        NULL_KEY,
        TOO_LARGE
    }

    /**
     * An event is on its way in: of a call, of a department, or of a dialer. Written before it is sent; sent twice, it
     * stands here twice, with the same identity and two numbers.
     *
     * @param number the send's own, by which its answer is found; unique in the log
     * @param topic where it goes to, also where it goes by HTTP
     * @param key the call's root id, the work order or the case
     * @param source with {@code id} the event's identity
     * @param type as in the catalogue
     */
    record Sent(Instant at, long number, Door door, String topic, String key, String source, String id, String type)
            implements DriverEntry {}

    /**
     * A record that nobody can work on is on its way. Each needs a value of its own, for a marker that is found again.
     *
     * @param number as of {@link Sent}
     * @param key null where that is what is wrong with it
     * @param sha256 of the value, in lower-case hexadecimal digits: the marker by which its dead letter is known
     */
    record Poisoned(
            Instant at,
            long number,
            Door door,
            String topic,
            @Nullable String key,
            Poison kind,
            String sha256) implements DriverEntry {}

    /**
     * What was sent has been taken on: by the broker, or by a service with 2xx.
     *
     * @param partition of the broker's; -1 by HTTP
     * @param offset of the broker's; -1 by HTTP
     */
    record Acknowledged(Instant at, long number, int partition, long offset) implements DriverEntry {}

    /**
     * What was sent has been turned away: nothing of it counts.
     *
     * @param status of HTTP, 4xx; 0 of the broker's
     */
    record Refused(Instant at, long number, int status, String why) implements DriverEntry {}

    /**
     * Nobody knows what became of what was sent: no answer, a broken connection, 5xx. It may count or not.
     *
     * @param status of HTTP, 429 or 5xx; 0 where nothing was answered, and by the broker
     */
    record Unanswered(Instant at, long number, int status, String why) implements DriverEntry {}

    /**
     * Something is broken on purpose.
     *
     * @param number of the fault; unique among faults
     * @param kind such as {@code kill}, {@code stop}, {@code cut}
     * @param target a child of the suite or a connection
     */
    record FaultBegan(Instant at, long number, String kind, String target, String detail) implements DriverEntry {}

    /** It is whole again: the target serves. */
    record FaultEnded(Instant at, long number) implements DriverEntry {}
}
