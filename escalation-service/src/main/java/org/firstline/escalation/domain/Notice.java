package org.firstline.escalation.domain;

import java.time.Instant;
import org.firstline.escalation.domain.Terms.DeadlineName;
import org.firstline.escalation.domain.Terms.ReturnReason;
import org.jspecify.annotations.Nullable;

/** What was decided and is to be said. */
public sealed interface Notice {

    /** The department it is about, or for. */
    DepartmentId department();

    /** Said to the whole suite, with who answers for the case from here on. */
    sealed interface Public extends Notice {
        Accountability accountability();
    }

    record Opened(
            DepartmentId department,
            int submission,
            Instant acknowledgeDueAt,
            Instant resolveDueAt,
            Accountability accountability)
            implements Public {}

    record Acknowledged(DepartmentId department, Accountability accountability) implements Public {}

    record Progressed(
            DepartmentId department,
            @Nullable Instant expectedAt,
            @Nullable FreeText note,
            Accountability accountability)
            implements Public {}

    record InformationRequested(DepartmentId department, FreeText question, Accountability accountability)
            implements Public {}

    record InformationSupplied(DepartmentId department, String by, Accountability accountability) implements Public {}

    record Returned(
            DepartmentId department,
            ReturnReason reason,
            @Nullable FreeText note,
            Accountability accountability) implements Public {}

    record Resolved(
            DepartmentId department, String cause, @Nullable FreeText solution, Accountability accountability)
            implements Public {}

    record Cancelled(
            DepartmentId department, String by, @Nullable FreeText reason, Accountability accountability)
            implements Public {}

    /** A step of a deadline; {@code step} tells when it was due, the decision's time when it was taken. */
    sealed interface Timed extends Public {
        DeadlineName deadline();

        int revision();

        Deadline.Step step();
    }

    record Warned(
            DepartmentId department,
            DeadlineName deadline,
            int revision,
            Deadline.Step.Warn step,
            Instant deadlineAt,
            Accountability accountability)
            implements Timed {}

    record Breached(
            DepartmentId department,
            DeadlineName deadline,
            int revision,
            Deadline.Step.Breach step,
            Instant deadlineAt,
            Accountability accountability)
            implements Timed {}

    record Climbed(
            DepartmentId department,
            DeadlineName deadline,
            int revision,
            Deadline.Step.Climb step,
            Accountability accountability)
            implements Timed {}

    /** Said to one department on its own topic. */
    sealed interface ToDepartment extends Notice {}

    record Submitted(
            DepartmentId department,
            int submission,
            @Nullable FreeText remark,
            Instant acknowledgeDueAt,
            Instant resolveDueAt)
            implements ToDepartment {}

    record Informed(DepartmentId department, FreeText information) implements ToDepartment {}

    /** {@code reason} is a code. */
    record Withdrawn(DepartmentId department, String reason) implements ToDepartment {}
}
