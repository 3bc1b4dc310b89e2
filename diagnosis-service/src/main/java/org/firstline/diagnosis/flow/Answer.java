package org.firstline.diagnosis.flow;

import org.firstline.diagnosis.db.StoredDiagnosis;

/** What a person's request came to. */
public sealed interface Answer {

    /** It was done (now, or by the same request before). */
    record Done(StoredDiagnosis diagnosis) implements Answer {}

    /** There is no diagnosis of that case. */
    record NotThere() implements Answer {}

    /** Somebody has changed it since. */
    record ChangedSince(long version) implements Answer {}

    /** The rules say no. */
    record Refused(String code, String why) implements Answer {}
}
