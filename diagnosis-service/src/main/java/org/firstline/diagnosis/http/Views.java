package org.firstline.diagnosis.http;

import java.util.Optional;
import org.firstline.diagnosis.db.StoredDiagnosis;
import org.firstline.diagnosis.domain.Beliefs;
import org.firstline.diagnosis.domain.Check;
import org.firstline.diagnosis.domain.Course;
import org.firstline.diagnosis.domain.Diagnosis;
import org.firstline.diagnosis.domain.Guidance;
import org.firstline.diagnosis.domain.Pack;
import org.firstline.diagnosis.domain.Step;
import org.firstline.diagnosis.domain.StepOutcome;
import org.firstline.diagnosis.domain.SymptomLink;
import org.firstline.diagnosis.domain.Triage;
import org.firstline.diagnosis.domain.Words;
import org.firstline.diagnosis.http.DiagnosisView.CauseView;
import org.firstline.diagnosis.http.DiagnosisView.CheckView;
import org.firstline.diagnosis.http.DiagnosisView.ConclusionView;
import org.firstline.diagnosis.http.DiagnosisView.EvidenceView;
import org.firstline.diagnosis.http.DiagnosisView.GuidanceView;
import org.firstline.diagnosis.http.DiagnosisView.StepView;
import org.firstline.diagnosis.http.DiagnosisView.ValueView;
import org.jspecify.annotations.Nullable;

/** Diagnoses in the words of their pack and the language of whoever looks. */
final class Views {

    private final Pack pack;
    private final Language language;

    Views(Pack pack, Language language) {
        this.pack = pack;
        this.language = language;
    }

    static DiagnosisView.Short inList(StoredDiagnosis row, Course course) {
        Triage triage = course.triage();
        return new DiagnosisView.Short(
                row.caseId().value(),
                row.stateName().name(),
                course.round(),
                triage.handling().name(),
                triage.facts().serviceLine(),
                triage.complaint().symptom(),
                triage.agentId(),
                row.state() instanceof Diagnosis.Open open ? open.dueAt() : null,
                row.updatedAt());
    }

    DiagnosisView whole(StoredDiagnosis row, Diagnosis.Begun state) {
        Course course = state.course();
        Triage triage = course.triage();
        Beliefs beliefs = Beliefs.of(pack, course);
        boolean open = state instanceof Diagnosis.Open;
        return new DiagnosisView(
                row.caseId().value(),
                row.stateName().name(),
                course.round(),
                triage.handling().name(),
                triage.facts().serviceLine(),
                triage.facts().region(),
                triage.facts().networkElement(),
                triage.facts().serviceRef(),
                triage.complaint().symptom(),
                triage.complaint().text(),
                triage.agentId(),
                course.pack().toString(),
                state instanceof Diagnosis.Open o ? o.dueAt() : null,
                row.updatedAt(),
                beliefs.ranked().stream().map(this::cause).toList(),
                open ? beliefs.nextCheck().map(s -> check(s.check())).orElse(null) : null,
                open ? beliefs.nextGuidance().map(this::guidance).orElse(null) : null,
                course.wholeRecord().stream().map(this::step).toList(),
                conclusion(state));
    }

    private CauseView cause(Beliefs.Ranked ranked) {
        return new CauseView(
                ranked.cause().code(),
                language.of(ranked.cause().name()),
                rounded(ranked.probability(), 10_000),
                ranked.evidenceFor().stream().map(this::evidence).toList(),
                ranked.evidenceAgainst().stream().map(this::evidence).toList());
    }

    private EvidenceView evidence(Beliefs.Weight weight) {
        Beliefs.Because because = weight.because();
        String text =
                switch (because.kind()) {
                    case SYMPTOM ->
                        pack.symptom(because.code())
                                .map(SymptomLink::name)
                                .map(language::of)
                                .orElse(because.code());
                    case CHECK -> name(because.code()) + ": " + value(because.code(), because.value());
                    case GUIDANCE -> name(because.code()) + ": " + outcome(StepOutcome.valueOf(because.value()));
                };
        return new EvidenceView(because.code(), text, rounded(weight.weight(), 10));
    }

    private CheckView check(Check check) {
        return new CheckView(
                check.code(),
                language.of(check.technical()),
                language.of(check.say()),
                check.minutes(),
                check.source().name(),
                check.values().stream()
                        .map(v -> new ValueView(v.code(), language.of(v.name())))
                        .toList());
    }

    private GuidanceView guidance(Guidance guidance) {
        return new GuidanceView(
                guidance.code(),
                guidance.by().name(),
                guidance.steps().stream().map(language::of).toList(),
                language.of(guidance.say()),
                guidance.minutes(),
                Optional.ofNullable(guidance.safety()).map(language::of).orElse(null),
                guidance.workaround());
    }

    private StepView step(Step step) {
        StepOutcome outcome = step.outcome();
        String value = step.value();
        return new StepView(
                step.code(),
                name(step.code()),
                value == null ? null : value(step.code(), value),
                outcome == null ? null : outcome.name(),
                step.by(),
                step.takenAt());
    }

    private String name(String code) {
        return pack.check(code)
                .map(Check::technical)
                .or(() -> pack.guidance(code).map(Guidance::say))
                .map(language::of)
                .orElse(code);
    }

    private String value(String check, String shown) {
        return pack.check(check).stream()
                .flatMap(c -> c.values().stream())
                .filter(v -> v.code().equals(shown))
                .findFirst()
                .map(v -> language.of(v.name()))
                .orElse(shown);
    }

    private String outcome(StepOutcome outcome) {
        return language.of(
                switch (outcome) {
                    case DONE_HELPED -> new Words("有效", "helped");
                    case DONE_NO_CHANGE -> new Words("无变化", "no change");
                    case FAILED -> new Words("未能完成", "could not be done");
                    case SKIPPED -> new Words("已跳过", "skipped");
                });
    }

    private static @Nullable ConclusionView conclusion(Diagnosis.Begun state) {
        return switch (state) {
            case Diagnosis.Open open -> null;
            case Diagnosis.Fixed s ->
                new ConclusionView(s.cause(), s.solution(), null, null, null, null, null, s.by(), s.fixedAt());
            case Diagnosis.Guided s ->
                new ConclusionView(s.cause(), null, s.guidance(), null, null, null, null, s.by(), s.guidedAt());
            case Diagnosis.Escalated s ->
                new ConclusionView(
                        s.probableCause(),
                        null,
                        null,
                        s.escalationId(),
                        s.grade().name(),
                        s.faultClass(),
                        s.workaround(),
                        null,
                        s.escalatedAt());
            case Diagnosis.Ended s ->
                new ConclusionView(s.cause(), null, null, null, null, null, null, null, s.endedAt());
        };
    }

    private static double rounded(double number, int parts) {
        return (double) Math.round(number * parts) / parts;
    }
}
