package org.firstline.chaos.check;

import java.util.List;
import java.util.stream.Stream;

/** The types of events that the promises speak of, as they stand on the wire. */
final class Types {

    static final String CALL = "org.firstline.call.";
    static final String CALL_REPORTED = CALL + "problem-reported.v1";
    static final String CALL_ANSWERED = CALL + "answered.v1";

    static final String CASE_OPENED = "org.firstline.intake.case-opened.v1";
    static final String CASE_TRIAGED = "org.firstline.intake.case-triaged.v1";
    static final String CALL_ATTACHED = "org.firstline.intake.call-attached.v1";

    static final String ESCALATION_NEEDED = "org.firstline.diagnosis.escalation-needed.v1";

    private static final String ESCALATION = "org.firstline.escalation.";
    static final String ORDER_OPENED = ESCALATION + "work-order-opened.v1";
    static final String ORDER_ACKNOWLEDGED = ESCALATION + "work-order-acknowledged.v1";
    static final String ORDER_RETURNED = ESCALATION + "work-order-returned.v1";
    static final String ORDER_RESOLVED = ESCALATION + "work-order-resolved.v1";
    static final String ORDER_CANCELLED = ESCALATION + "work-order-cancelled.v1";
    static final String DEADLINE_WARNED = ESCALATION + "deadline-warned.v1";
    static final String DEADLINE_BREACHED = ESCALATION + "deadline-breached.v1";
    static final String LADDER_STEP = ESCALATION + "ladder-step-taken.v1";

    static final String ANSWER = "org.firstline.department-answer.";

    static final String CUSTOMER_INFORMED = "org.firstline.followup.customer-informed.v1";
    static final String CASE_CLOSED = "org.firstline.followup.case-closed.v1";
    static final String CASE_REOPENED = "org.firstline.followup.case-reopened.v1";

    private static final String INPUT = "org.firstline.input.";
    static final String CALLBACK_REPORTED = INPUT + "callback-reported.v1";
    static final String OBSERVATION_REPORTED = INPUT + "observation-reported.v1";
    static final String GUIDED_STEP_REPORTED = INPUT + "guided-step-reported.v1";
    static final String DIAGNOSIS_EXHAUSTED = INPUT + "diagnosis-exhausted.v1";
    static final String INFORMATION_GIVEN = INPUT + "information-given.v1";

    /** The services by their names, in the order in which a case passes them. */
    static final List<String> SERVICES = List.of("intake", "diagnosis", "escalation", "followup");

    /** What the timeline of follow-up is made of. */
    static final List<String> STORY_TOPICS =
            List.of("intake.cases", "diagnosis.cases", "escalation.work-orders", "followup.cases");

    private Types() {}

    /** All of them, so that a test can see that the contracts know each. */
    static Stream<String> all() {
        return Stream.of(
                CALL_REPORTED,
                CALL_ANSWERED,
                CASE_OPENED,
                CASE_TRIAGED,
                CALL_ATTACHED,
                ESCALATION_NEEDED,
                ORDER_OPENED,
                ORDER_ACKNOWLEDGED,
                ORDER_RETURNED,
                ORDER_RESOLVED,
                ORDER_CANCELLED,
                DEADLINE_WARNED,
                DEADLINE_BREACHED,
                LADDER_STEP,
                CUSTOMER_INFORMED,
                CASE_CLOSED,
                CASE_REOPENED,
                CALLBACK_REPORTED,
                OBSERVATION_REPORTED,
                GUIDED_STEP_REPORTED,
                DIAGNOSIS_EXHAUSTED,
                INFORMATION_GIVEN);
    }
}
