package org.firstline.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What stands above each report, whatever was measured: the machine, and what the suite took before any load (F7).
 *
 * @param start from nothing to ready
 * @param residentMiB of each process once all were ready; empty where the machine does not say
 */
record Head(Machine machine, Duration start, Map<String, Long> residentMiB) {

    /** Of a suite that has just become ready. */
    static Head of(Ground ground) throws SQLException {
        Map<String, Long> residentMiB = Ground.resident(ground.pids());
        try (Connection database = ground.database()) {
            return new Head(Machine.here(database, ground.running().data()), ground.start(), residentMiB);
        }
    }

    /** For people. */
    String markdown() {
        return machine.text() + "\n\n"
                + String.format(
                        Locale.ROOT,
                        "F7 before any load: cold start, everything built, new data directory %.1f s (promised: ≤ 20 s);"
                                + " resident memory of the four services then %s.\n",
                        start.toMillis() / 1000.0,
                        residentMiB.isEmpty() ? "not known here" : Ground.ofServices(residentMiB) + " MiB");
    }

    /** The same for programs, by names that no section uses. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("machine", machine);
        figures.put("coldStartMs", start.toMillis());
        figures.put("residentMiBBeforeLoad", residentMiB);
        return figures;
    }
}
