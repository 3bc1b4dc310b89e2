package org.firstline.followup.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.firstline.followup.db.Cases;
import org.firstline.followup.db.Notices;
import org.firstline.messaging.PostOffice;

/** How much is open and how much waits, as seen from outside. */
@ApplicationScoped
public class Gauges {

    private final PostOffice office;
    private final Cases cases;
    private final Notices notices;
    private final Map<String, AtomicLong> open = new ConcurrentHashMap<>();
    private final AtomicLong due = new AtomicLong();

    Gauges(PostOffice office, Cases cases, Notices notices, MeterRegistry metrics) {
        this.office = office;
        this.cases = cases;
        this.notices = notices;
        for (String phase : new String[] {"watching", "callback-planned", "callback-overdue"}) {
            AtomicLong count = new AtomicLong();
            open.put(phase, count);
            metrics.gauge("firstline.cases.open", List.of(Tag.of("state", phase)), count);
        }
        metrics.gauge("firstline.notices.due", due);
    }

    /** Counts anew. */
    public Uni<Void> count() {
        return cases.countOpen(office.reading())
                .invoke(counts -> open.forEach((phase, count) -> count.set(counts.getOrDefault(phase, 0L))))
                .flatMap(counts -> notices.countDue(office.reading()))
                .invoke(due::set)
                .replaceWithVoid();
    }
}
