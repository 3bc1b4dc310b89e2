package org.firstline.drive.replay;

import java.util.Comparator;
import java.util.List;

/** One incident of the log: its rows in the order in which they happened, at least one. */
record Incident(String number, List<Row> rows) {

    Incident {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("expected at least one row of incident " + number + ", found none");
        }
        rows = rows.stream()
                .sorted(Comparator.comparing(Row::at).thenComparingInt(Row::modification))
                .toList();
    }

    Row first() {
        return rows.getFirst();
    }

    Row last() {
        return rows.getLast();
    }

    /** Whether the log holds it up to its closing, so that the counters of its last row are final. */
    boolean isComplete() {
        return last().state() == Row.State.CLOSED;
    }
}
