package org.firstline.diagnosis.domain;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.firstline.diagnosis.domain.Decision.Advance;
import org.firstline.diagnosis.domain.Decision.Ignore;
import org.firstline.diagnosis.domain.Decision.Refuse;
import org.firstline.diagnosis.domain.Diagnosis.Open;
import org.jspecify.annotations.Nullable;

/** What may become of a diagnosis that is under way. */
final class OpenRules {

    /** Under which code an agent's note stands in the record. */
    static final String NOTE = "agent-note";

    private final Open open;
    private final Course course;
    private final Pack pack;
    private final Circumstances now;

    OpenRules(Open open, Circumstances now) {
        this.open = open;
        this.course = open.course();
        this.pack = now.pack();
        this.now = now;
    }

    Decision decide(Input input) {
        return switch (input) {
            case Input.Triaged again -> new Ignore("under diagnosis already");
            case Input.Reopened again -> new Ignore("under diagnosis already");
            case Input.Closed closed -> DiagnosisRules.end(open, closed, now);
            case Input.Observe observe -> observe(observe);
            case Input.ReportStep step -> report(step);
            case Input.Exhaust exhaust ->
                isAutomatic()
                        ? escalate(exhaust.caseId(), course)
                        : new Refuse(
                                "led-by-a-person", "expected a case that bots lead, found one that a person leads");
            case Input.ConcludeFixed fixed -> fix(fixed);
            case Input.ConcludeGuided guided -> guide(guided);
            case Input.ConcludeEscalate wanted -> escalate(wanted);
            case Input.FallDue due ->
                now.at().isBefore(open.dueAt())
                        ? new Ignore("not due before " + open.dueAt())
                        : escalate(due.caseId(), course);
        };
    }

    private boolean isAutomatic() {
        return course.triage().handling() == Handling.AUTOMATIC;
    }

    private Decision observe(Input.Observe observe) {
        Course next = course;
        for (Reading reading : observe.readings()) {
            Optional<Check> check = pack.check(reading.check());
            if (check.isEmpty()) {
                return new Refuse(
                        "unknown-check", "expected a check of pack " + pack.version() + ", found another code");
            }
            List<String> values =
                    check.get().values().stream().map(Check.Value::code).toList();
            if (!values.contains(reading.value()) && !reading.value().equals(Reading.UNKNOWN)) {
                return new Refuse(
                        "unknown-value",
                        "expected one of " + values + " or unknown for check " + reading.check()
                                + ", found something else");
            }
            next = next.with(Step.observed(reading.check(), reading.value(), observe.by(), now.at()));
        }
        return lead(observe.caseId(), next);
    }

    private Decision report(Input.ReportStep report) {
        Optional<Guidance> guidance = pack.guidance(report.guidance());
        if (guidance.isEmpty()) {
            return unknownGuidance();
        }
        Course next = course.with(Step.done(guidance.get().code(), report.outcome(), report.by(), now.at()));
        return isAutomatic() && report.outcome() == StepOutcome.DONE_HELPED
                ? helped(guidance.get(), null, next, report.by())
                : lead(report.caseId(), next);
    }

    /** Nobody leads an automatic case: it is acted upon as soon as it is clear that a department must. */
    private Decision lead(CaseId id, Course next) {
        if (isAutomatic()) {
            Beliefs beliefs = Beliefs.of(pack, next);
            boolean certain = beliefs.certainty() >= pack.actAt();
            boolean nobodyCanGuide = beliefs.nextGuidance().isEmpty();
            if (nobodyCanGuide && (certain || beliefs.nextCheck().isEmpty())) {
                return escalate(id, next);
            }
        }
        return new Advance(new Open(next, open.startedAt(), open.dueAt()), List.of());
    }

    private Decision fix(Input.ConcludeFixed wanted) {
        return pack.cause(wanted.cause())
                .<Decision>map(cause -> {
                    String said = wanted.solution();
                    return fixed(course, cause, said == null ? cause.solution().both() : said, wanted.by());
                })
                .orElseGet(OpenRules::unknownCause);
    }

    private Decision guide(Input.ConcludeGuided wanted) {
        Optional<Guidance> guidance = pack.guidance(wanted.guidance());
        String cause = wanted.cause();
        if (guidance.isEmpty()) {
            return unknownGuidance();
        }
        if (cause != null && pack.cause(cause).isEmpty()) {
            return unknownCause();
        }
        Step step = Step.done(guidance.get().code(), StepOutcome.DONE_HELPED, wanted.by(), now.at());
        return guided(guidance.get(), cure(guidance.get(), cause, course), course.with(step), wanted.by());
    }

    private Decision escalate(Input.ConcludeEscalate wanted) {
        Triage triage = course.triage();
        String note = wanted.note();
        Level impact = wanted.impact();
        Level urgency = wanted.urgency();
        Course next = note == null ? course : course.with(Step.observed(NOTE, note, wanted.by(), now.at()));
        Optional<Cause> named = Beliefs.of(pack, next).named();
        // What a person judges is not overruled by the pack.
        Level grave = impact != null ? impact : graver(triage.impact(), named);
        return escalated(wanted.caseId(), named, grave, urgency != null ? urgency : triage.urgency(), next);
    }

    private Advance escalate(CaseId id, Course next) {
        Triage triage = next.triage();
        return escalate(id, Beliefs.of(pack, next).named(), triage.impact(), triage.urgency(), next);
    }

    Advance escalate(CaseId id, Optional<Cause> named, Level impact, Level urgency, Course next) {
        return escalated(id, named, graver(impact, named), urgency, next);
    }

    private static Level graver(Level impact, Optional<Cause> cause) {
        return cause.map(c -> c.impact().orGraver(impact)).orElse(impact);
    }

    private Advance escalated(CaseId id, Optional<Cause> named, Level impact, Level urgency, Course next) {
        UUID escalationId = id.escalationIn(next.round());
        String faultClass = named.map(Cause::faultClass)
                .or(() -> pack.symptom(next.triage().complaint().symptom()).map(SymptomLink::faultClass))
                .orElse(pack.faultClass());
        Diagnosis.Escalated escalated = new Diagnosis.Escalated(
                next,
                escalationId,
                Grade.of(impact, urgency),
                faultClass,
                named.map(Cause::code).orElse(null),
                named.map(Cause::workaround).map(code -> Pack.GUIDE + code).orElse(null),
                now.at());
        return new Advance(
                escalated,
                List.of(new Notice.Escalated(
                        escalated, now.at().plus(now.policy().handOver()))));
    }

    private Advance helped(Guidance guidance, @Nullable String named, Course next, String by) {
        Cause cause = cure(guidance, named, course);
        return switch (guidance.by()) {
            case CUSTOMER -> guided(guidance, cause, next, by);
            case FIRST_LINE -> fixed(next, cause, cause.solution().both(), by);
        };
    }

    /** The cause a guidance that helped has removed: the one named, else the most probable that it is meant for. */
    private Cause cure(Guidance guidance, @Nullable String named, Course before) {
        Beliefs beliefs = Beliefs.of(pack, before);
        return Optional.ofNullable(named)
                .flatMap(pack::cause)
                .or(() -> beliefs.ranked().stream()
                        .map(Beliefs.Ranked::cause)
                        .filter(cause -> cause.guidance().contains(guidance.code()))
                        .findFirst())
                .orElseGet(beliefs::top);
    }

    private Advance fixed(Course next, Cause cause, String solution, String by) {
        Diagnosis.Fixed fixed = new Diagnosis.Fixed(next, cause.code(), solution, by, now.at());
        return new Advance(
                fixed,
                List.of(new Notice.Fixed(fixed, now.at().plus(now.policy().callBack()))));
    }

    private Advance guided(Guidance guidance, Cause cause, Course next, String by) {
        Diagnosis.Guided guided = new Diagnosis.Guided(next, cause.code(), Pack.GUIDE + guidance.code(), by, now.at());
        return new Advance(
                guided,
                List.of(new Notice.Guided(guided, now.at().plus(now.policy().callBack()))));
    }

    private static Refuse unknownCause() {
        return new Refuse("unknown-cause", "expected a cause of the diagnosis' pack, found another code");
    }

    private static Refuse unknownGuidance() {
        return new Refuse("unknown-guidance", "expected guidance of the diagnosis' pack, found another code");
    }
}
