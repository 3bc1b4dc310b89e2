package org.firstline.followup.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.firstline.followup.domain.Accountable.NextStep;
import org.firstline.followup.domain.Decision.Advance;
import org.firstline.followup.domain.Effect.Said;
import org.firstline.followup.domain.Input.ReportCallback;
import org.firstline.followup.domain.Input.SettleNotice;
import org.firstline.followup.domain.Input.Wake;
import org.junit.jupiter.api.Test;

/** Every state × input with its outcome, one reviewable line each; a change of the rules shows up as a changed line. */
class TransitionsTest {

    private static final String GOLDEN = "/org/firstline/followup/domain/transitions.txt";

    @Test
    void every_state_answers_every_input_as_the_table_says() throws IOException {
        try (InputStream golden = Objects.requireNonNull(getClass().getResourceAsStream(GOLDEN), GOLDEN)) {
            List<String> expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();

            // For whoever changes the rules: review the difference, then put this in the golden table's place.
            Files.writeString(Path.of("target", "transitions.txt"), String.join("\n", table()) + "\n");
            assertThat(String.join("\n", table())).isEqualTo(String.join("\n", expected));
        }
    }

    private static List<String> table() {
        List<String> lines = new ArrayList<>();
        states().forEach((state, file) -> inputs().forEach((name, input) ->
                lines.add("%-22s | %-26s | %s".formatted(state, name, outcome(Cases.decide(file, input))))));
        return lines;
    }

    private static Map<String, CaseFile> states() {
        Map<String, CaseFile> states = new LinkedHashMap<>();
        states.put("unknown", Cases.unknown());
        states.put("watching", Cases.watched());
        states.put("planned fixed", Cases.planned(Occasion.FIXED, 0));
        states.put("planned department", Cases.planned(Occasion.DEPARTMENT, 0));
        states.put("planned last try", Cases.planned(Occasion.GUIDED, 2));
        states.put("planned abandoned", Cases.planned(Occasion.ABANDONED, 2));
        states.put("unreported fixed", Cases.unreported(Occasion.FIXED));
        states.put("overdue department", Cases.overdue(Occasion.DEPARTMENT));
        states.put("closed", Cases.closed(Closure.SOLVED_CONFIRMED));
        states.put("closed settled", Cases.closed(Closure.CALLBACK_SETTLED));
        return states;
    }

    private static Map<String, Input> inputs() {
        Map<String, Input> inputs = new LinkedHashMap<>();
        inputs.put("opened", intake(new News.Opened()));
        inputs.put("owed", intake(new News.Owed()));
        inputs.put("settled", intake(new News.Settled()));
        inputs.put("handed over", intake(new News.HandedOver("billing")));
        inputs.put("call attached", intake(new News.Attached()));
        inputs.put("other", intake(new News.Other(null)));
        inputs.put("in round 1", diagnosis(new News.InRound(1)));
        inputs.put("fixed, round 1", diagnosis(new News.Fixed(1, "c")));
        inputs.put("fixed, round 0 (stale)", diagnosis(new News.Fixed(0, "c")));
        inputs.put("guided, round 2", diagnosis(new News.Guided(2, "c")));
        inputs.put(
                "order, submission 1",
                order(new News.OrderOpened(Cases.ORDER, "access-network", 1, Cases.NOON.plusSeconds(14_400))));
        inputs.put(
                "order, submission 2",
                order(new News.OrderOpened(Cases.ORDER, "access-network", 2, Cases.NOON.plusSeconds(14_400))));
        inputs.put(
                "progress, same time",
                order(new News.OrderProgressed("access-network", Cases.NOON.plusSeconds(14_400))));
        inputs.put(
                "progress, new time",
                order(new News.OrderProgressed("access-network", Cases.NOON.plusSeconds(18_000))));
        inputs.put("progress, no time", order(new News.OrderProgressed("access-network", null)));
        inputs.put("acknowledged late", order(new News.AcknowledgedLate("access-network")));
        inputs.put("resolved late", order(new News.ResolvedLate("access-network", 1)));
        inputs.put("resolved", order(new News.OrderResolved(Cases.ORDER, "access-network", "c")));
        inputs.put("cancelled by customer", order(new News.OrderCancelled(Cases.ORDER, "access-network", "customer")));
        inputs.put("cancelled by agent", order(new News.OrderCancelled(Cases.ORDER, "access-network", "20644")));
        inputs.put(
                "cancelled, to close",
                Cases.heard(
                        Publisher.ESCALATION,
                        9,
                        new News.OrderCancelled(Cases.ORDER, "access-network", "20644"),
                        NextStep.CLOSE));
        inputs.put("callback 1 solved", callback(1, CallbackOutcome.SOLVED));
        inputs.put("callback 1 not solved", callback(1, CallbackOutcome.NOT_SOLVED));
        inputs.put("callback 1 not reached", callback(1, CallbackOutcome.NOT_REACHED));
        inputs.put("callback 2 solved", callback(2, CallbackOutcome.SOLVED));
        inputs.put("wake", new Wake(Cases.CASE));
        inputs.put("notice delivered", new SettleNotice(Cases.CASE, "n", About.PROMISE, true, 1, Cases.NOON, null));
        inputs.put("notice failed", new SettleNotice(Cases.CASE, "n", About.PROMISE, false, 6, Cases.NOON, null));
        return inputs;
    }

    private static Input intake(News news) {
        return Cases.heard(Publisher.INTAKE, 9, news, NextStep.RECORD_INTAKE);
    }

    private static Input diagnosis(News news) {
        return Cases.heard(Publisher.DIAGNOSIS, 9, news, NextStep.DIAGNOSE);
    }

    private static Input order(News news) {
        return Cases.heard(Publisher.ESCALATION, 9, news, NextStep.RESOLVE_WORK_ORDER);
    }

    private static Input callback(int attempt, CallbackOutcome outcome) {
        return new ReportCallback(Cases.CASE, attempt, outcome, null, "dialer");
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case Advance(CaseFile next, List<Effect> effects) ->
                "-> " + phase(next.phase()) + ", " + next.claims().present().owner() + "/"
                        + next.claims().present().nextStep()
                        + effects.stream().map(TransitionsTest::effect).collect(Collectors.joining());
            case Decision.Ignore(String why) -> "ignored: " + why;
            case Decision.Hold(String waitingFor) -> "held for " + waitingFor.replaceAll(":.*:", " ");
            case Decision.Refuse(String code, String why) -> "refused: " + code;
        };
    }

    private static String phase(Phase phase) {
        return switch (phase) {
            case Phase.Watching watching -> "watching";
            case Phase.CallbackPlanned planned ->
                "planned " + planned.attempt() + " (" + planned.occasion() + ", missed " + planned.missed() + ")";
            case Phase.CallbackOverdue overdue -> "overdue " + overdue.attempt();
            case Phase.Closed closed -> "closed " + closed.closure();
        };
    }

    private static String effect(Effect effect) {
        return "; "
                + switch (effect) {
                    case Effect.Say say -> "says " + said(say.said());
                    case Effect.Tell tell -> "tells " + tell.about();
                    case Effect.DropProgress drop -> "drops progress";
                    case Effect.AskPerson ask -> "asks a person: " + ask.kind();
                    case Effect.TaskOver over -> "task over: " + over.kind();
                };
    }

    private static String said(Said said) {
        return switch (said) {
            case Said.Informed informed -> informed.delivered() ? "informed" : "not informed";
            case Said.CallbackScheduled scheduled -> "callback " + scheduled.attempt();
            case Said.CallbackDone done -> done.solved() ? "done, solved" : "done, not solved";
            case Said.CallbackMissed missed -> "missed";
            case Said.Reopened reopened -> "reopened " + reopened.round() + " (" + reopened.lastResolvedBy() + ")";
            case Said.Closed closed -> "closed";
        };
    }
}
