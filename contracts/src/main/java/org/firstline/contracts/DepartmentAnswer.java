package org.firstline.contracts;

import java.time.Instant;
import java.util.UUID;
import org.firstline.contracts.Terms.ReturnReason;
import org.jspecify.annotations.Nullable;

/**
 * What a department answers on {@code departments.<id>.answers}, keyed by the work order. An answer counts at the time
 * its record reached the broker, whatever clock the department has.
 */
public sealed interface DepartmentAnswer extends SuiteEvent {

    /** The order it answers. */
    UUID workOrderId();

    /** Who in the department answers, as a code (a staff number, a system's name); never a person's name. */
    String answeredBy();

    /** The department takes the order on. */
    record Accepted(UUID workOrderId, String answeredBy) implements DepartmentAnswer {
        public Accepted {
            head(workOrderId, answeredBy);
        }
    }

    /** News, with a new expected time where it has changed. */
    record Progressed(
            UUID workOrderId,
            String answeredBy,
            @Nullable Instant expectedAt,
            @Nullable String note) implements DepartmentAnswer {
        public Progressed {
            head(workOrderId, answeredBy);
            Check.instantOrNull("expectedAt", expectedAt);
            Check.textOrNull("note", note);
        }
    }

    /** The department cannot go on without an answer to its question. */
    record InformationNeeded(UUID workOrderId, String answeredBy, String question) implements DepartmentAnswer {
        public InformationNeeded {
            head(workOrderId, answeredBy);
            Check.text("question", question);
        }
    }

    /** The department sends the order back. {@code suggestedDepartment} only helps with WRONG_DEPARTMENT. */
    record Returned(
            UUID workOrderId,
            String answeredBy,
            ReturnReason reason,
            @Nullable String suggestedDepartment,
            @Nullable String note)
            implements DepartmentAnswer {
        public Returned {
            head(workOrderId, answeredBy);
            Check.given("reason", reason);
            Check.codeOrNull("suggestedDepartment", suggestedDepartment);
            Check.textOrNull("note", note);
        }
    }

    /** The trouble is removed; {@code cause} is a code that flows back into the knowledge packs. */
    record Resolved(
            UUID workOrderId,
            String answeredBy,
            String cause,
            @Nullable String solution) implements DepartmentAnswer {
        public Resolved {
            head(workOrderId, answeredBy);
            Check.code("cause", cause);
            Check.textOrNull("solution", solution);
        }
    }

    private static void head(UUID workOrderId, String answeredBy) {
        Check.id("workOrderId", workOrderId);
        Check.code("answeredBy", answeredBy);
    }
}
