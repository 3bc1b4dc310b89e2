package org.firstline.escalation.db;

import com.fasterxml.jackson.databind.ObjectReader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.firstline.escalation.domain.Deadline;
import org.firstline.escalation.domain.DepartmentId;
import org.firstline.escalation.domain.FreeText;
import org.firstline.escalation.domain.Handover;
import org.firstline.escalation.domain.Terms.ReturnReason;
import org.firstline.escalation.domain.WorkOrder;
import org.firstline.escalation.domain.WorkOrder.Head;
import org.jspecify.annotations.Nullable;

/** The column {@code data}: what only the state of an order knows. Which fields are there depends on the state. */
record StateData(
        List<DepartmentId> been,
        Deadline resolve,
        @Nullable Deadline acknowledge,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant expectedAt,
        @Nullable FreeText question,
        @Nullable ReturnReason reason,
        @Nullable FreeText note,
        @Nullable String cause,
        @Nullable String by,
        @Nullable Instant endedAt,
        @Nullable Instant deskDueAt) {

    static final ObjectReader READER = Json.reader(StateData.class);

    /** The word in the column {@code state}. */
    static String word(WorkOrder.Known order) {
        return switch (order) {
            case WorkOrder.Submitted o -> "submitted";
            case WorkOrder.Acknowledged o -> "acknowledged";
            case WorkOrder.Progressed o -> "progressed";
            case WorkOrder.InformationRequested o -> "information-requested";
            case WorkOrder.Returned o -> "returned";
            case WorkOrder.Resolved o -> "resolved";
            case WorkOrder.Cancelled o -> "cancelled";
        };
    }

    static StateData of(WorkOrder.Known order) {
        return switch (order) {
            case WorkOrder.Submitted o ->
                new StateData(
                        been(o), o.resolve(), o.acknowledge(), null, null, null, null, null, null, null, null, null);
            case WorkOrder.Acknowledged o ->
                new StateData(
                        been(o), o.resolve(), null, o.acknowledgedAt(), null, null, null, null, null, null, null, null);
            case WorkOrder.Progressed o ->
                new StateData(
                        been(o),
                        o.resolve(),
                        null,
                        o.acknowledgedAt(),
                        o.expectedAt(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            case WorkOrder.InformationRequested o ->
                new StateData(
                        been(o),
                        o.resolve(),
                        null,
                        o.acknowledgedAt(),
                        o.expectedAt(),
                        o.question(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        o.answerDueAt());
            case WorkOrder.Returned o ->
                new StateData(
                        been(o),
                        o.resolve(),
                        null,
                        null,
                        null,
                        null,
                        o.reason(),
                        o.note(),
                        null,
                        null,
                        null,
                        o.completeDueAt());
            case WorkOrder.Resolved o ->
                new StateData(
                        been(o),
                        o.resolve(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        o.solution(),
                        o.cause(),
                        null,
                        o.resolvedAt(),
                        o.callBackDueAt());
            case WorkOrder.Cancelled o ->
                new StateData(
                        been(o),
                        o.resolve(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        o.reason(),
                        null,
                        o.cancelledBy(),
                        o.cancelledAt(),
                        o.closeDueAt());
        };
    }

    WorkOrder.Known order(String state, Head head, DepartmentId department, int submission) {
        Handover handover = new Handover(department, submission, been);
        return switch (state) {
            case "submitted" -> new WorkOrder.Submitted(head, handover, there(acknowledge), resolve);
            case "acknowledged" -> new WorkOrder.Acknowledged(head, handover, resolve, there(acknowledgedAt));
            case "progressed" -> new WorkOrder.Progressed(head, handover, resolve, there(acknowledgedAt), expectedAt);
            case "information-requested" ->
                new WorkOrder.InformationRequested(
                        head, handover, resolve, there(acknowledgedAt), expectedAt, there(question), there(deskDueAt));
            case "returned" -> new WorkOrder.Returned(head, handover, resolve, there(reason), note, there(deskDueAt));
            case "resolved" ->
                new WorkOrder.Resolved(head, handover, resolve, there(cause), note, there(endedAt), there(deskDueAt));
            case "cancelled" ->
                new WorkOrder.Cancelled(head, handover, resolve, there(by), note, there(endedAt), deskDueAt);
            default ->
                throw new IllegalStateException(
                        "expected a state of this version in work order " + head.id() + ", found " + state);
        };
    }

    private static List<DepartmentId> been(WorkOrder.Known order) {
        return order.handover().been();
    }

    private static <T> T there(@Nullable T value) {
        return Objects.requireNonNull(value, "expected the row to hold what its state needs");
    }
}
