package org.firstline.escalation.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.firstline.escalation.db.WorkOrderPages;
import org.firstline.messaging.Loop;
import org.jspecify.annotations.Nullable;

/** Counts the open orders for the metrics, by state and by whether a deadline of theirs is breached. */
@ApplicationScoped
class OpenOrders {

    private final WorkOrderPages pages;
    private final MultiGauge gauge;
    private final Vertx vertx;
    private final EscalationSettings settings;
    private @Nullable Loop loop;

    OpenOrders(WorkOrderPages pages, MeterRegistry metrics, Vertx vertx, EscalationSettings settings) {
        this.pages = pages;
        this.gauge = MultiGauge.builder("firstline.work.orders.open")
                .description("Work orders that are not resolved or cancelled")
                .register(metrics);
        this.vertx = vertx;
        this.settings = settings;
    }

    void onStart(@Observes @Priority(100) StartupEvent event) {
        loop = Loop.counting(vertx, "counting open orders", settings.countEvery(), this::count);
    }

    void onStop(@Observes ShutdownEvent event) {
        Loop running = loop;
        if (running != null) {
            running.stop();
        }
    }

    private Uni<Void> count() {
        return pages.count()
                .invoke(counts -> gauge.register(
                        counts.stream()
                                .map(count -> MultiGauge.Row.of(
                                        Tags.of("state", count.state(), "overdue", Boolean.toString(count.overdue())),
                                        count.orders()))
                                .toList(),
                        true))
                .replaceWithVoid();
    }
}
