package org.firstline.intake.domain;

import java.time.Instant;
import org.firstline.intake.domain.Terms.Category;
import org.firstline.intake.domain.Terms.Handling;
import org.firstline.intake.domain.Terms.Level;
import org.firstline.intake.domain.Terms.Severity;
import org.jspecify.annotations.Nullable;

/** What is to be said of a decision. Each names who answers for the case from then on. */
public sealed interface Notice {

    /** Who answers for the case from here on. */
    Accountable accountable();

    /** A call became a case. */
    record CaseOpened(
            String platform, Handling handling, @Nullable String agent, Instant at, Accountable accountable)
            implements Notice {}

    /** An abandoned call is owed a callback. */
    record CallbackOwed(String platform, Instant abandonedAt, CustomerRef customer, Accountable accountable)
            implements Notice {}

    /** Nothing is owed any more; where the next step is not CLOSE, the same contact goes on as a case. */
    record CallbackSettled(Instant at, Accountable accountable) implements Notice {}

    /** The intake record is complete. */
    record IntakeRecorded(
            Facts facts,
            Symptom symptom,
            boolean identityVerified,
            @Nullable String method,
            String by,
            Accountable accountable)
            implements Notice {}

    /** It is technical support's. */
    record CaseTriaged(
            Facts facts,
            Category category,
            Severity severity,
            Level impact,
            Level urgency,
            Symptom symptom,
            Handling handling,
            @Nullable String agent,
            Instant at,
            Accountable accountable)
            implements Notice {}

    /** It is another desk's. */
    record CaseHandedOver(Facts facts, Category category, String desk, String by, Instant at, Accountable accountable)
            implements Notice {}

    /** A further call is about this case. */
    record CallAttached(CaseId contact, String by, Instant at, Accountable accountable) implements Notice {}
}
