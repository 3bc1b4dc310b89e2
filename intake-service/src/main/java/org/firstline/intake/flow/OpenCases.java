package org.firstline.intake.flow;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.firstline.intake.db.ContactReading;

/**
 * Counts the cases that are open here, for the metrics: by their stage, where a callback that is owed counts as one. A
 * stage without cases is a nought and not a gap, so that an alarm can tell it from a service that is away.
 */
@ApplicationScoped
public class OpenCases {

    private static final List<String> STAGES = List.of("owed", "open", "recorded", "triaged", "handed-over");

    private final ContactReading reading;
    private final Map<String, AtomicLong> counts = new TreeMap<>();

    OpenCases(ContactReading reading, MeterRegistry metrics) {
        this.reading = reading;
        for (String stage : STAGES) {
            AtomicLong count = new AtomicLong();
            counts.put(stage, count);
            Gauge.builder("firstline.cases.open", count, AtomicLong::get)
                    .description("Cases that follow-up has not closed, and callbacks that are owed")
                    .tag("state", stage)
                    .register(metrics);
        }
    }

    /** Counts anew. */
    public Uni<Void> count() {
        return reading.countOpen()
                .invoke(found -> counts.forEach((stage, count) -> count.set(found.getOrDefault(stage, 0L))))
                .replaceWithVoid();
    }
}
