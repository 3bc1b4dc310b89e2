package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does a round again and again, one at a time: at once when the last round was full, else after a pause. A fault is
 * logged once and tried again with a longer pause; it never ends the loop.
 */
public final class Loop {

    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** A round under way for longer is told of; nothing ends it, or two would run at once. */
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

    private static final int SAY_IT_EVERY = 60;

    private final Vertx vertx;
    private final String name;
    private final Duration pause;
    private final Supplier<Uni<Boolean>> round;
    private volatile boolean stopped;
    private int failures;

    private Loop(Vertx vertx, String name, Duration pause, Supplier<Uni<Boolean>> round) {
        this.vertx = vertx;
        this.name = name;
        this.pause = pause;
        this.round = round;
    }

    /**
     * Starts a loop.
     *
     * @param name what the round does, for the log
     * @param pause between rounds that found nothing more to do; at least a millisecond
     * @param round answers whether there is more to do at once
     */
    public static Loop start(Vertx vertx, String name, Duration pause, Supplier<Uni<Boolean>> round) {
        Loop loop = new Loop(vertx, name, pause, round);
        loop.next(Duration.ofMillis(1));
        return loop;
    }

    /** No further round begins; one under way goes on to its end. */
    public void stop() {
        stopped = true;
    }

    private void next(Duration delay) {
        if (!stopped) {
            vertx.setTimer(Math.max(1, delay.toMillis()), id -> go());
        }
    }

    private void go() {
        if (stopped) {
            return;
        }
        long watch = vertx.setPeriodic(
                LONGEST_ROUND.toMillis(),
                id -> LOG.errorf(
                        "%s has been under way for longer than %s; see whether the database answers, else restart the"
                                + " service",
                        name, LONGEST_ROUND));
        Uni.createFrom()
                .deferred(round::get)
                .onTermination()
                .invoke(() -> vertx.cancelTimer(watch))
                .subscribe()
                .with(this::done, this::failed);
    }

    private void done(@Nullable Boolean more) {
        if (failures > 0) {
            LOG.infof("%s works again after %d failures", name, failures);
            failures = 0;
        }
        next(Boolean.TRUE.equals(more) ? Duration.ZERO : pause);
    }

    private void failed(Throwable failure) {
        failures++;
        if (failures % SAY_IT_EVERY == 1 && !stopped) {
            LOG.warnf(Faults.withoutValues(failure), "%s failed and is tried again (%d times so far)", name, failures);
        }
        next(failures > 8 ? LONGEST_PAUSE : Duration.ofMillis(Math.min(5_000, 50L << failures)));
    }
}
