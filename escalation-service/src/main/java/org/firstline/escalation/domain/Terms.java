package org.firstline.escalation.domain;

/** The words that rules are made of. They are the glossary's; contracts spells them the same. */
public final class Terms {

    private Terms() {}

    /** The lines of business (manual §1.2). */
    public enum ServiceLine {
        FIXED_LINE,
        MOBILE,
        BROADBAND,
        DEDICATED_LINE,
        VALUE_ADDED
    }

    /** First classification of a problem (manual §3.1.4). */
    public enum Category {
        NETWORK_FAULT,
        SERVICE_FUNCTION,
        TERMINAL,
        BILLING,
        OTHER
    }

    /** Fault grade (manual §3.3.3); G1 is the gravest. */
    public enum Grade {
        G1,
        G2,
        G3,
        G4
    }

    /** What service level the customer bought. */
    public enum ContractClass {
        STANDARD,
        SILVER,
        GOLD
    }

    /** Which promise of a work order a deadline is about. */
    public enum DeadlineName {
        ACKNOWLEDGE,
        RESOLVE
    }

    /** Why a department sends an order back (manual §3.4.1). */
    public enum ReturnReason {
        INFORMATION_MISSING,
        WRONG_DEPARTMENT,
        NOT_REPRODUCIBLE,
        DUPLICATE,
        CUSTOMER_SIDE
    }

    /** What kind of party is accountable (manual §2.4). */
    public enum OwnerKind {
        FIRST_LINE,
        DEPARTMENT,
        FOLLOW_UP
    }

    /** What is to happen next. */
    public enum NextStep {
        ACKNOWLEDGE_WORK_ORDER,
        RESOLVE_WORK_ORDER,
        COMPLETE_REQUEST,
        SUPPLY_INFORMATION,
        CALL_BACK,
        CLOSE,
        NONE
    }
}
