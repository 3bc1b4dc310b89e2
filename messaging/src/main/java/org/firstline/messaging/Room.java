package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * How much callers may have under way at once. What waits is in memory: thousands of callers who had kept their events
 * while a service was away, and all sent them again when it was back, took all the memory it had, again and again. Who
 * finds no room is told so at once and keeps what it has.
 */
final class Room {

    private final int most;
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param most things under way from which on nobody else is let in; the last one in may go beyond by its own */
    Room(int most) {
        this.most = most;
    }

    /**
     * Does the work if there is room for it.
     *
     * @param things how much it is
     * @return what comes of it; {@link Busy} when there was no room, and then the work was not begun
     */
    <T> Uni<T> in(int things, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (underWay.getAndUpdate(now -> now < most ? now + things : now) >= most) {
                return Uni.createFrom().failure(new Busy(most));
            }
            return Uni.createFrom().deferred(work::get).onTermination().invoke(() -> underWay.addAndGet(-things));
        });
    }
}
