package org.firstline.intake.timer;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.firstline.intake.flow.DueFlow;
import org.firstline.intake.flow.IntakeSettings;
import org.firstline.messaging.Loop;
import org.jspecify.annotations.Nullable;

/** Looks again and again for contacts that are due. */
@ApplicationScoped
class Watch {

    private final DueFlow flow;
    private final IntakeSettings settings;
    private @Nullable Loop loop;

    Watch(DueFlow flow, IntakeSettings settings) {
        this.flow = flow;
        this.settings = settings;
    }

    void onStart(@Observes @Priority(100) StartupEvent event, Vertx vertx) {
        loop = Loop.start(vertx, "watching contacts that wait", settings.watchEvery(), flow::round);
    }

    void onStop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.stop();
        }
    }
}
