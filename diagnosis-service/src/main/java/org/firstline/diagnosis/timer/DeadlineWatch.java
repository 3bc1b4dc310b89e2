package org.firstline.diagnosis.timer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.firstline.diagnosis.DiagnosisSettings;
import org.firstline.diagnosis.domain.Handling;
import org.firstline.diagnosis.flow.DiagnosisFlow;
import org.firstline.messaging.Loop;

/** Watches for diagnoses whose time is up, and counts those that are open. */
@ApplicationScoped
class DeadlineWatch {

    private static final Duration COUNT_EVERY = Duration.ofSeconds(5);

    private final DiagnosisFlow flow;
    private final DiagnosisSettings settings;
    private final Vertx vertx;
    private final Map<Handling, AtomicLong> open = new EnumMap<>(Handling.class);
    private final List<Loop> loops = new ArrayList<>();

    DeadlineWatch(DiagnosisFlow flow, DiagnosisSettings settings, Vertx vertx, MeterRegistry metrics) {
        this.flow = flow;
        this.settings = settings;
        this.vertx = vertx;
        for (Handling handling : Handling.values()) {
            AtomicLong count = new AtomicLong();
            open.put(handling, count);
            Gauge.builder("firstline.diagnoses.open", count, AtomicLong::get)
                    .description("Diagnoses under way")
                    .tag("handling", handling.name().toLowerCase(Locale.ROOT))
                    .register(metrics);
        }
    }

    void onStart(@Observes @Priority(100) StartupEvent event) {
        loops.add(Loop.watching(
                vertx, "watching for diagnoses that are due", settings.watchEvery(), flow::isAnyDue, flow::takeDue));
        loops.add(Loop.counting(vertx, "counting open diagnoses", COUNT_EVERY, this::count));
    }

    void onStop(@Observes ShutdownEvent event) {
        loops.forEach(Loop::stop);
    }

    private Uni<Void> count() {
        return flow.open()
                .invoke(counts -> open.forEach((handling, count) -> count.set(counts.getOrDefault(handling, 0L))))
                .replaceWithVoid();
    }
}
