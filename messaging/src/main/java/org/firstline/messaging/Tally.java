package org.firstline.messaging;

import java.util.LinkedHashMap;
import java.util.Map;

/** What one attempt will have done once it is committed; an attempt that is rolled back counts nothing. */
final class Tally {

    private record Entry(String metric, String route) {}

    private final Map<Entry, Integer> entries = new LinkedHashMap<>();

    void add(String metric, String route, int times) {
        if (times > 0) {
            entries.merge(new Entry(metric, route), times, Integer::sum);
        }
    }

    void count(PostOffice office) {
        entries.forEach((entry, times) -> office.count(entry.metric(), entry.route(), times));
    }
}
