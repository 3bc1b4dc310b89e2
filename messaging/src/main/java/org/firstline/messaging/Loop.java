package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does a round again and again: at once when the last round was full, soon when a watch found something, else after a pause.
 * A fault is logged once and tried again with a longer pause; it never ends the loop.
 */
public final class Loop {

    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** A round under way for longer is told of; nothing ends it, or two would run at once. */
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

    private static final int SAY_IT_EVERY = 60;

    /** What only counts rests this many times as long as it took: it takes a hundredth of the time at most. */
    private static final int REST_AFTER_COUNTING = 99;

    /** Where something was due just now more will be: a watch looks again after this, or after its pause if that is shorter. */
    private static final Duration SOON = Duration.ofMillis(10);

    /** One round is with the database while the other decides; more of them would only wait for each other's core. */
    private static final int ROUNDS_OF_A_WATCH = 2;

    private final Vertx vertx;
    private final String name;
    private final Duration pause;
    private final Supplier<Uni<Boolean>> any;
    private final Supplier<Uni<Found>> round;
    private final int restFactor;
    private final Semaphore helpers;
    private volatile boolean stopped;
    private Found last = Found.NOTHING;
    private long begunNanos;
    private int failures;

    private Loop(
            Vertx vertx,
            String name,
            Duration pause,
            Supplier<Uni<Boolean>> any,
            Supplier<Uni<Found>> round,
            int restFactor,
            int atOnce) {
        this.vertx = vertx;
        this.name = name;
        this.pause = pause;
        this.any = any;
        this.round = round;
        this.restFactor = restFactor;
        this.helpers = new Semaphore(atOnce - 1);
    }

    /**
     * Starts a loop.
     *
     * @param name what the round does, for the log
     * @param pause between rounds that found nothing more to do; at least a millisecond
     * @param round answers whether there is more to do at once
     */
    public static Loop start(Vertx vertx, String name, Duration pause, Supplier<Uni<Boolean>> round) {
        return start(new Loop(
                vertx,
                name,
                pause,
                () -> Uni.createFrom().item(true),
                () -> round.get().map(more -> Boolean.TRUE.equals(more) ? Found.FULL : Found.NOTHING),
                0,
                1));
    }

    /**
     * Starts a loop that takes what has fallen due. As long as a round is full there is more than one can take, and a second
     * one is under way beside it; each must claim what the other has not, as those of several replicas do.
     *
     * @param pause after a round that found nothing; at least a millisecond
     * @param any whether there is anything to take, asked after such a pause: one way to the database where a round that
     *     finds nothing is four
     * @param round takes it
     */
    public static Loop watching(
            Vertx vertx, String name, Duration pause, Supplier<Uni<Boolean>> any, Supplier<Uni<Found>> round) {
        return start(new Loop(vertx, name, pause, any, round, 0, ROUNDS_OF_A_WATCH));
    }

    /**
     * Starts a loop that counts for the metrics. What it counts may grow to millions of rows, and then a round takes
     * seconds: it rests so much longer that what people wait for does not feel it.
     *
     * @param name what is counted, for the log
     * @param pause between rounds that are quick
     */
    public static Loop counting(Vertx vertx, String name, Duration pause, Supplier<Uni<?>> count) {
        return start(new Loop(
                vertx,
                name,
                pause,
                () -> Uni.createFrom().item(true),
                () -> count.get().replaceWith(Found.NOTHING),
                REST_AFTER_COUNTING,
                1));
    }

    private static Loop start(Loop loop) {
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
        begunNanos = System.nanoTime();
        long watch = vertx.setPeriodic(
                LONGEST_ROUND.toMillis(),
                id -> LOG.errorf(
                        "%s has been under way for longer than %s; see whether the database answers, else restart the"
                                + " service",
                        name, LONGEST_ROUND));
        Uni.createFrom()
                .deferred(this::look)
                .onTermination()
                .invoke(() -> vertx.cancelTimer(watch))
                .subscribe()
                .with(this::done, this::failed);
    }

    private Uni<Found> look() {
        return last == Found.NOTHING
                ? any.get().flatMap(is -> is ? round.get() : Uni.createFrom().item(Found.NOTHING))
                : round.get();
    }

    private void done(Found found) {
        last = found;
        if (failures > 0) {
            LOG.infof("%s works again after %d failures", name, failures);
            failures = 0;
        }
        if (found == Found.FULL && helpers.tryAcquire()) {
            help();
        }
        next(
                switch (found) {
                    case FULL -> Duration.ZERO;
                    case SOME -> pause.compareTo(SOON) < 0 ? pause : SOON;
                    case NOTHING -> rest(Duration.ofNanos(System.nanoTime() - begunNanos));
                });
    }

    /** Rounds beside the loop's own, for as long as they are full. A fault ends them; the loop's own tells of it. */
    private void help() {
        if (stopped) {
            helpers.release();
            return;
        }
        Uni.createFrom().deferred(round::get).subscribe().with(this::helped, failure -> {
            LOG.debugf("a second round of %s failed; the next full one begins another", name);
            helpers.release();
        });
    }

    private void helped(Found found) {
        if (found == Found.FULL) {
            vertx.setTimer(1, id -> help());
        } else {
            helpers.release();
        }
    }

    /** How long after a round that took so long. */
    Duration rest(Duration took) {
        Duration fair = took.multipliedBy(restFactor);
        return fair.compareTo(pause) > 0 ? fair : pause;
    }

    private void failed(Throwable failure) {
        last = Found.NOTHING;
        failures++;
        if (failures % SAY_IT_EVERY == 1 && !stopped) {
            LOG.warnf(Faults.withoutValues(failure), "%s failed and is tried again (%d times so far)", name, failures);
        }
        next(failures > 8 ? LONGEST_PAUSE : Duration.ofMillis(Math.min(5_000, 50L << failures)));
    }
}
