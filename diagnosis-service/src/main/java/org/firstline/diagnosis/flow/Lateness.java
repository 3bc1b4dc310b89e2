package org.firstline.diagnosis.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;

/** By how much a deadline is acted upon after it was due. */
final class Lateness {

    private Lateness() {}

    static void record(MeterRegistry metrics, Instant dueAt, Instant at) {
        Timer.builder("firstline.deadline.lateness")
                .description("Time from a deadline to its being acted upon")
                .tag("deadline", "diagnose")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofHours(1))
                .register(metrics)
                .record(Duration.between(dueAt, at));
    }
}
