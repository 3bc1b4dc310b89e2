package org.firstline.messaging;

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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

    private final DatabaseSettings database;
    private final PostSettings settings;
    private final Map<String, Object> kafka;
    private final Semaphore bell = new Semaphore(0);
    private final AtomicLong depth = new AtomicLong();
    private final AtomicLong ageMs = new AtomicLong();
    private final MeterRegistry metrics;
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
        this.metrics = metrics;
        metrics.gauge("firstline.outbox.depth", depth);
        metrics.gauge("firstline.outbox.age.seconds", ageMs, ms -> ms.get() / 1000.0);
    }

    void onStart(@Observes @Priority(5) StartupEvent event) {
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
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
                    int carried = session.carry();
                    if (failures > 0) {
                        LOG.infof("the outbox relay works again after %d failures", failures);
                        failures = 0;
                    }
                    metrics.counter("firstline.outbox.carried").increment(carried);
                    session.measure(depth, ageMs);
                    if (carried == 0) {
                        rest(POLL);
                    }
                }
            } catch (SQLException | RuntimeException e) {
                failures++;
                if (failures == 1) {
                    LOG.warnf("the outbox relay starts over, nothing is lost: %s", e.toString());
                }
                rest(failures > 6 ? LONGEST_PAUSE : Duration.ofMillis(25L << failures));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
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
