package org.firstline.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.Grade;
import org.jspecify.annotations.Nullable;

/**
 * What a department reads on {@code departments.<id>.work-orders}, keyed by the case. Each message is complete in
 * itself and holds no personal data; whoever must reach the customer or the site fetches that from intake with a reason.
 */
public sealed interface DepartmentOrder extends SuiteEvent {

    /** The order it is about. */
    UUID workOrderId();

    /** The department it is meant for. */
    String department();

    /**
     * Work for the department.
     *
     * @param submission counts from 1; a later submission of the same order replaces the earlier one
     * @param remark why it comes again, or what was added since
     */
    record Submitted(
            UUID workOrderId,
            UUID caseId,
            String department,
            int submission,
            CaseFacts facts,
            Category category,
            Grade grade,
            String faultClass,
            @Nullable String probableCause,
            Symptom symptom,
            List<StepTaken> steps,
            @Nullable String remark,
            Instant acknowledgeDueAt,
            Instant resolveDueAt,
            Instant submittedAt)
            implements DepartmentOrder {
        public Submitted {
            Check.id("workOrderId", workOrderId);
            Check.id("caseId", caseId);
            Check.code("department", department);
            Check.within("submission", submission, 1, Limits.REPETITIONS);
            Check.given("facts", facts);
            Check.given("category", category);
            Check.given("grade", grade);
            Check.code("faultClass", faultClass);
            Check.codeOrNull("probableCause", probableCause);
            Check.given("symptom", symptom);
            steps = Check.list("steps", steps, Limits.STEPS);
            Check.textOrNull("remark", remark);
            Check.instant("acknowledgeDueAt", acknowledgeDueAt);
            Check.instant("resolveDueAt", resolveDueAt);
            Check.instant("submittedAt", submittedAt);
        }
    }

    /** What the department had asked for. */
    record Informed(UUID workOrderId, UUID caseId, String department, String information, Instant informedAt)
            implements DepartmentOrder {
        public Informed {
            Check.id("workOrderId", workOrderId);
            Check.id("caseId", caseId);
            Check.code("department", department);
            Check.text("information", information);
            Check.instant("informedAt", informedAt);
        }
    }

    /** No longer this department's: cancelled, or given to another. */
    record Withdrawn(UUID workOrderId, UUID caseId, String department, String reason, Instant withdrawnAt)
            implements DepartmentOrder {
        public Withdrawn {
            Check.id("workOrderId", workOrderId);
            Check.id("caseId", caseId);
            Check.code("department", department);
            Check.code("reason", reason);
            Check.instant("withdrawnAt", withdrawnAt);
        }
    }
}
