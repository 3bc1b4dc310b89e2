package org.firstline.contracts;

/** The words the events share. A new word in one of these is a new version of the events that carry it. */
public final class Terms {

    private Terms() {}

    /** The lines of business a customer calls about (manual §1.2). */
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

    /** Perceived severity as ITU-T X.733 names it, worst first. */
    public enum Severity {
        CRITICAL,
        MAJOR,
        MINOR,
        WARNING
    }

    /** How much of the customer's service is hit, and how soon it hurts; the two sides of ITIL's priority matrix. */
    public enum Level {
        HIGH,
        MEDIUM,
        LOW
    }

    /** Fault grade an escalation is submitted by (manual §3.3.3), from impact × urgency; G1 is the gravest. */
    public enum Grade {
        G1,
        G2,
        G3,
        G4
    }

    /** Who the customer is to the operator. */
    public enum CustomerClass {
        RESIDENTIAL,
        SMALL_BUSINESS,
        ENTERPRISE,
        GOVERNMENT
    }

    /** What service level the customer bought. */
    public enum ContractClass {
        STANDARD,
        SILVER,
        GOLD
    }

    /** Which way a call goes. Outbound calls open no case. */
    public enum Direction {
        INBOUND,
        OUTBOUND
    }

    /** How often a symptom shows (manual §3.1.2). */
    public enum Frequency {
        PERMANENT,
        DAILY,
        SEVERAL_TIMES,
        ONCE,
        UNKNOWN
    }

    /** Whether a person leads the case by HTTP, or bots, IVR and dialers lead it by events. */
    public enum Handling {
        PERSON,
        AUTOMATIC
    }

    /** What kind of party is accountable for a case at a given instant (manual §2.4: never "nobody's"). */
    public enum OwnerKind {
        /** A first-line agent, or the first line's queue where no agent is named. */
        FIRST_LINE,
        /** A supervisor of the first line. */
        SUPERVISOR,
        /** A back-office department. */
        DEPARTMENT,
        /** The follow-up desk. */
        FOLLOW_UP,
        /** A desk outside technical support, for what is out of scope. */
        OTHER_DESK
    }

    /** What is to happen next with a case. */
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

    /** Which promise of a work order a deadline event speaks of. */
    public enum DeadlineName {
        ACKNOWLEDGE,
        RESOLVE
    }

    /** Why a department sends a work order back (manual §3.4.1); free words are only an addition to a code. */
    public enum ReturnReason {
        INFORMATION_MISSING,
        WRONG_DEPARTMENT,
        NOT_REPRODUCIBLE,
        DUPLICATE,
        CUSTOMER_SIDE
    }

    /** Who removed the trouble. */
    public enum ResolvedBy {
        FIRST_LINE,
        CUSTOMER,
        DEPARTMENT
    }

    /** How a callback ended (manual §3.5.1). */
    public enum CallbackOutcome {
        SOLVED,
        NOT_SOLVED,
        NOT_REACHED
    }

    /** How a guided step ended (manual §3.3.2). */
    public enum StepOutcome {
        DONE_HELPED,
        DONE_NO_CHANGE,
        FAILED,
        SKIPPED
    }

    /** What a customer is told about (manual §3.3.3, §3.4.3, §3.5.2). */
    public enum NoticeAbout {
        PROMISE,
        PROGRESS,
        DELAY,
        RESOLUTION,
        HANDED_OVER,
        REOPENED,
        THANKS
    }

    /** The end of one attempt to tell a customer something: there is no third outcome. */
    public enum NoticeResult {
        DELIVERED,
        FAILED
    }
}
