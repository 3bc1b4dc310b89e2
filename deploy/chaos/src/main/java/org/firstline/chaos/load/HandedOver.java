package org.firstline.chaos.load;

import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Events that are to go over HTTP, each with a number from 1 in the order in which they were handed over, and what became
 * of them. An event waits for those of its call before it, so it may be handed over long before it is sent first. Safe
 * for many threads.
 */
public final class HandedOver {

    private static final int NAMED = 5;

    private final AtomicLong last = new AtomicLong();
    private final ConcurrentNavigableMap<Long, String> open = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<Long, String> refused = new ConcurrentSkipListMap<>();

    /**
     * What became of the events of a stretch of time.
     *
     * @param events that were handed over in it
     * @param refused of them, for good
     * @param open of them: nobody has said that they are kept
     * @param named identities ({@code source#id}) of up to five that were refused or are open
     */
    public record Fate(long events, long refused, long open, List<String> named) {

        public Fate {
            named = List.copyOf(named);
        }

        /** How many a service has said that it keeps. */
        public long kept() {
            return events - refused - open;
        }
    }

    /** Takes on an event; answers its number. */
    long add(String identity) {
        // In the map before its number is known to anybody who asks for what is open.
        synchronized (last) {
            long number = last.get() + 1;
            open.put(number, identity);
            last.set(number);
            return number;
        }
    }

    /** A service keeps it. */
    void kept(long number) {
        open.remove(number);
    }

    /** A service never will. */
    void refused(long number) {
        String identity = open.remove(number);
        if (identity != null) {
            refused.put(number, identity);
        }
    }

    /** The number of the latest; 0 where there is none. */
    long last() {
        return last.get();
    }

    /** What has become until now of those with numbers above {@code from}, up to {@code to}. */
    Fate between(long from, long to) {
        List<String> turned = List.copyOf(refused.subMap(from, false, to, true).values());
        List<String> waiting = List.copyOf(open.subMap(from, false, to, true).values());
        return new Fate(
                to - from,
                turned.size(),
                waiting.size(),
                Stream.concat(turned.stream(), waiting.stream()).limit(NAMED).toList());
    }
}
