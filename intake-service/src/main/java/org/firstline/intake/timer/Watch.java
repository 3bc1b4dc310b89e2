package org.firstline.intake.timer;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.firstline.intake.flow.DueFlow;
import org.firstline.intake.flow.IntakeSettings;
import org.firstline.intake.flow.OpenCases;
import org.firstline.intake.flow.OverdueDeadlines;
import org.firstline.messaging.Loop;

/** Looks again and again for contacts that are due, and counts what is open and what is overdue. */
@ApplicationScoped
class Watch {

    private final DueFlow flow;
    private final OpenCases open;
    private final OverdueDeadlines overdue;
    private final IntakeSettings settings;
    private final List<Loop> loops = new ArrayList<>();

    Watch(DueFlow flow, OpenCases open, OverdueDeadlines overdue, IntakeSettings settings) {
        this.flow = flow;
        this.open = open;
        this.overdue = overdue;
        this.settings = settings;
    }

    void onStart(@Observes @Priority(100) StartupEvent event, Vertx vertx) {
        loops.add(Loop.watching(
                vertx, "watching contacts that wait", settings.watchEvery(), flow::isAnyDue, flow::takeDue));
        loops.add(Loop.counting(vertx, "counting open cases", settings.countEvery(), open::count));
        loops.add(Loop.counting(vertx, "counting what is overdue", settings.countEvery(), overdue::count));
    }

    void onStop(@Observes ShutdownEvent event) {
        loops.forEach(Loop::stop);
    }
}
