package org.firstline.diagnosis.http;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.firstline.diagnosis.domain.Level;
import org.firstline.diagnosis.domain.StepOutcome;
import org.jspecify.annotations.Nullable;

/** What persons ask for. */
final class Requests {

    private static final String CODE = "[a-z0-9]+([.-][a-z0-9]+)*";
    /** Not blank, no control characters but tabs and ends of lines, no halves of characters. */
    private static final String SOME_TEXT = "(?s)(?=.*\\S)[\\t\\n\\r\\x20-\\x{d7ff}\\x{e000}-\\x{10ffff}]*";

    private Requests() {}

    /** A value that a check showed. */
    @Schema(name = "ObservationRequest")
    record Observation(
            @Schema(examples = "ont.los-light") @NotNull @Size(max = 64) @Pattern(regexp = CODE)
            String check,

            @Schema(examples = "blinking-red") @NotNull @Size(max = 64) @Pattern(regexp = CODE)
            String value) {}

    /** The end of a guided step. */
    @Schema(name = "GuidedStepRequest")
    record GuidedStep(
            @Schema(examples = "restart-ont") @NotNull @Size(max = 70) @Pattern(regexp = CODE)
            String guidance,

            @Schema(examples = "DONE_NO_CHANGE") @NotNull StepOutcome outcome) {}

    /** A conclusion: exactly one of the three. */
    @Schema(name = "ConclusionRequest")
    record Conclusion(
            @Valid @Nullable Fixed fixed,
            @Valid @Nullable Guided guided,
            @Valid @Nullable Escalate escalate) {}

    /** Fixed by support. */
    @Schema(name = "FixedConclusion")
    record Fixed(
            @Schema(examples = "account.wrong-password") @NotNull @Size(max = 64) @Pattern(regexp = CODE)
            String cause,

            @Schema(description = "In one's own words; numbers and addresses are masked. The pack's words when absent.")
            @Nullable
            @Size(max = 1000)
            @Pattern(regexp = SOME_TEXT)
            String solution) {}

    /** Guided to the fix. */
    @Schema(name = "GuidedConclusion")
    record Guided(
            @Schema(examples = "restart-ont") @NotNull @Size(max = 70) @Pattern(regexp = CODE)
            String guidance,

            @Nullable @Size(max = 64) @Pattern(regexp = CODE)
            String cause) {}

    /** A department is needed. */
    @Schema(name = "EscalateConclusion")
    record Escalate(
            @Schema(description = "Triage's, or the probable cause's where graver, when absent") @Nullable
            Level impact,

            @Schema(description = "Triage's when absent") @Nullable
            Level urgency,

            @Schema(description = "For the department; numbers and addresses are masked")
            @Nullable
            @Size(max = 128)
            @Pattern(regexp = SOME_TEXT)
            String note) {}
}
