package org.firstline.bench;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.IntakeEvent;
import org.firstline.drive.Heard;

/** Counts what the suite says of a log's cases. An event that is said again, word for word, counts once. */
final class LogCount implements Consumer<Heard> {

    private static final String OPENED =
            Catalogue.typesOf(IntakeEvent.CaseOpened.class).getFirst();
    private static final String ORDERED =
            Catalogue.typesOf(EscalationEvent.WorkOrderOpened.class).getFirst();
    private static final String CLOSED =
            Catalogue.typesOf(FollowupEvent.CaseClosed.class).getFirst();

    private static final Duration STILL = Duration.ofSeconds(1);

    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    private final Set<String> ordered = ConcurrentHashMap.newKeySet();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private final Set<String> identities = ConcurrentHashMap.newKeySet();
    private final AtomicLong closings = new AtomicLong();
    private final AtomicLong orders = new AtomicLong();
    private final AtomicLong deadLetters = new AtomicLong();

    /**
     * What was counted.
     *
     * @param opened cases; so are {@code ordered}, that a department had an order of, and {@code closed}
     * @param orders work orders opened, all cases together; so are {@code closings}
     * @param events of the suite
     */
    record Counts(int opened, int ordered, int closed, long orders, long closings, long deadLetters, long events) {

        /** Whether each incident became one case with one work order that was closed once, and nothing went wrong. */
        boolean agree(int incidents) {
            return opened == incidents
                    && ordered == incidents
                    && closed == incidents
                    && orders == incidents
                    && closings == incidents
                    && deadLetters == 0;
        }
    }

    @Override
    public void accept(Heard heard) {
        if (heard.topic().endsWith(".dead-letters")) {
            deadLetters.incrementAndGet();
        } else if (heard.source().startsWith("/firstline/") && identities.add(heard.source() + "#" + heard.id())) {
            if (heard.type().equals(OPENED)) {
                opened.add(heard.key());
            } else if (heard.type().equals(ORDERED)) {
                ordered.add(heard.key());
                orders.incrementAndGet();
            } else if (heard.type().equals(CLOSED)) {
                closed.add(heard.key());
                closings.incrementAndGet();
            }
        }
    }

    /** Forgets what was counted. */
    void begin() {
        opened.clear();
        ordered.clear();
        closed.clear();
        identities.clear();
        closings.set(0);
        orders.set(0);
        deadLetters.set(0);
    }

    /** The counts once they stand still: what is on a topic is read a little later. */
    Counts settled() {
        Counts last = now();
        while (true) {
            LockSupport.parkNanos(STILL.toNanos());
            Counts now = now();
            if (now.equals(last)) {
                return now;
            }
            last = now;
        }
    }

    private Counts now() {
        return new Counts(
                opened.size(),
                ordered.size(),
                closed.size(),
                orders.get(),
                closings.get(),
                deadLetters.get(),
                identities.size());
    }
}
