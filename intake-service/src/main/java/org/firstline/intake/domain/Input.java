package org.firstline.intake.domain;

import java.time.Instant;
import org.firstline.intake.domain.Stage.Identity;
import org.firstline.intake.domain.Terms.Category;
import org.firstline.intake.domain.Terms.Level;
import org.firstline.intake.domain.Terms.ServiceLine;
import org.jspecify.annotations.Nullable;

/** What can happen to a contact or its case. */
public sealed interface Input {

    /**
     * A platform says something about the call.
     *
     * @param at when, by the platform's clock
     * @param inbound whether the leg came in
     * @param firstLeg whether it is the call's first leg, whose direction is the call's
     * @param caller who calls, where this event says so
     * @param around what else there is of the same customer
     */
    record Heard(
            Instant at,
            boolean inbound,
            boolean firstLeg,
            News news,
            @Nullable Customer caller,
            Around around) implements Input {}

    /** A piece of news about a call. */
    sealed interface News {
        record Rang() implements News {}

        record Answered(String agent) implements News {}

        record PassedOn(@Nullable String agent) implements News {}

        record Over() implements News {}

        record GaveUp() implements News {}

        record Reported(Captured problem) implements News {}
    }

    /**
     * What else there is of the same customer.
     *
     * @param openCases whether there are open cases that this call may be about
     * @param sameTrouble an open case with the same symptom, for a bot's report
     * @param throughAt when the customer last got through with another call
     */
    record Around(
            boolean openCases,
            @Nullable CaseId sameTrouble,
            @Nullable Instant throughAt) {

        /** Nothing else. */
        public static final Around NOTHING = new Around(false, null, null);
    }

    /**
     * The clock has come to a contact that waits.
     *
     * @param anonymous the customer to go on with when still nobody has said who calls
     */
    record Due(Customer anonymous) implements Input {}

    /** The same customer got through with another call. */
    record CameThrough() implements Input {}

    /** An agent confirms that this contact is about an open case. */
    record Attach(CaseId to, String by) implements Input {}

    /** A further call is about this case. */
    record TakeCall(CaseId contact, String by) implements Input {}

    /** An agent makes this contact a case by hand, such as one that is owed a callback. */
    record OpenByHand(String agent, Customer customer) implements Input {}

    /** An agent completes the intake record (manual §3.1.2). */
    record Record(ServiceLine line, Symptom symptom, String agent, Customer customer) implements Input {}

    /** The identity was checked (manual §3.1.3) against that customer's entry. */
    record IdentityChecked(Identity identity, Customer customer) implements Input {}

    /** An agent confirms or corrects the category (manual §3.1.4). */
    record Triage(Category category, Level impact, Level urgency, String agent) implements Input {}

    /** Another service says who answers for the case now. */
    record OwnerChanged(Accountable accountable) implements Input {}

    /**
     * Follow-up will call the customer.
     *
     * @param attempt counts from 1 within a case
     */
    record CallbackScheduled(int attempt, Instant callAt, Accountable accountable) implements Input {}

    /** A department got the case. */
    record DepartmentGot(String department, Accountable accountable) implements Input {}

    /** Follow-up closed the case. */
    record Closed(Accountable accountable) implements Input {}

    /** Follow-up opened the case again. */
    record Reopened(Accountable accountable) implements Input {}
}
