package org.firstline.followup.timer;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.firstline.followup.flow.CaseFlow;
import org.firstline.followup.flow.Gauges;
import org.firstline.followup.flow.Sending;
import org.firstline.messaging.Loop;

/** Looks for what is due: callbacks that nobody reported, and notices. */
@ApplicationScoped
class Watch {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration COUNT_EVERY = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final CaseFlow flow;
    private final Sending sending;
    private final Gauges gauges;
    private final List<Loop> loops = new ArrayList<>();

    Watch(Vertx vertx, CaseFlow flow, Sending sending, Gauges gauges) {
        this.vertx = vertx;
        this.flow = flow;
        this.sending = sending;
        this.gauges = gauges;
    }

    void onStart(@Observes @Priority(100) StartupEvent event) {
        loops.add(Loop.watching(vertx, "the watch of callbacks", PAUSE, flow::isAnyDue, flow::takeDue));
        loops.add(Loop.start(vertx, "the sending of notices", PAUSE, sending::round));
        loops.add(Loop.counting(vertx, "counting what is open", COUNT_EVERY, gauges::count));
    }

    void onStop(@Observes ShutdownEvent event) {
        loops.forEach(Loop::stop);
    }
}
