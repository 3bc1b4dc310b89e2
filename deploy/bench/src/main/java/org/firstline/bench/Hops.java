package org.firstline.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DepartmentOrder;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.IntakeEvent;
import org.firstline.drive.Heard;

/**
 * Where a case's time goes on its way to the department: of each event on that way, how long after the one before it was
 * decided (its own time: when the transaction began), and how long after that it was on its topic (the record's time).
 * All are wall times of one machine, in ms.
 */
final class Hops {

    /** One span of the way. */
    record Hop(String name, Histogram ms) {}

    private static final List<String> WAY = List.of(
            Catalogue.typesOf(IntakeEvent.CaseTriaged.class).getFirst(),
            Catalogue.typesOf(DiagnosisEvent.EscalationNeeded.class).getFirst(),
            Catalogue.typesOf(DepartmentOrder.Submitted.class).getFirst());

    private static final List<String> NAMES = List.of("intake", "diagnosis", "escalation");

    private final Map<String, Instant[]> seen = new ConcurrentHashMap<>();
    private final Map<String, Instant> sent = new ConcurrentHashMap<>();
    private final List<Hop> hops = new ArrayList<>();

    Hops() {
        for (String service : NAMES) {
            hops.add(new Hop("until " + service + " decides", new ConcurrentHistogram(3)));
            hops.add(new Hop("until that is on its topic", new ConcurrentHistogram(3)));
        }
    }

    void sent(String caseId, Instant at) {
        sent.put(caseId, at);
        measure(caseId);
    }

    void heard(Heard heard) {
        int place = WAY.indexOf(heard.type());
        if (place >= 0) {
            Instant[] times = seen.computeIfAbsent(heard.key(), key -> new Instant[2 * WAY.size()]);
            synchronized (times) {
                times[2 * place] = heard.at();
                times[2 * place + 1] = heard.recordedAt();
            }
            measure(heard.key());
        }
    }

    private void measure(String caseId) {
        Instant begun = sent.get(caseId);
        Instant[] times = seen.get(caseId);
        if (begun == null || times == null) {
            return;
        }
        synchronized (times) {
            if (Arrays.stream(times).anyMatch(java.util.Objects::isNull) || sent.remove(caseId) == null) {
                return;
            }
            Instant last = begun;
            for (int i = 0; i < times.length; i++) {
                hops.get(i)
                        .ms()
                        .recordValue(
                                Math.max(0, Duration.between(last, times[i]).toMillis()));
                last = times[i];
            }
        }
        seen.remove(caseId);
    }

    /** What several phases gave, as if they had been one. */
    static Hops together(List<Hops> phases) {
        Hops all = new Hops();
        for (Hops phase : phases) {
            for (int place = 0; place < all.hops.size(); place++) {
                all.hops.get(place).ms().add(phase.hops.get(place).ms());
            }
        }
        return all;
    }

    List<Hop> all() {
        return hops;
    }
}
