package org.firstline.escalation.http;

import java.time.Instant;
import java.util.UUID;
import org.firstline.escalation.db.StoredOrder;
import org.firstline.escalation.domain.Accountability;
import org.firstline.escalation.domain.Deadline;
import org.firstline.escalation.domain.DueSteps;
import org.firstline.escalation.domain.FreeText;
import org.firstline.escalation.domain.Request;
import org.firstline.escalation.domain.WorkOrder;
import org.jspecify.annotations.Nullable;

/** A work order, complete in itself and without personal data. Fields that its state does not know are absent. */
public record WorkOrderView(
        UUID id,
        UUID caseId,
        String department,
        int submission,
        String state,
        Request request,
        Accountability accountability,
        @Nullable DeadlineView acknowledge,
        DeadlineView resolve,
        @Nullable Instant nextDueAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant expectedAt,
        @Nullable String question,
        @Nullable String returnReason,
        @Nullable String note,
        @Nullable String cause,
        @Nullable String endedBy,
        @Nullable Instant endedAt,
        Instant openedAt,
        long version) {

    /** One promise. {@code rungs} is how many rungs of the ladder have been taken. */
    public record DeadlineView(
            int revision, Instant startedAt, Instant warnAt, Instant dueAt, boolean breached, int rungs) {
        static DeadlineView of(Deadline deadline) {
            return new DeadlineView(
                    deadline.revision(),
                    deadline.startedAt(),
                    deadline.warnAt(),
                    deadline.dueAt(),
                    deadline.isBreached(),
                    Math.max(0, deadline.taken() - 2));
        }
    }

    static WorkOrderView of(StoredOrder stored) {
        return switch (stored.order()) {
            case WorkOrder.Submitted o ->
                view(stored, DeadlineView.of(o.acknowledge()), null, null, null, null, null, null, null, null);
            case WorkOrder.Acknowledged o ->
                view(stored, null, o.acknowledgedAt(), null, null, null, null, null, null, null);
            case WorkOrder.Progressed o ->
                view(stored, null, o.acknowledgedAt(), o.expectedAt(), null, null, null, null, null, null);
            case WorkOrder.InformationRequested o ->
                view(stored, null, o.acknowledgedAt(), o.expectedAt(), o.question(), null, null, null, null, null);
            case WorkOrder.Returned o ->
                view(stored, null, null, null, null, o.reason().name(), o.note(), null, null, null);
            case WorkOrder.Resolved o ->
                view(stored, null, null, null, null, null, o.solution(), o.cause(), null, o.resolvedAt());
            case WorkOrder.Cancelled o ->
                view(stored, null, null, null, null, null, o.reason(), null, o.cancelledBy(), o.cancelledAt());
        };
    }

    private static WorkOrderView view(
            StoredOrder stored,
            @Nullable DeadlineView acknowledge,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant expectedAt,
            @Nullable FreeText question,
            @Nullable String returnReason,
            @Nullable FreeText note,
            @Nullable String cause,
            @Nullable String endedBy,
            @Nullable Instant endedAt) {
        WorkOrder.Known order = stored.order();
        DueSteps.Next next = order instanceof WorkOrder.Live live ? DueSteps.next(live) : null;
        return new WorkOrderView(
                order.head().id().value(),
                order.head().caseId().value(),
                order.handover().department().value(),
                order.handover().submission(),
                stored.state(),
                order.head().request(),
                order.accountability(),
                acknowledge,
                DeadlineView.of(order.resolve()),
                next == null ? null : next.step().stepAt(),
                acknowledgedAt,
                expectedAt,
                FreeText.wordsOf(question),
                returnReason,
                FreeText.wordsOf(note),
                cause,
                endedBy,
                endedAt,
                order.head().openedAt(),
                stored.version());
    }
}
