package org.firstline.chaos.fault;

/** A place in the post office where a crash hurts most: between two things that must both happen or be made good. */
public enum CrashPoint {
    /** Records are read and sorted; the transaction is not begun. */
    BEFORE_THE_TRANSACTION("Tray", "commit"),
    /** The transaction is open and nothing is remembered. */
    BEFORE_THE_INBOX("Inbox", "admit"),
    /** The aggregates are saved and nothing is announced; not committed. */
    BEFORE_THE_OUTBOX("Outbox", "add"),
    /** All is committed; the offset is not, the person at the door is not answered. */
    AFTER_THE_COMMIT("Relay", "wake"),
    /** Rows are claimed and perhaps some sent. */
    WHILE_SENDING("RelaySession", "record"),
    /** Rows are sent and perhaps some acknowledged. */
    AFTER_SENDING("RelaySession", "acknowledged"),
    /** Rows are acknowledged and not deleted. */
    BEFORE_THE_DELETION("RelaySession", "carry");

    private final String className;
    private final String method;

    /**
     * @param className simple name in {@code org.firstline.messaging}
     * @param method at whose beginning it is
     */
    CrashPoint(String className, String method) {
        this.className = className;
        this.method = method;
    }

    /** The class's name as it stands in class files. */
    String internalName() {
        return "org/firstline/messaging/" + className;
    }

    String method() {
        return method;
    }
}
