package org.firstline.journey;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for an effect, looking again and again. */
final class Patience {

    private Patience() {}

    /** @throws AssertionError naming what did not come */
    static void until(String what, Callable<Boolean> there) {
        until(what, TheSuite.PATIENCE, there);
    }

    static void until(String what, Duration patience, Callable<Boolean> there) {
        long end = System.nanoTime() + patience.toNanos();
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                if (there.call()) {
                    return;
                }
                last = null;
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError(
                "Expected " + what + " within " + patience.toSeconds() + " s, found that it did not come", last);
    }
}
