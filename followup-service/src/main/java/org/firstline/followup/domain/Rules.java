package org.firstline.followup.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The policy of following up.
 *
 * @param callAfter how long after each occasion the customer is called
 * @param callAgainAfter how long after each time the customer was not reached; its size plus one is the number of tries
 * @param reportWithin how long after a callback was due somebody must have reported it before a person is asked
 * @param window when customers may be called
 * @param progressEvery shortest time between two notices of progress
 * @param takeOverWithin how long whoever gets a reopened case has until he must have taken it up
 */
public record Rules(
        Map<Occasion, Duration> callAfter,
        List<Duration> callAgainAfter,
        Duration reportWithin,
        CallWindow window,
        Duration progressEvery,
        Duration takeOverWithin) {

    public Rules {
        callAfter = Map.copyOf(callAfter);
        callAgainAfter = List.copyOf(callAgainAfter);
        for (Occasion occasion : Occasion.values()) {
            if (!callAfter.containsKey(occasion)) {
                throw new IllegalArgumentException(
                        "expected a delay for a callback about " + occasion + ", found none");
            }
        }
    }

    Instant callAt(Occasion occasion, Instant at) {
        return window.earliest(at.plus(callAfter.getOrDefault(occasion, Duration.ZERO)));
    }

    Instant callAgainAt(int missed, Instant at) {
        return window.earliest(at.plus(callAgainAfter.get(missed - 1)));
    }
}
