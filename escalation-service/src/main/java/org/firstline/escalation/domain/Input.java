package org.firstline.escalation.domain;

import java.time.Instant;
import org.firstline.escalation.domain.Terms.ReturnReason;
import org.jspecify.annotations.Nullable;

/** What may happen to work orders. */
public sealed interface Input {

    /** The case is closed because it is not wanted any more: whatever is open of it is cancelled. */
    record AbandonCase(CaseId caseId) implements Input {}

    /** Something that happens to one order. */
    sealed interface OfOrder extends Input {
        WorkOrderId order();
    }

    /** Diagnosis asks for a department (manual §3.3.3). */
    record Open(WorkOrderId order, CaseId caseId, Request request) implements OfOrder {}

    /** What a department answers; {@code from} is whose topic or token it came by. */
    sealed interface Answer extends OfOrder {
        DepartmentId from();

        /** Staff number or system's name. */
        String by();
    }

    record Acknowledge(WorkOrderId order, DepartmentId from, String by) implements Answer {}

    record Progress(
            WorkOrderId order,
            DepartmentId from,
            String by,
            @Nullable Instant expectedAt,
            @Nullable FreeText note) implements Answer {}

    record AskInformation(WorkOrderId order, DepartmentId from, String by, FreeText question) implements Answer {}

    record Return(
            WorkOrderId order,
            DepartmentId from,
            String by,
            ReturnReason reason,
            @Nullable DepartmentId suggested,
            @Nullable FreeText note)
            implements Answer {}

    record Resolve(
            WorkOrderId order,
            DepartmentId from,
            String by,
            String cause,
            @Nullable FreeText solution) implements Answer {}

    /** What a department asked for, or what was missing from a returned order. */
    record SupplyInformation(WorkOrderId order, CaseId caseId, String by, FreeText information) implements OfOrder {}

    /** A person sends a returned order again; null {@code to} means to the same department. */
    record Resubmit(WorkOrderId order, String by, @Nullable DepartmentId to, FreeText remark) implements OfOrder {}

    /** It is not wanted any more. */
    record Cancel(WorkOrderId order, String by, @Nullable FreeText reason, boolean caseClosed) implements OfOrder {}

    /** The customer says it is not solved (manual §3.5.1); {@code round} is the one that begins. */
    record Reopen(WorkOrderId order, CaseId caseId, int round) implements OfOrder {}

    /** A deadline's time has come, or the clock thinks so. */
    record FallDue(WorkOrderId order) implements OfOrder {}
}
