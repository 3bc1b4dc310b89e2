package org.firstline.diagnosis.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at or done, as it stands in the record that a department gets (manual §3.3.3).
 *
 * @param code of the check or of the guidance
 * @param value what was observed; null for a guided step
 * @param outcome how a guided step ended; null for an observation
 * @param by agent, bot, system, or {@code customer}
 */
public record Step(
        String code, @Nullable String value, @Nullable StepOutcome outcome, String by, Instant takenAt) {

    /** Something observed. */
    public static Step observed(String code, String value, String by, Instant takenAt) {
        return new Step(code, value, null, by, takenAt);
    }

    /** A guided step that ended. */
    public static Step done(String code, StepOutcome outcome, String by, Instant takenAt) {
        return new Step(code, null, outcome, by, takenAt);
    }
}
