package org.firstline.intake.listen;

import org.firstline.contracts.Accountability;
import org.firstline.intake.domain.Accountable;
import org.firstline.intake.domain.Terms.Owner;
import org.firstline.intake.domain.Terms.Step;

/** Who answers for a case, as another service says it. */
final class Accountabilities {

    private Accountabilities() {}

    static Accountable of(Accountability said) {
        return new Accountable(
                Owner.valueOf(said.owner().name()),
                said.ownerId(),
                Step.valueOf(said.nextStep().name()),
                said.dueAt());
    }
}
