package org.firstline.diagnosis.domain;

import java.time.Duration;

/**
 * How long things may take; settings, all positive.
 *
 * @param person a diagnosis led by a person
 * @param automatic a diagnosis led by events
 * @param callBack from a fix to the callback
 * @param handOver from the need for a department to its work order
 */
public record Policy(Duration person, Duration automatic, Duration callBack, Duration handOver) {

    public Policy {
        for (Duration duration : new Duration[] {person, automatic, callBack, handOver}) {
            if (!duration.isPositive()) {
                throw new IllegalArgumentException("expected a positive duration, found " + duration);
            }
        }
    }

    Duration within(Handling handling) {
        return switch (handling) {
            case PERSON -> person;
            case AUTOMATIC -> automatic;
        };
    }
}
