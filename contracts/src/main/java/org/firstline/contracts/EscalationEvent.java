package org.firstline.contracts;

import java.time.Instant;
import java.util.UUID;
import org.firstline.contracts.Terms.DeadlineName;
import org.firstline.contracts.Terms.Grade;
import org.firstline.contracts.Terms.ReturnReason;
import org.jspecify.annotations.Nullable;

/** What escalation says on {@code escalation.work-orders}, keyed by the case. */
public sealed interface EscalationEvent extends SuiteEvent.OfCase {

    /** The work order the event is about. */
    UUID workOrderId();

    /** A department has been given the order; both deadlines run. {@code submission} counts from 1. */
    record WorkOrderOpened(
            UUID caseId,
            UUID workOrderId,
            CaseFacts facts,
            String department,
            Grade grade,
            int submission,
            Instant acknowledgeDueAt,
            Instant resolveDueAt,
            Instant openedAt,
            Accountability accountability)
            implements EscalationEvent {
        public WorkOrderOpened {
            head(caseId, workOrderId, accountability);
            Check.given("facts", facts);
            Check.code("department", department);
            Check.given("grade", grade);
            Check.within("submission", submission, 1, Limits.REPETITIONS);
            Check.instant("acknowledgeDueAt", acknowledgeDueAt);
            Check.instant("resolveDueAt", resolveDueAt);
            Check.instant("openedAt", openedAt);
        }
    }

    /** The department has taken the order on. */
    record WorkOrderAcknowledged(
            UUID caseId, UUID workOrderId, String department, Instant acknowledgedAt, Accountability accountability)
            implements EscalationEvent {
        public WorkOrderAcknowledged {
            head(caseId, workOrderId, accountability);
            Check.code("department", department);
            Check.instant("acknowledgedAt", acknowledgedAt);
        }
    }

    /** News from the department, with the new time by which it expects to be done. */
    record WorkOrderProgressed(
            UUID caseId,
            UUID workOrderId,
            String department,
            @Nullable Instant expectedAt,
            @Nullable String note,
            Instant progressedAt,
            Accountability accountability)
            implements EscalationEvent {
        public WorkOrderProgressed {
            head(caseId, workOrderId, accountability);
            Check.code("department", department);
            Check.instantOrNull("expectedAt", expectedAt);
            Check.textOrNull("note", note);
            Check.instant("progressedAt", progressedAt);
        }
    }

    /** The department needs something from the first line before it can go on. */
    record InformationRequested(
            UUID caseId,
            UUID workOrderId,
            String department,
            String question,
            Instant requestedAt,
            Accountability accountability)
            implements EscalationEvent {
        public InformationRequested {
            head(caseId, workOrderId, accountability);
            Check.code("department", department);
            Check.text("question", question);
            Check.instant("requestedAt", requestedAt);
        }
    }

    /** What was asked for has been given; the department goes on. */
    record InformationSupplied(
            UUID caseId,
            UUID workOrderId,
            String department,
            String suppliedBy,
            Instant suppliedAt,
            Accountability accountability)
            implements EscalationEvent {
        public InformationSupplied {
            head(caseId, workOrderId, accountability);
            Check.code("department", department);
            Check.code("suppliedBy", suppliedBy);
            Check.instant("suppliedAt", suppliedAt);
        }
    }

    /** The department sent the order back with a coded reason (manual §3.4.1); its clock goes on. */
    record WorkOrderReturned(
            UUID caseId,
            UUID workOrderId,
            String department,
            ReturnReason reason,
            @Nullable String note,
            Instant returnedAt,
            Accountability accountability)
            implements EscalationEvent {
        public WorkOrderReturned {
            head(caseId, workOrderId, accountability);
            Check.code("department", department);
            Check.given("reason", reason);
            Check.textOrNull("note", note);
            Check.instant("returnedAt", returnedAt);
        }
    }

    /** The department removed the trouble. */
    record WorkOrderResolved(
            UUID caseId,
            UUID workOrderId,
            CaseFacts facts,
            String department,
            String cause,
            @Nullable String solution,
            Instant resolvedAt,
            Accountability accountability)
            implements EscalationEvent {
        public WorkOrderResolved {
            head(caseId, workOrderId, accountability);
            Check.given("facts", facts);
            Check.code("department", department);
            Check.code("cause", cause);
            Check.textOrNull("solution", solution);
            Check.instant("resolvedAt", resolvedAt);
        }
    }

    /** The order is not wanted any more. */
    record WorkOrderCancelled(
            UUID caseId,
            UUID workOrderId,
            String department,
            String cancelledBy,
            @Nullable String reason,
            Instant cancelledAt,
            Accountability accountability)
            implements EscalationEvent {
        public WorkOrderCancelled {
            head(caseId, workOrderId, accountability);
            Check.code("department", department);
            Check.code("cancelledBy", cancelledBy);
            Check.textOrNull("reason", reason);
            Check.instant("cancelledAt", cancelledAt);
        }
    }

    /** A deadline is near. {@code revision} tells which deadline of that name; a new one supersedes the old. */
    record DeadlineWarned(
            UUID caseId,
            UUID workOrderId,
            String department,
            DeadlineName deadline,
            int revision,
            Instant deadlineAt,
            Instant warnedAt,
            Accountability accountability)
            implements EscalationEvent {
        public DeadlineWarned {
            head(caseId, workOrderId, accountability);
            Check.code("department", department);
            Check.given("deadline", deadline);
            Check.within("revision", revision, 1, Limits.COUNT);
            Check.instant("deadlineAt", deadlineAt);
            Check.instant("warnedAt", warnedAt);
        }
    }

    /** A deadline has passed unmet; the ladder begins. */
    record DeadlineBreached(
            UUID caseId,
            UUID workOrderId,
            String department,
            DeadlineName deadline,
            int revision,
            Instant deadlineAt,
            Instant breachedAt,
            Accountability accountability)
            implements EscalationEvent {
        public DeadlineBreached {
            head(caseId, workOrderId, accountability);
            Check.code("department", department);
            Check.given("deadline", deadline);
            Check.within("revision", revision, 1, Limits.COUNT);
            Check.instant("deadlineAt", deadlineAt);
            Check.instant("breachedAt", breachedAt);
        }
    }

    /** One rung of the ladder: who was called upon. {@code rung} counts from 1. */
    record LadderStepTaken(
            UUID caseId,
            UUID workOrderId,
            String department,
            DeadlineName deadline,
            int revision,
            int rung,
            String calledUpon,
            Instant takenAt,
            Accountability accountability)
            implements EscalationEvent {
        public LadderStepTaken {
            head(caseId, workOrderId, accountability);
            Check.code("department", department);
            Check.given("deadline", deadline);
            Check.within("revision", revision, 1, Limits.COUNT);
            Check.within("rung", rung, 1, 100);
            Check.code("calledUpon", calledUpon);
            Check.instant("takenAt", takenAt);
        }
    }

    private static void head(UUID caseId, UUID workOrderId, Accountability accountability) {
        Check.id("caseId", caseId);
        Check.id("workOrderId", workOrderId);
        Check.given("accountability", accountability);
    }
}
