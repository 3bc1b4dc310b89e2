package org.firstline.escalation.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.firstline.escalation.domain.Terms.DeadlineName;
import org.firstline.escalation.domain.WorkOrder.Live;
import org.firstline.escalation.domain.WorkOrder.Submitted;
import org.jspecify.annotations.Nullable;

/** The steps of a live order's deadlines that are due, in the order of their times, and the earliest that is not. */
public final class DueSteps {

    private DueSteps() {}

    /** The next step of an order and whose it is. */
    public record Next(DeadlineName deadline, Deadline.Step step) {}

    /** The order after its due steps, and what is to be said of them. */
    record Taken(Live order, List<Notice> notices) {}

    /** The earliest step of an order that is still to come; null when there is none. */
    public static @Nullable Next next(Live order) {
        Deadline.Step resolve = order.resolve().next();
        if (order instanceof Submitted submitted) {
            Deadline.Step acknowledge = submitted.acknowledge().next();
            if (acknowledge != null && (resolve == null || !acknowledge.stepAt().isAfter(resolve.stepAt()))) {
                return new Next(DeadlineName.ACKNOWLEDGE, acknowledge);
            }
        }
        return resolve == null ? null : new Next(DeadlineName.RESOLVE, resolve);
    }

    /** Takes all that is due at an instant; after a long outage that may be many at once. */
    static Taken take(Live order, Instant at) {
        List<Notice> notices = new ArrayList<>();
        Live now = order;
        for (Next next = next(now); next != null && !next.step().stepAt().isAfter(at); next = next(now)) {
            now = stepped(now, next.deadline());
            notices.add(notice(now, next));
        }
        return new Taken(now, notices);
    }

    private static Live stepped(Live order, DeadlineName name) {
        return switch (name) {
            case ACKNOWLEDGE -> {
                Submitted submitted = (Submitted) order;
                yield submitted.withAcknowledge(submitted.acknowledge().stepped());
            }
            case RESOLVE -> order.with(order.resolve().stepped());
        };
    }

    private static Notice notice(Live order, Next next) {
        DepartmentId department = order.handover().department();
        Deadline deadline = next.deadline() == DeadlineName.ACKNOWLEDGE && order instanceof Submitted submitted
                ? submitted.acknowledge()
                : order.resolve();
        Accountability accountability = order.accountability();
        return switch (next.step()) {
            case Deadline.Step.Warn warn ->
                new Notice.Warned(
                        department, deadline.name(), deadline.revision(), warn, deadline.dueAt(), accountability);
            case Deadline.Step.Breach breach ->
                new Notice.Breached(
                        department, deadline.name(), deadline.revision(), breach, deadline.dueAt(), accountability);
            case Deadline.Step.Climb climb ->
                new Notice.Climbed(department, deadline.name(), deadline.revision(), climb, accountability);
        };
    }
}
