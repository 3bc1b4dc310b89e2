package org.firstline.messaging;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Stops the service when the clock of its machine was put back, so that whoever keeps it running starts it again. Kafka's
 * clients go by that clock: heartbeats, pauses before the next try and before the next connection wait until it is again as
 * late as it was, so a service that loses its connection then would hear nothing and say nothing for an hour, and look well.
 * What decides about deadlines is the database's clock, and what was under way is as safe as when the process is killed.
 */
@ApplicationScoped
class WallClock {

    private static final Logger LOG = Logger.getLogger(WallClock.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** Standing still for as long as this is no worse than starting again. */
    static final Duration TOLERATED = Duration.ofSeconds(5);

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

    /** EX_TEMPFAIL of sysexits.h: nothing to mend in the service itself. */
    private static final int EXIT_CODE = 75;

    private final Vertx vertx;
    private final Steps steps = new Steps(System.currentTimeMillis(), System.nanoTime());
    private long timer;
    private boolean stops;

    WallClock(Vertx vertx) {
        this.vertx = vertx;
    }

    void onStart(@Observes @Priority(5) StartupEvent event) {
        timer = vertx.setPeriodic(LOOK_EVERY.toMillis(), id -> look());
    }

    void onStop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void look() {
        Duration back = steps.putBackBy(System.currentTimeMillis(), System.nanoTime());
        if (back.compareTo(TOLERATED) <= 0 || stops) {
            return;
        }
        stops = true;
        LOG.errorf(
                "expected the clock of this machine to go on, found it put back by %d s: the clients of Kafka would stand"
                        + " still for as long, so the service stops to be started again; let the clock be slewed",
                back.toSeconds());
        Thread.ofPlatform().name("clock-put-back").daemon().start(WallClock::haltAtLast);
        Quarkus.asyncExit(EXIT_CODE);
    }

    /** Stopping in order takes clients along that may stand still. */
    private static void haltAtLast() {
        try {
            TimeUnit.SECONDS.sleep(STOPS_WITHIN.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    /** Tells a clock that was put back from one that is slow: time that was measured goes on in between two looks. */
    static final class Steps {

        private long wallMillis;
        private long measuredNanos;

        /**
         * @param wallMillis what the clock shows
         * @param measuredNanos a time that is only ever measured, as {@link System#nanoTime}
         */
        Steps(long wallMillis, long measuredNanos) {
            this.wallMillis = wallMillis;
            this.measuredNanos = measuredNanos;
        }

        /** By how much the clock was put back since the last look; zero or less when it was not. */
        Duration putBackBy(long wallMillis, long measuredNanos) {
            Duration measured = Duration.ofNanos(measuredNanos - this.measuredNanos);
            Duration shown = Duration.ofMillis(wallMillis - this.wallMillis);
            this.wallMillis = wallMillis;
            this.measuredNanos = measuredNanos;
            return measured.minus(shown);
        }
    }
}
