package org.firstline.followup.domain;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When customers may be called, in their own zone (manual §3.5.1: inside the customer's windows).
 *
 * @param from first minute of the day
 * @param until first minute at which it is too late; later than {@code from}
 */
public record CallWindow(LocalTime from, LocalTime until, ZoneId zone) {

    public CallWindow {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "expected a call window that ends after it begins, found " + from + " to " + until);
        }
    }

    /** The first instant at or after {@code wanted} at which a customer may be called. */
    public Instant earliest(Instant wanted) {
        ZonedDateTime local = wanted.atZone(zone);
        if (local.toLocalTime().isBefore(from)) {
            return local.toLocalDate().atTime(from).atZone(zone).toInstant();
        }
        if (!local.toLocalTime().isBefore(until)) {
            return local.toLocalDate().plusDays(1).atTime(from).atZone(zone).toInstant();
        }
        return wanted;
    }
}
