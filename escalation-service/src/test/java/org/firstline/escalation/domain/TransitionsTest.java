package org.firstline.escalation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.firstline.escalation.domain.Terms.ReturnReason;
import org.junit.jupiter.api.Test;

/** Every state × every input, each with its outcome, as one reviewable line in {@code transitions.txt}. */
class TransitionsTest {

    private static final Instant SOON = Any.minutes(5);

    @Test
    void every_state_answers_every_input_as_the_table_says() throws IOException {
        List<String> lines = new ArrayList<>();
        states().forEach((state, order) -> inputs().forEach((name, input) -> lines.add("%-21s | %-32s | %s"
                .formatted(
                        state,
                        name,
                        said(Lifecycle.decide(
                                order, input, name.contains("a day later") ? Any.minutes(1440) : SOON, Any.BOOK))))));

        assertThat(String.join("\n", lines)).isEqualTo(table());
    }

    private static Map<String, WorkOrder> states() {
        WorkOrder.Known submitted = Any.submitted();
        WorkOrder.Known acknowledged = Any.after(submitted, Any.acknowledge(), Any.minutes(1));
        Map<String, WorkOrder> states = new LinkedHashMap<>();
        states.put("Unopened", new WorkOrder.Unopened(Any.ORDER));
        states.put("Submitted", submitted);
        states.put("Acknowledged", acknowledged);
        states.put("Progressed", Any.after(acknowledged, Any.progress(), Any.minutes(2)));
        states.put("InformationRequested", Any.after(acknowledged, Any.ask(), Any.minutes(2)));
        states.put("Returned", Any.after(acknowledged, Any.back(ReturnReason.INFORMATION_MISSING), Any.minutes(2)));
        states.put("Resolved", Any.after(acknowledged, Any.resolve(), Any.minutes(2)));
        states.put(
                "Cancelled",
                Any.after(acknowledged, new Input.Cancel(Any.ORDER, "agent-li", null, false), Any.minutes(2)));
        return states;
    }

    private static Map<String, Input.OfOrder> inputs() {
        Map<String, Input.OfOrder> inputs = new LinkedHashMap<>();
        inputs.put("Open", new Input.Open(Any.ORDER, Any.CASE, Any.request()));
        inputs.put("Acknowledge", Any.acknowledge());
        inputs.put("Progress", Any.progress());
        inputs.put("AskInformation", Any.ask());
        inputs.put("Return, information missing", Any.back(ReturnReason.INFORMATION_MISSING));
        inputs.put("Return, wrong department", Any.back(ReturnReason.WRONG_DEPARTMENT));
        inputs.put("Resolve", Any.resolve());
        inputs.put("Resolve, another department", new Input.Resolve(Any.ORDER, Any.FIELD, "f-1", "x", null));
        inputs.put(
                "SupplyInformation",
                new Input.SupplyInformation(Any.ORDER, Any.CASE, "bot-1", new FreeText("it blinks")));
        inputs.put(
                "SupplyInformation, another case",
                new Input.SupplyInformation(Any.ORDER, new CaseId(new UUID(1, 1)), "bot-1", new FreeText("it blinks")));
        inputs.put("Resubmit", new Input.Resubmit(Any.ORDER, "agent-li", null, new FreeText("again")));
        inputs.put("Resubmit to field", new Input.Resubmit(Any.ORDER, "agent-li", Any.FIELD, new FreeText("again")));
        inputs.put(
                "Resubmit to an unknown one",
                new Input.Resubmit(Any.ORDER, "agent-li", new DepartmentId("nobody"), new FreeText("again")));
        inputs.put("Cancel", new Input.Cancel(Any.ORDER, "agent-li", null, false));
        inputs.put("Cancel, case closed", new Input.Cancel(Any.ORDER, "followup", null, true));
        inputs.put("Reopen", new Input.Reopen(Any.ORDER, Any.CASE, 2));
        inputs.put("FallDue", new Input.FallDue(Any.ORDER));
        inputs.put("FallDue a day later", new Input.FallDue(Any.ORDER));
        return inputs;
    }

    private static String said(Decision decision) {
        return switch (decision) {
            case Decision.Advance(WorkOrder.Known next, List<Notice> notices) ->
                "-> %s/%s: %s"
                        .formatted(
                                next.getClass().getSimpleName(),
                                next.handover().department(),
                                String.join(
                                        ", ",
                                        notices.stream()
                                                .map(TransitionsTest::word)
                                                .toList()));
            case Decision.Ignore(String why) -> "ignored: " + why;
            case Decision.Hold(String waitingFor) -> "held";
            case Decision.Refuse(String code, String why) -> "refused: " + code;
        };
    }

    private static String word(Notice notice) {
        String name = notice.getClass().getSimpleName();
        return switch (notice) {
            case Notice.Timed timed ->
                timed.deadline() + " " + name
                        + (timed.step() instanceof Deadline.Step.Climb climb ? " " + climb.number() : "");
            case Notice.ToDepartment told -> name + " to " + told.department();
            case Notice.Public said -> name;
        };
    }

    private static String table() throws IOException {
        try (InputStream file = TransitionsTest.class.getResourceAsStream("transitions.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
