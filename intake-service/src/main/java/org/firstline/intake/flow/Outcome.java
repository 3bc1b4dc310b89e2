package org.firstline.intake.flow;

import org.firstline.intake.db.ContactRow;
import org.firstline.intake.domain.CaseId;

/** What became of one thing that was to be decided. */
public sealed interface Outcome {

    /** It went on. */
    record Advanced(ContactRow row) implements Outcome {}

    /** It was known already. */
    record Ignored(ContactRow row, String why) implements Outcome {}

    /** The rules say no. */
    record Refused(String code, String why) implements Outcome {}

    /** Somebody else changed it first. */
    record Stale(long now) implements Outcome {}

    /** There is no such contact. */
    record Missing(CaseId id) implements Outcome {}
}
