package org.firstline.intake.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.firstline.intake.db.Contacts;
import org.firstline.intake.domain.Input;
import org.firstline.messaging.Found;
import org.firstline.messaging.PostOffice;

/** Contacts whose time has come go on. */
@ApplicationScoped
public class DueFlow {

    private static final int MOST = 500;

    private final PostOffice office;
    private final Contacts contacts;
    private final Steps steps;
    private final Callers callers;
    private final Timer lateness;

    DueFlow(PostOffice office, Contacts contacts, Steps steps, Callers callers, MeterRegistry metrics) {
        this.office = office;
        this.contacts = contacts;
        this.steps = steps;
        this.callers = callers;
        this.lateness = Timer.builder("firstline.deadline.lateness")
                .description("How late a deadline was noticed, in suite time")
                .publishPercentileHistogram()
                .register(metrics);
    }

    /** Whether the time of any contact has come. */
    public Uni<Boolean> isAnyDue() {
        return office.isAnyDue("contact");
    }

    /** Works on what is due now. */
    public Uni<Found> takeDue() {
        return office.transact(transaction -> contacts.due(transaction, MOST).flatMap(rows -> {
            if (rows.isEmpty()) {
                return Uni.createFrom().item(Found.NOTHING);
            }
            List<Order> orders = new ArrayList<>(rows.size());
            rows.forEach((id, row) -> {
                Instant dueAt = row.contact().nextDueAt();
                if (dueAt != null) {
                    lateness.record(Duration.between(dueAt, transaction.at()));
                }
                orders.add(Order.of(id, new Input.Due(callers.anonymous(id)), null, row.traceParent()));
            });
            return steps.takeClaimed(transaction, orders, rows).replaceWith(Found.of(rows.size(), MOST));
        }));
    }
}
