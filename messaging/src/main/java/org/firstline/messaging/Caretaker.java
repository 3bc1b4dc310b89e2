package org.firstline.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Goes round the post office: releases held events whose cause came in the same instant as they did (neither transaction
 * saw the other), alarms those that wait too long, forgets what cannot come again, and measures what waits.
 */
@ApplicationScoped
class Caretaker {

    private static final Duration SWEEP_EVERY = Duration.ofMillis(500);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    /** Counting goes no further than this, in rows. */
    private static final String COUNT = """
            select (select count(*) from (select from held limit 100000) h) as held,
                   (select count(*) from dead_letter where state = 'open') as open,
                   (select count(*) from (select from parked limit 100000) p) as parked,
                   (select count(*) from (select from outbox limit 100000) o) as outbox,
                   coalesce((select extract(epoch from suite_now() - at) * 1000 from outbox order by id limit 1), 0)::bigint
                       as outbox_age_ms
            """;

    private final PostOffice office;
    private final PostSettings settings;
    private final Vertx vertx;
    private final BeanManager beans;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong openDeadLetters = new AtomicLong();
    private final AtomicLong parked = new AtomicLong();
    private final AtomicLong outboxDepth = new AtomicLong();
    private final AtomicLong outboxAgeMs = new AtomicLong();
    private final List<Loop> loops = new ArrayList<>();

    Caretaker(PostOffice office, PostSettings settings, Vertx vertx, BeanManager beans, MeterRegistry metrics) {
        this.office = office;
        this.settings = settings;
        this.vertx = vertx;
        this.beans = beans;
        metrics.gauge("firstline.events.held.now", held);
        metrics.gauge("firstline.dead.letters.open", openDeadLetters);
        metrics.gauge("firstline.events.parked.now", parked);
        metrics.gauge("firstline.outbox.depth", outboxDepth);
        metrics.gauge("firstline.outbox.age.seconds", outboxAgeMs, ms -> ms.get() / 1000.0);
    }

    void onStart(@Observes @Priority(10) StartupEvent event) {
        openRoutes();
        loops.add(Loop.start(vertx, "the sweep of held events", SWEEP_EVERY, () -> office.held()
                .sweep()));
        loops.add(Loop.start(vertx, "the alarm of held events", LOOK_EVERY, () -> office.held()
                .alarm(settings.heldAlarmAfter())));
        loops.add(Loop.start(vertx, "forgetting old events", FORGET_EVERY, office::forget));
        loops.add(Loop.start(vertx, "counting what waits", LOOK_EVERY, this::count));
    }

    void onStop(@Observes ShutdownEvent event) {
        loops.forEach(Loop::stop);
    }

    /**
     * A listener opens its route when it is made, and the container makes it for its first record. What another listener
     * releases, or an operator retries, may need the route before that.
     */
    private void openRoutes() {
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            if (Arrays.stream(bean.getBeanClass().getMethods())
                            .anyMatch(method -> method.isAnnotationPresent(Incoming.class))
                    || Arrays.stream(bean.getBeanClass().getDeclaredMethods())
                            .anyMatch(method -> method.isAnnotationPresent(Incoming.class))) {
                // Any call to the proxy makes the instance behind it.
                String made = beans.getReference(bean, Object.class, beans.createCreationalContext(bean))
                        .toString();
                assert made != null;
            }
        }
    }

    private Uni<Boolean> count() {
        return office.reading().query(COUNT).execute().map(rows -> {
            Row row = rows.iterator().next();
            held.set(row.getLong("held"));
            openDeadLetters.set(row.getLong("open"));
            parked.set(row.getLong("parked"));
            outboxDepth.set(row.getLong("outbox"));
            outboxAgeMs.set(Math.max(0, row.getLong("outbox_age_ms")));
            return false;
        });
    }
}
