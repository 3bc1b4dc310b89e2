package org.firstline.local;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for something that cannot be waited on, by looking again and again. */
final class Patience {

    private static final long BETWEEN_LOOKS_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private Patience() {}

    /**
     * Looks until the condition holds, at most that long.
     *
     * @return whether it held in the end; false also when the thread was interrupted
     */
    static boolean until(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NS);
        }
        return true;
    }
}
