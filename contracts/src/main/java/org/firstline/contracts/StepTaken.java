package org.firstline.contracts;

import java.time.Instant;
import org.firstline.contracts.Terms.StepOutcome;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done or looked at during diagnosis, as the record of an escalation needs it (manual §3.3.3).
 *
 * @param code the check's or observation's code in the knowledge pack
 * @param value what was observed, such as {@code red}; null for a step without a reading
 * @param outcome how a guided step ended; null for a plain observation
 * @param by agent number, {@code bot} or {@code customer}
 * @param at when, in suite time
 */
public record StepTaken(
        String code, @Nullable String value, @Nullable StepOutcome outcome, String by, Instant at) {

    public StepTaken {
        Check.code("steps.code", code);
        Check.readingOrNull("steps.value", value);
        Check.code("steps.by", by);
        Check.instant("steps.at", at);
    }
}
