package org.firstline.diagnosis.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.firstline.diagnosis.db.PackReader;
import org.jspecify.annotations.Nullable;

/** What domain tests start from; what a test does not name does not matter to it. */
public final class Fixtures {

    /** The time of all of them. */
    public static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    /** A case. */
    public static final CaseId CASE = new CaseId(UUID.fromString("5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41"));

    /** The pack that ships. */
    public static final Pack BROADBAND = shipped("broadband");

    /** How long things may take. */
    public static final Policy POLICY =
            new Policy(Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofMinutes(5));

    private Fixtures() {}

    /** A pack that ships. */
    public static Pack shipped(String id) {
        String file = "knowledge/" + id + ".v1.yaml";
        return PackReader.read(file, text(file));
    }

    /** A resource as text. */
    public static String text(String file) {
        try (InputStream in = Fixtures.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("expected resource " + file + ", found none");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Triage anyTriage(String symptom, Handling handling, String... tried) {
        return new Triage(
                new Facts("BROADBAND", "CN-31", "RESIDENTIAL", "STANDARD", null, "svc-4f0a7c", "cust-91be2d"),
                "NETWORK_FAULT",
                Level.MEDIUM,
                Level.MEDIUM,
                new Complaint(symptom, null, null, "PERMANENT", List.of(tried)),
                handling,
                handling == Handling.PERSON ? "agent-li" : null);
    }

    static Course anyCourse(String symptom, Handling handling, Step... steps) {
        return new Course(anyTriage(symptom, handling), 1, BROADBAND.version(), List.of(steps), List.of());
    }

    static Diagnosis.Open anyOpen(String symptom, Handling handling, Step... steps) {
        return new Diagnosis.Open(anyCourse(symptom, handling, steps), NOW, NOW.plusSeconds(300));
    }

    static Step saw(String check, String value) {
        return Step.observed(check, value, "bot", NOW);
    }

    static Step did(String guidance, StepOutcome outcome) {
        return Step.done(guidance, outcome, "bot", NOW);
    }

    static Decision decide(Diagnosis state, Input input) {
        return decide(state, input, NOW);
    }

    static Decision decide(Diagnosis state, Input input, Instant at) {
        return DiagnosisRules.decide(state, input, new Circumstances(BROADBAND, POLICY, at));
    }

    static Input.Observe observe(String check, String value) {
        return new Input.Observe(CASE, List.of(new Reading(check, value)), "bot");
    }

    static Input.ReportStep report(String guidance, StepOutcome outcome) {
        return new Input.ReportStep(CASE, guidance, outcome, "bot");
    }

    static Input.ConcludeEscalate escalate(@Nullable Level impact, @Nullable Level urgency, @Nullable String note) {
        return new Input.ConcludeEscalate(CASE, impact, urgency, note, "agent-li");
    }
}
