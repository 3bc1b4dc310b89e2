package org.firstline.intake.flow;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.firstline.intake.db.ContactReading;

/**
 * Counts what people have let pass, for the metrics: intake records that are not complete in time and callbacks that are
 * owed beyond their time, in suite time. Where there is none it is a nought and not a gap, as with the open cases.
 */
@ApplicationScoped
public class OverdueDeadlines {

    private static final Map<String, String> DEADLINE_OF_STAGE =
            Map.of("open", "intake-record", "owed", "owed-callback");

    private final ContactReading reading;
    private final Map<String, AtomicLong> counts = new TreeMap<>();

    OverdueDeadlines(ContactReading reading, MeterRegistry metrics) {
        this.reading = reading;
        DEADLINE_OF_STAGE.forEach((stage, deadline) -> {
            AtomicLong count = new AtomicLong();
            counts.put(stage, count);
            Gauge.builder("firstline.deadlines.overdue", count, AtomicLong::get)
                    .description("Deadlines that people have let pass and that are still to be met")
                    .tag("deadline", deadline)
                    .register(metrics);
        });
    }

    /** Counts anew. */
    public Uni<Void> count() {
        return reading.countOverdue()
                .invoke(found -> counts.forEach((stage, count) -> count.set(found.getOrDefault(stage, 0L))))
                .replaceWithVoid();
    }
}
