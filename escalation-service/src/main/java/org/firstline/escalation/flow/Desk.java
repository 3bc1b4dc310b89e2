package org.firstline.escalation.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstline.escalation.announce.Announcing;
import org.firstline.escalation.db.LockedCase;
import org.firstline.escalation.db.StoredOrder;
import org.firstline.escalation.domain.CaseId;
import org.firstline.escalation.domain.Decision;
import org.firstline.escalation.domain.FreeText;
import org.firstline.escalation.domain.Input;
import org.firstline.escalation.domain.Lifecycle;
import org.firstline.escalation.domain.Notice;
import org.firstline.escalation.domain.Rulebook;
import org.firstline.escalation.domain.WorkOrder;
import org.firstline.escalation.domain.WorkOrderId;
import org.firstline.messaging.Announcement;
import org.firstline.messaging.Trace;
import org.jspecify.annotations.Nullable;

/**
 * Where one batch is worked on: the locked cases and their orders as they were loaded, then as they become, input by
 * input. Lives for one transaction.
 */
final class Desk {

    private final Map<CaseId, LockedCase> cases = new HashMap<>();
    private final Map<WorkOrderId, StoredOrder> orders = new LinkedHashMap<>();
    private final Map<WorkOrderId, Long> versionsBefore = new HashMap<>();
    private final Set<CaseId> changedCases = new HashSet<>();
    private final List<Announcement> announcements = new ArrayList<>();
    private final List<Duration> lateness = new ArrayList<>();
    private final Set<String> arrived = new HashSet<>();
    private final Rulebook book;
    private final Trace trace;

    Desk(List<LockedCase> cases, List<StoredOrder> orders, Rulebook book, Trace trace) {
        cases.forEach(locked -> this.cases.put(locked.id(), locked));
        orders.forEach(order -> this.orders.put(id(order), order));
        orders.forEach(order -> versionsBefore.put(id(order), order.version()));
        this.book = book;
        this.trace = trace;
    }

    private static WorkOrderId id(StoredOrder order) {
        return order.order().head().id();
    }

    /** Decides one input and takes over what follows from it. */
    Decision take(Asked asked) {
        return switch (asked.input()) {
            case Input.AbandonCase abandon -> abandon(abandon, asked);
            case Input.Open open
            when isAbandoned(open.caseId()) -> new Decision.Ignore("the case was closed before its escalation came");
            case Input.OfOrder input -> step(input, asked);
        };
    }

    @Nullable
    StoredOrder order(WorkOrderId id) {
        return orders.get(id);
    }

    List<StoredOrder> created() {
        return orders.values().stream()
                .filter(order -> !versionsBefore.containsKey(id(order)))
                .toList();
    }

    List<StoredOrder> changed() {
        return orders.values().stream()
                .filter(order -> versionsBefore.getOrDefault(id(order), order.version()) != order.version())
                .toList();
    }

    List<LockedCase> changedCases() {
        return changedCases.stream().map(cases::get).toList();
    }

    List<Announcement> announcements() {
        return announcements;
    }

    /** By how much each step of a deadline that was taken came after its time. */
    List<Duration> lateness() {
        return lateness;
    }

    Set<String> arrived() {
        return arrived;
    }

    private boolean isAbandoned(CaseId id) {
        LockedCase locked = cases.get(id);
        return locked != null && locked.abandonedAt() != null;
    }

    private Decision step(Input.OfOrder input, Asked asked) {
        StoredOrder stored = orders.get(input.order());
        WorkOrder now = stored == null ? new WorkOrder.Unopened(input.order()) : stored.order();
        Decision decision = Lifecycle.decide(now, input, asked.at(), book);
        if (decision instanceof Decision.Advance(WorkOrder.Known next, List<Notice> notices)) {
            advance(stored, next, notices, asked);
        }
        return decision;
    }

    private void advance(@Nullable StoredOrder before, WorkOrder.Known next, List<Notice> notices, Asked asked) {
        String onward = trace.onward(before == null ? null : before.traceparent(), asked.traceparent());
        WorkOrder.Head head = next.head();
        LockedCase locked = cases.get(head.caseId());
        if (locked == null) {
            throw new IllegalStateException("expected case " + head.caseId() + " to be locked, found that it is not");
        }
        announcements.addAll(Announcing.of(head, notices, locked.sequence(), asked.causationId(), onward, asked.at()));
        replace(new LockedCase(locked.id(), locked.sequence() + notices.size(), locked.abandonedAt()));
        orders.put(head.id(), new StoredOrder(next, before == null ? 1 : before.version() + 1, onward));
        if (before == null) {
            arrived.add(Lifecycle.arrivalOf(head.id()));
        }
        for (Notice notice : notices) {
            if (notice instanceof Notice.Timed timed) {
                lateness.add(Duration.between(timed.step().stepAt(), asked.at()));
            }
        }
    }

    private Decision abandon(Input.AbandonCase abandon, Asked asked) {
        LockedCase locked = cases.get(abandon.caseId());
        if (locked == null || locked.abandonedAt() != null) {
            return new Decision.Ignore("the case is closed already");
        }
        replace(new LockedCase(locked.id(), locked.sequence(), asked.at()));
        List<StoredOrder> open = orders.values().stream()
                .filter(order -> order.order().head().caseId().equals(abandon.caseId()))
                .filter(order -> order.order() instanceof WorkOrder.Live)
                .toList();
        Decision last = new Decision.Ignore("nothing of the case is open");
        for (StoredOrder order : open) {
            FreeText reason = new FreeText("个案已取消。 The case was cancelled.");
            last = step(new Input.Cancel(id(order), "followup", reason, true), asked);
        }
        return last;
    }

    private void replace(LockedCase locked) {
        cases.put(locked.id(), locked);
        changedCases.add(locked.id());
    }

    /** When an input counts: a department's answer at its record's time, never in the future. */
    static Instant noLaterThan(Instant now, Instant claimed) {
        return claimed.isAfter(now) ? now : claimed;
    }
}
