package org.firstline.followup.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a case, what is to happen next and until when (manual §2.4).
 *
 * @param ownerId the agent, department or desk; null for a whole desk
 * @param dueAt null only when nothing is to happen any more
 */
public record Accountable(
        Owner owner,
        @Nullable String ownerId,
        NextStep nextStep,
        @Nullable Instant dueAt) {

    /** The kinds of party. */
    public enum Owner {
        FIRST_LINE,
        SUPERVISOR,
        DEPARTMENT,
        FOLLOW_UP,
        OTHER_DESK
    }

    /** What is to happen next. */
    public enum NextStep {
        RECORD_INTAKE,
        DIAGNOSE,
        ACKNOWLEDGE_WORK_ORDER,
        RESOLVE_WORK_ORDER,
        COMPLETE_REQUEST,
        SUPPLY_INFORMATION,
        CALL_BACK,
        CLOSE,
        NONE
    }

    static final String CALLBACK_DESK = "callbacks";

    static Accountable toCallBack(Instant callAt) {
        return new Accountable(Owner.FOLLOW_UP, CALLBACK_DESK, NextStep.CALL_BACK, callAt);
    }

    static Accountable toClose(Instant at) {
        return new Accountable(Owner.FOLLOW_UP, CALLBACK_DESK, NextStep.CLOSE, at);
    }

    static Accountable forNothingMore() {
        return new Accountable(Owner.FOLLOW_UP, CALLBACK_DESK, NextStep.NONE, null);
    }
}
