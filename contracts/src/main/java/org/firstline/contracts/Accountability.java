package org.firstline.contracts;

import java.time.Instant;
import org.firstline.contracts.Terms.NextStep;
import org.firstline.contracts.Terms.OwnerKind;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a case from this event on, what is to happen next and until when (manual §2.4: responsibility to the
 * end).
 *
 * @param owner kind of the accountable party
 * @param ownerId the agent's number, the department's id or the desk's; null where the whole first line or follow-up
 *     desk is meant
 * @param nextStep what is to happen next; NONE only for a case that is closed
 * @param dueAt until when; null only for a case that is closed
 */
public record Accountability(
        OwnerKind owner,
        @Nullable String ownerId,
        NextStep nextStep,
        @Nullable Instant dueAt) {

    public Accountability {
        Check.given("accountability.owner", owner);
        Check.codeOrNull("accountability.ownerId", ownerId);
        Check.given("accountability.nextStep", nextStep);
        if (nextStep == NextStep.NONE) {
            Check.instantOrNull("accountability.dueAt", dueAt);
        } else {
            Check.instant("accountability.dueAt", dueAt);
        }
    }
}
