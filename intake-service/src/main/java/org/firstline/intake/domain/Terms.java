package org.firstline.intake.domain;

/** The words of intake's rules; the same words as on the topics, held against them by a test. */
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

    /** Perceived severity (ITU-T X.733), worst first. */
    public enum Severity {
        CRITICAL,
        MAJOR,
        MINOR,
        WARNING;

        /** Severity from how much is hit and how soon it hurts: the matrix of ITIL's priorities. */
        public static Severity of(Level impact, Level urgency) {
            return switch (impact.weight() + urgency.weight()) {
                case 4 -> CRITICAL;
                case 3 -> MAJOR;
                case 2 -> MINOR;
                default -> WARNING;
            };
        }
    }

    /** Impact or urgency. */
    public enum Level {
        HIGH,
        MEDIUM,
        LOW;

        private int weight() {
            return 2 - ordinal();
        }
    }

    /** How often a symptom shows (manual §3.1.2). */
    public enum Frequency {
        PERMANENT,
        DAILY,
        SEVERAL_TIMES,
        ONCE,
        UNKNOWN
    }

    /** Who the customer is to the operator. */
    public enum CustomerClass {
        RESIDENTIAL,
        SMALL_BUSINESS,
        ENTERPRISE,
        GOVERNMENT
    }

    /** What service level was bought. */
    public enum ContractClass {
        STANDARD,
        SILVER,
        GOLD
    }

    /** Whether a person leads the case, or bots lead it by events. */
    public enum Handling {
        PERSON,
        AUTOMATIC
    }

    /** What kind of party is accountable. */
    public enum Owner {
        FIRST_LINE,
        SUPERVISOR,
        DEPARTMENT,
        FOLLOW_UP,
        OTHER_DESK
    }

    /** What is to happen next. */
    public enum Step {
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
}
