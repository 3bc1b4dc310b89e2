package org.firstline.door;

import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How much requests of one kind may take of a service's memory at once. Thousands of callers who had kept their events
 * while a service was away, and all sent them again when it was back, took all there was, again and again. Who finds no
 * room is told so before anything is read of its request, and has lost nothing.
 */
public final class Room {

    /** What a request takes beside its body, in KiB: 4,000 of them under way over HTTP/2 took some 50 MiB, rounded up. */
    static final int OF_A_REQUEST = 16;

    private static final int KIB = 1024;

    private final int most;
    private final int unknown;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * @param most KiB taken from which on nobody else is let in; the last one in may go beyond by its own
     * @param unknown KiB that a body takes whose length is not told
     */
    public Room(int most, int unknown) {
        this.most = most;
        this.unknown = unknown;
    }

    /** What a request takes, in KiB. */
    public int of(HttpServerRequest request) {
        return of(request.getHeader("Content-Length"), request.getHeader("Transfer-Encoding"));
    }

    int of(@Nullable String length, @Nullable String encoding) {
        if (length == null) {
            return OF_A_REQUEST + (encoding == null ? 0 : unknown);
        }
        return length.matches("[0-9]{1,9}") ? OF_A_REQUEST + Integer.parseInt(length) / KIB : OF_A_REQUEST + unknown;
    }

    /** Whether nobody would be let in now. */
    public boolean isFull() {
        return taken.get() >= most;
    }

    /**
     * Takes so much, if there is room.
     *
     * @return whether there was; only then must it be left again
     */
    public boolean enter(int kib) {
        return taken.getAndUpdate(now -> now < most ? now + kib : now) < most;
    }

    /** Gives back what was taken. */
    public void leave(int kib) {
        taken.addAndGet(-kib);
    }
}
