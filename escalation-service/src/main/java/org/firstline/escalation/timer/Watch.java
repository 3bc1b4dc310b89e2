package org.firstline.escalation.timer;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.firstline.escalation.flow.EscalationSettings;
import org.firstline.escalation.flow.WorkOrderFlow;
import org.firstline.messaging.Loop;
import org.jspecify.annotations.Nullable;

/** Looks for deadlines that are due. Any number of replicas may watch: each claims what no other has. */
@ApplicationScoped
class Watch {

    private final WorkOrderFlow flow;
    private final Vertx vertx;
    private final EscalationSettings settings;
    private @Nullable Loop loop;

    Watch(WorkOrderFlow flow, Vertx vertx, EscalationSettings settings) {
        this.flow = flow;
        this.vertx = vertx;
        this.settings = settings;
    }

    void onStart(@Observes @Priority(100) StartupEvent event) {
        loop = Loop.watching(vertx, "the watch over deadlines", settings.watchPause(), flow::isAnyDue, flow::takeDue);
    }

    void onStop(@Observes ShutdownEvent event) {
        Loop running = loop;
        if (running != null) {
            running.stop();
        }
    }
}
