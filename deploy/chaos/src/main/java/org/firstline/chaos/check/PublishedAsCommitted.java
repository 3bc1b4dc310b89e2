package org.firstline.chaos.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * P4: what committed transactions wrote into the outboxes and what lies on the topics is the same set, byte for byte.
 * What lies there and was never committed is of a transaction that was rolled back.
 */
final class PublishedAsCommitted implements Rule {

    @Override
    public List<Violation> broken(Evidence evidence) {
        Map<String, Written> written = new LinkedHashMap<>();
        List<Violation> broken = new ArrayList<>();
        for (Written row : evidence.written()) {
            Written twin = written.putIfAbsent(row.topic() + " " + row.identity(), row);
            if (twin != null) {
                broken.add(violation(
                        row.key(), "expected an event to be committed once, found it twice", twin.told(), row.told()));
            }
        }
        Map<String, Published> published = new HashMap<>();
        for (Published one : evidence.published()) {
            if (!one.source().startsWith("/firstline/")) {
                continue;
            }
            String name = one.topic() + " " + one.identity();
            published.putIfAbsent(name, one);
            Written row = written.get(name);
            if (row == null) {
                broken.add(violation(
                        one.about(),
                        "expected only what was committed to be published, found an event that no committed transaction"
                                + " wrote",
                        one.told()));
            } else {
                String difference = difference(row, one);
                if (difference != null) {
                    broken.add(violation(
                            one.about(),
                            "expected an event as it was committed, found another " + difference,
                            row.told(),
                            one.told()));
                }
            }
        }
        written.forEach((name, row) -> {
            if (!published.containsKey(name)) {
                broken.add(violation(
                        row.key(), "expected what was committed to be published, found it nowhere", row.told()));
            }
        });
        return broken;
    }

    /** What of a record is not as the row says; null where all is. Every delivery counts, not only the first. */
    private static @Nullable String difference(Written row, Published one) {
        Map<String, String> headers = new HashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", row.eventId());
        headers.put("ce_source", row.source());
        headers.put("ce_type", row.type());
        headers.put("ce_subject", row.key());
        headers.put("ce_time", row.at().toString());
        headers.put("ce_sequence", Long.toString(row.sequence()));
        headers.put("content-type", "application/json");
        putIfThere(headers, "ce_causationid", row.causationId());
        putIfThere(headers, "traceparent", row.traceparent());
        if (!headers.equals(one.headers())) {
            return "envelope: " + one.headers();
        }
        if (!Objects.equals(row.key(), one.key())) {
            return "key: " + one.key();
        }
        return Arrays.equals(row.payload(), one.value())
                ? null
                : "data: " + new String(one.value(), StandardCharsets.UTF_8);
    }

    private static void putIfThere(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    private static Violation violation(String key, String what, String... shown) {
        return new Violation(Promise.P4, "case " + key, what, List.of(shown));
    }
}
