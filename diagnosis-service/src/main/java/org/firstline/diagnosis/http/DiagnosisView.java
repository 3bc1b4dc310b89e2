package org.firstline.diagnosis.http;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis as a person sees it: what may be the cause and why, and what to ask or do next.
 *
 * @param round from 1; rises when a case is reopened
 * @param dueAt when it concludes by itself; absent once it is concluded
 * @param causes most probable first
 * @param nextCheck the check that tells most per minute of the customer's time
 * @param nextGuidance what to try about the most probable cause
 * @param conclusion absent while it is open
 */
@Schema(name = "Diagnosis")
record DiagnosisView(
        UUID caseId,
        @Schema(examples = "OPEN") String state,
        @Schema(examples = "1") int round,
        @Schema(examples = "PERSON") String handling,
        @Schema(examples = "BROADBAND") String serviceLine,
        @Schema(examples = "CN-31") String region,
        @Nullable String networkElement,
        @Schema(examples = "svc-4f0a7c") String serviceRef,
        @Schema(examples = "broadband.no-internet") String symptom,
        @Nullable String complaint,
        @Nullable String agentId,
        @Schema(examples = "broadband.v1") String pack,
        @Nullable Instant dueAt,
        Instant updatedAt,
        List<CauseView> causes,
        @Nullable CheckView nextCheck,
        @Nullable GuidanceView nextGuidance,
        List<StepView> steps,
        @Nullable ConclusionView conclusion) {

    /** A cause. */
    @Schema(name = "RankedCause")
    record CauseView(
            @Schema(examples = "access.fibre-break") String code,

            @Schema(examples = "Drop fibre broken or bent too far")
            String name,

            @Schema(examples = "0.87") double probability,
            List<EvidenceView> evidenceFor,
            List<EvidenceView> evidenceAgainst) {}

    /**
     * A piece of evidence.
     *
     * @param decibans ten times the decimal logarithm of how many times more probable it is under this cause
     */
    @Schema(name = "Evidence")
    record EvidenceView(
            @Schema(examples = "ont.los-light") String code,

            @Schema(examples = "ONT LOS (loss of signal) light: blinking red")
            String text,

            @Schema(examples = "13.2") double decibans) {}

    /** A check to make; {@code say} is the sentence for the customer. */
    @Schema(name = "Check")
    record CheckView(
            @Schema(examples = "ont.los-light") String code,
            String technical,
            String say,
            @Schema(examples = "1") double minutes,
            @Schema(examples = "CUSTOMER") String source,
            List<ValueView> values) {}

    /** What a check may show. */
    @Schema(name = "CheckValue")
    record ValueView(String code, String name) {}

    /** Guidance to give; {@code say} is the sentence for the customer. */
    @Schema(name = "Guidance")
    record GuidanceView(
            @Schema(examples = "restart-ont") String code,
            @Schema(examples = "CUSTOMER") String by,
            List<String> steps,
            String say,
            @Schema(examples = "5") double minutes,
            @Nullable String safety,
            boolean workaround) {}

    /** Something that was looked at or done. */
    @Schema(name = "Step")
    record StepView(
            String code,
            String name,
            @Nullable String value,
            @Nullable String outcome,
            String by,
            Instant takenAt) {}

    /** How it was concluded. */
    @Schema(name = "Conclusion")
    record ConclusionView(
            @Nullable String cause,
            @Nullable String solution,
            @Nullable String guidance,
            @Nullable UUID escalationId,
            @Nullable String grade,
            @Nullable String faultClass,
            @Nullable String workaround,
            @Nullable String by,
            Instant concludedAt) {}

    /** A diagnosis in a list. */
    @Schema(name = "DiagnosisInList")
    record Short(
            UUID caseId,
            String state,
            int round,
            String handling,
            String serviceLine,
            String symptom,
            @Nullable String agentId,
            @Nullable Instant dueAt,
            Instant updatedAt) {}
}
