package org.firstline.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** How often something happened in each second since this was made; what comes after the last second is left out. */
final class PerSecond {

    private static final int SECONDS = 3_600;

    private final long begunNanos = System.nanoTime();
    private final AtomicIntegerArray counts = new AtomicIntegerArray(SECONDS);

    /** It happened now. */
    void mark() {
        markAt(Duration.ofNanos(System.nanoTime() - begunNanos));
    }

    void markAt(Duration sinceBegun) {
        long second = sinceBegun.toSeconds();
        if (second >= 0 && second < SECONDS) {
            counts.incrementAndGet((int) second);
        }
    }

    /** One number per second, the first second first, up to the last in which anything happened. */
    List<Integer> counts() {
        int last = SECONDS - 1;
        while (last >= 0 && counts.get(last) == 0) {
            last--;
        }
        List<Integer> all = new ArrayList<>(last + 1);
        for (int second = 0; second <= last; second++) {
            all.add(counts.get(second));
        }
        return all;
    }
}
