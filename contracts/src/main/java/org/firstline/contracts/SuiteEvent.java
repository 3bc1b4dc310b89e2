package org.firstline.contracts;

import java.util.UUID;

/** Anything that stands on one of the suite's topics. */
public sealed interface SuiteEvent permits CallEvent, CaseInput, DepartmentAnswer, DepartmentOrder, SuiteEvent.OfCase {

    /** An event that one of our services publishes about a case. */
    sealed interface OfCase extends SuiteEvent permits IntakeEvent, DiagnosisEvent, EscalationEvent, FollowupEvent {

        /** The case it is about; also the key of its record. */
        UUID caseId();

        /** Who answers for the case from this event on. */
        Accountability accountability();
    }
}
