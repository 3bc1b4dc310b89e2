package org.firstline.diagnosis.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.diagnosis.domain.Fixtures.CASE;
import static org.firstline.diagnosis.domain.Fixtures.NOW;
import static org.firstline.diagnosis.domain.Fixtures.anyCourse;
import static org.firstline.diagnosis.domain.Fixtures.anyOpen;
import static org.firstline.diagnosis.domain.Fixtures.anyTriage;
import static org.firstline.diagnosis.domain.Fixtures.escalate;
import static org.firstline.diagnosis.domain.Fixtures.observe;
import static org.firstline.diagnosis.domain.Fixtures.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The golden table: every state and every input with what comes of them, one reviewable line each. */
class TransitionsTest {

    private static final Course COURSE = anyCourse("broadband.no-internet", Handling.AUTOMATIC);

    private static final Map<String, Diagnosis> STATES = states();
    private static final Map<String, Input> INPUTS = inputs();

    private static Map<String, Diagnosis> states() {
        Map<String, Diagnosis> states = new LinkedHashMap<>();
        states.put("awaited", new Diagnosis.Awaited());
        states.put("open, person", anyOpen("broadband.no-internet", Handling.PERSON));
        states.put("open, automatic", anyOpen("broadband.no-internet", Handling.AUTOMATIC));
        states.put("fixed", new Diagnosis.Fixed(COURSE, "account.suspended", "paid", "bot", NOW));
        states.put("guided", new Diagnosis.Guided(COURSE, "router.wifi", "guide.move-closer", "bot", NOW));
        states.put(
                "escalated",
                new Diagnosis.Escalated(COURSE, new UUID(1, 1), Grade.G2, "broadband.no-internet", null, null, NOW));
        states.put("ended", new Diagnosis.Ended(COURSE, "router.wifi", NOW));
        return states;
    }

    private static Map<String, Input> inputs() {
        Map<String, Input> inputs = new LinkedHashMap<>();
        inputs.put("triaged, person", triaged("broadband.no-internet", Handling.PERSON));
        inputs.put("triaged, automatic", triaged("broadband.no-internet", Handling.AUTOMATIC));
        inputs.put("triaged, loss of signal, person", triaged("broadband.los", Handling.PERSON));
        inputs.put("triaged, loss of signal, automatic", triaged("broadband.los", Handling.AUTOMATIC));
        inputs.put("reopened, same round", new Input.Reopened(CASE, 1));
        inputs.put("reopened, next round", new Input.Reopened(CASE, 2));
        inputs.put("closed", new Input.Closed(CASE, "router.wifi", false));
        inputs.put("closed, out of scope", new Input.Closed(CASE, null, true));
        inputs.put("observed, little told", observe("ont.power-light", "on"));
        inputs.put("observed, unknown", observe("ont.power-light", Reading.UNKNOWN));
        inputs.put("observed, a department's", observe("ont.optical-power", "none"));
        inputs.put("observed, no such check", observe("moon.phase", "full"));
        inputs.put("observed, no such value", observe("ont.power-light", "purple"));
        inputs.put("step helped, customer's", report("restart-ont", StepOutcome.DONE_HELPED));
        inputs.put("step helped, first line's", report("guide.reset-password", StepOutcome.DONE_HELPED));
        inputs.put("step changed nothing", report("restart-ont", StepOutcome.DONE_NO_CHANGE));
        inputs.put("step failed", report("restart-ont", StepOutcome.FAILED));
        inputs.put("step skipped", report("restart-ont", StepOutcome.SKIPPED));
        inputs.put("step, no such guidance", report("kick-it", StepOutcome.DONE_HELPED));
        inputs.put("exhausted", new Input.Exhaust(CASE, "bot"));
        inputs.put("conclude fixed", new Input.ConcludeFixed(CASE, "account.suspended", null, "agent-li"));
        inputs.put("conclude fixed, no such cause", new Input.ConcludeFixed(CASE, "magic", null, "agent-li"));
        inputs.put("conclude guided", new Input.ConcludeGuided(CASE, "restart-ont", null, "agent-li"));
        inputs.put("conclude guided, no such guidance", new Input.ConcludeGuided(CASE, "magic", null, "agent-li"));
        inputs.put(
                "conclude guided, no such cause", new Input.ConcludeGuided(CASE, "restart-ont", "magic", "agent-li"));
        inputs.put("conclude escalate", escalate(null, null, null));
        inputs.put("conclude escalate, graver", escalate(Level.HIGH, Level.HIGH, "the street was dug up"));
        inputs.put("time up", new Input.FallDue(CASE));
        return inputs;
    }

    private static Input triaged(String symptom, Handling handling) {
        return new Input.Triaged(CASE, anyTriage(symptom, handling));
    }

    @Test
    void every_state_and_input_has_the_outcome_in_the_table() {
        List<String> table = new ArrayList<>();
        STATES.forEach((state, from) -> INPUTS.forEach((name, input) -> table.add(
                "%-15s | %-34s | %s".formatted(state, name, outcome(Fixtures.decide(from, input, when(input)))))));

        assertThat(String.join("\n", table) + "\n").isEqualTo(Fixtures.text("transitions.txt"));
    }

    @Test
    void every_state_and_every_input_stands_in_the_table() {
        assertThat(names(STATES)).isEqualTo(Set.of("Awaited", "Open", "Fixed", "Guided", "Escalated", "Ended"));
        assertThat(names(INPUTS))
                .isEqualTo(Arrays.stream(Input.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toSet()));
    }

    private static Set<String> names(Map<String, ?> things) {
        return things.values().stream().map(t -> t.getClass().getSimpleName()).collect(Collectors.toSet());
    }

    private static Instant when(Input input) {
        return input instanceof Input.FallDue ? NOW.plusSeconds(300) : NOW;
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case Decision.Advance(Diagnosis next, List<Notice> notices) ->
                "→ " + state(next)
                        + notices.stream().map(n -> " + " + notice(n)).collect(Collectors.joining());
            case Decision.Ignore(String why) -> "ignored: " + why;
            case Decision.Hold(String waitingFor) -> "held for " + waitingFor.replace(CASE.toString(), "<id>");
            case Decision.Refuse(String code, String why) -> "refused: " + code;
        };
    }

    private static String state(Diagnosis state) {
        return switch (state) {
            case Diagnosis.Awaited s -> "awaited";
            case Diagnosis.Open s ->
                "open, round " + s.course().round() + ", " + s.course().steps().size() + " steps";
            case Diagnosis.Fixed s -> "fixed " + s.cause();
            case Diagnosis.Guided s -> "guided " + s.cause() + " by " + s.guidance();
            case Diagnosis.Escalated s -> "escalated " + s.grade() + " " + s.faultClass() + " " + s.probableCause();
            case Diagnosis.Ended s -> "ended " + s.cause();
        };
    }

    private static String notice(Notice notice) {
        return switch (notice) {
            case Notice.Started n -> "Started(" + n.suggestedCheck() + ", " + n.probableCause() + ")";
            case Notice.Fixed n -> "Fixed";
            case Notice.Guided n -> "Guided";
            case Notice.Escalated n -> "Escalated";
        };
    }
}
