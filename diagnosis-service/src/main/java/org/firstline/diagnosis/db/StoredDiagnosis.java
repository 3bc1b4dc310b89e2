package org.firstline.diagnosis.db;

import java.time.Instant;
import org.firstline.diagnosis.domain.CaseId;
import org.firstline.diagnosis.domain.Diagnosis;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis with what is kept beside its state.
 *
 * @param sequence number of the last event said about the case
 * @param version rises with every change; the ETag
 * @param traceParent trace in which it last changed, for what the clock brings about
 */
public record StoredDiagnosis(
        CaseId caseId,
        Diagnosis state,
        long sequence,
        long version,
        @Nullable String traceParent,
        Instant updatedAt) {

    /** The name of the state. */
    public StateName stateName() {
        return StateJson.nameOf(state);
    }

    /** The diagnosis after a decision that said so many things. */
    public StoredDiagnosis next(Diagnosis next, int said, @Nullable String trace, Instant at) {
        return new StoredDiagnosis(caseId, next, sequence + said, version + 1, trace, at);
    }
}
