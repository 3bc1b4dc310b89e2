package org.firstline.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Carries what was decided from the outbox to Kafka. Rows are hashed to fixed shards; a relay owns a shard by a
 * session-level advisory lock on a connection of its own, sends its rows in id order, waits for all acknowledgements and
 * deletes them. When a send fails or the connection is lost it sends nothing more, closes the producer, lets go of the
 * shards and starts over: an event may be said twice, never lost, never out of order within a key.
 */
@ApplicationScoped
public class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Failed starts in a row after which a person is told; a minute or so. */
    private static final int TELL_A_PERSON_EVERY = 30;

    private final DatabaseSettings database;
    private final PostSettings settings;
    private final Map<String, Object> kafka;
    private final Semaphore bell = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Counter carried;
    private volatile boolean stopped;
    private @org.jspecify.annotations.Nullable Thread thread;

    Relay(
            DatabaseSettings database,
            PostSettings settings,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry metrics) {
        this.database = database;
        this.settings = settings;
        this.kafka = new HashMap<>(kafka);
        this.kafka.putAll(settings.relay());
        this.carried = metrics.counter("firstline.outbox.carried");
    }

    void onStart(@Observes @Priority(5) StartupEvent event) {
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        stopping.countDown();
        wake();
        if (thread != null) {
            thread.join(Duration.ofSeconds(5));
            thread.interrupt();
        }
    }

    /** Tells the relay that there is something to carry; it would find it by itself a little later. */
    public void wake() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** Whether the relay's thread runs; it must for as long as the service does. */
    boolean isAlive() {
        return thread != null && thread.isAlive();
    }

    private void run() {
        int failures = 0;
        while (!stopped) {
            try (RelaySession session = RelaySession.open(database, settings.service(), kafka)) {
                while (!stopped) {
                    int rows = session.carry();
                    if (failures > 0) {
                        LOG.infof("the outbox relay works again after %d failures", failures);
                        failures = 0;
                    }
                    carried.increment(rows);
                    // What was committed meanwhile has rung the bell; what others committed waits for the next look.
                    if (rows < RelaySession.BATCH) {
                        rest(POLL);
                    }
                }
                session.settle();
            } catch (SQLException | RuntimeException e) {
                failures++;
                say(failures, e);
                pause(failures > 6 ? LONGEST_PAUSE : Duration.ofMillis(25L << failures));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void say(int failures, Exception failure) {
        if (failures == 1 && !stopped) {
            LOG.warnf("the outbox relay starts over, nothing is lost: %s", failure.toString());
        } else if (failures % TELL_A_PERSON_EVERY == 0) {
            LOG.errorf(
                    "the outbox relay has started over %d times and nothing goes out; see that database and broker are"
                            + " there and that its topics and rights exist: %s",
                    failures, failure.toString());
        }
    }

    /** Unlike {@link #rest} not cut short by a commit: each new start costs a connection and a producer. */
    private void pause(Duration pause) {
        try {
            stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private void rest(Duration longest) {
        try {
            if (bell.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
