package org.firstline.escalation.domain;

import java.time.Instant;
import org.firstline.escalation.domain.Terms.NextStep;
import org.firstline.escalation.domain.Terms.OwnerKind;
import org.firstline.escalation.domain.Terms.ReturnReason;
import org.jspecify.annotations.Nullable;

/** A work order in one of its states (manual §3.3.3, §3.4). What only holds in a state stands in that state alone. */
public sealed interface WorkOrder {

    /** What never changes of an order. */
    record Head(WorkOrderId id, CaseId caseId, Request request, Instant openedAt) {}

    /** Nothing is known of it yet: its escalation has not come. */
    record Unopened(WorkOrderId id) implements WorkOrder {}

    /** An order that exists. */
    sealed interface Known extends WorkOrder {
        Head head();

        Handover handover();

        /** The promise to resolve; when the order is over, as it stood then. */
        Deadline resolve();

        /** Who answers for it now. */
        Accountability accountability();
    }

    /** An order that somebody still has to do something about; its clock runs. */
    sealed interface Live extends Known {

        /** The same order with its resolve deadline a step further. */
        Live with(Deadline resolve);
    }

    /** Live, and with a department. */
    sealed interface WithDepartment extends Live {
        @Override
        WithDepartment with(Deadline resolve);
    }

    /** The department has it and has not said yet that it takes it on. */
    record Submitted(Head head, Handover handover, Deadline acknowledge, Deadline resolve) implements WithDepartment {
        @Override
        public Submitted with(Deadline resolve) {
            return new Submitted(head, handover, acknowledge, resolve);
        }

        Submitted withAcknowledge(Deadline acknowledge) {
            return new Submitted(head, handover, acknowledge, resolve);
        }

        @Override
        public Accountability accountability() {
            return ofDepartment(handover.department(), NextStep.ACKNOWLEDGE_WORK_ORDER, acknowledge.dueAt());
        }
    }

    /** The department works on it. */
    record Acknowledged(Head head, Handover handover, Deadline resolve, Instant acknowledgedAt)
            implements WithDepartment {
        @Override
        public Acknowledged with(Deadline resolve) {
            return new Acknowledged(head, handover, resolve, acknowledgedAt);
        }

        @Override
        public Accountability accountability() {
            return ofDepartment(handover.department(), NextStep.RESOLVE_WORK_ORDER, resolve.dueAt());
        }
    }

    /** The department works on it and has told news; {@code expectedAt} is its own word and moves no deadline. */
    record Progressed(
            Head head,
            Handover handover,
            Deadline resolve,
            Instant acknowledgedAt,
            @Nullable Instant expectedAt) implements WithDepartment {
        @Override
        public Progressed with(Deadline resolve) {
            return new Progressed(head, handover, resolve, acknowledgedAt, expectedAt);
        }

        @Override
        public Accountability accountability() {
            return ofDepartment(
                    handover.department(),
                    NextStep.RESOLVE_WORK_ORDER,
                    expectedAt == null ? resolve.dueAt() : expectedAt);
        }
    }

    /** The department cannot go on before its question is answered; the first line has it now. */
    record InformationRequested(
            Head head,
            Handover handover,
            Deadline resolve,
            Instant acknowledgedAt,
            @Nullable Instant expectedAt,
            FreeText question,
            Instant answerDueAt)
            implements WithDepartment {
        @Override
        public InformationRequested with(Deadline resolve) {
            return new InformationRequested(head, handover, resolve, acknowledgedAt, expectedAt, question, answerDueAt);
        }

        @Override
        public Accountability accountability() {
            return ofFirstLine(head, NextStep.SUPPLY_INFORMATION, answerDueAt);
        }
    }

    /** The department sent it back; the first line must complete it. The promise to the customer runs on. */
    record Returned(
            Head head,
            Handover handover,
            Deadline resolve,
            ReturnReason reason,
            @Nullable FreeText note,
            Instant completeDueAt)
            implements Live {
        @Override
        public Returned with(Deadline resolve) {
            return new Returned(head, handover, resolve, reason, note, completeDueAt);
        }

        @Override
        public Accountability accountability() {
            return ofFirstLine(head, NextStep.COMPLETE_REQUEST, completeDueAt);
        }
    }

    /** The department removed the trouble; the customer's word is still out. */
    record Resolved(
            Head head,
            Handover handover,
            Deadline resolve,
            String cause,
            @Nullable FreeText solution,
            Instant resolvedAt,
            Instant callBackDueAt)
            implements Known {
        @Override
        public Accountability accountability() {
            return new Accountability(OwnerKind.FOLLOW_UP, null, NextStep.CALL_BACK, callBackDueAt);
        }
    }

    /** Not wanted any more. {@code closeDueAt} is null when the case is closed already. */
    record Cancelled(
            Head head,
            Handover handover,
            Deadline resolve,
            String cancelledBy,
            @Nullable FreeText reason,
            Instant cancelledAt,
            @Nullable Instant closeDueAt)
            implements Known {
        @Override
        public Accountability accountability() {
            return new Accountability(
                    OwnerKind.FOLLOW_UP, null, closeDueAt == null ? NextStep.NONE : NextStep.CLOSE, closeDueAt);
        }
    }

    private static Accountability ofDepartment(DepartmentId department, NextStep step, Instant dueAt) {
        return new Accountability(OwnerKind.DEPARTMENT, department.value(), step, dueAt);
    }

    private static Accountability ofFirstLine(Head head, NextStep step, Instant dueAt) {
        return new Accountability(OwnerKind.FIRST_LINE, head.request().agentId(), step, dueAt);
    }
}
