package org.firstline.chaos.check;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * P2: an escalation leads to exactly one main work order, each of whose submissions is opened once; a step of its ladder
 * is taken once. No order comes of nothing.
 */
final class EveryEscalationOneOrder implements Rule {

    @Override
    public List<Violation> broken(Evidence evidence) {
        List<Violation> broken = new ArrayList<>();
        Map<String, List<Published>> needed = new LinkedHashMap<>();
        evidence.ofType(Types.ESCALATION_NEEDED).forEach(one -> needed.computeIfAbsent(
                        one.json().path("escalationId").asText(), id -> new ArrayList<>())
                .add(one));
        Map<String, List<Published>> opened = evidence.ofType(Types.ORDER_OPENED).stream()
                .collect(groupingBy(
                        EveryEscalationOneOrder::order, LinkedHashMap::new, java.util.stream.Collectors.toList()));
        needed.forEach((id, asked) -> escalation(id, asked, opened.getOrDefault(id, List.of()), broken));
        opened.forEach((id, orders) -> {
            if (!needed.containsKey(id)) {
                broken.add(violation(
                        id, orders.getFirst(), "expected an escalation behind every order, found none", orders));
            }
        });
        ladders(evidence, broken);
        return broken;
    }

    private static void escalation(String id, List<Published> asked, List<Published> opened, List<Violation> broken) {
        List<Published> both = Stream.concat(asked.stream(), opened.stream()).toList();
        if (opened.isEmpty()) {
            broken.add(violation(id, asked.getFirst(), "expected a work order of the escalation, found none", both));
        }
        Map<Integer, List<Published>> bySubmission = opened.stream()
                .collect(groupingBy(one -> one.json().path("submission").asInt()));
        bySubmission.forEach((submission, times) -> {
            if (times.size() > 1) {
                broken.add(violation(
                        id,
                        times.getFirst(),
                        "expected submission " + submission + " of the order once, found it " + times.size() + " times",
                        both));
            }
        });
    }

    private static void ladders(Evidence evidence, List<Violation> broken) {
        Map<String, List<Published>> steps = evidence.ofType(Types.LADDER_STEP).stream()
                .collect(groupingBy(
                        one -> order(one) + " " + one.json().path("deadline").asText() + " "
                                + one.json().path("revision").asInt() + " rung "
                                + one.json().path("rung").asInt()));
        steps.forEach((step, times) -> {
            if (times.size() > 1) {
                broken.add(violation(
                        step,
                        times.getFirst(),
                        "expected the step of the ladder once, found it " + times.size() + " times",
                        times));
            }
        });
    }

    private static String order(Published one) {
        return one.json().path("workOrderId").asText();
    }

    private static Violation violation(String order, Published one, String what, List<Published> shown) {
        return new Violation(
                Promise.P2,
                "case " + one.about() + ", order " + order,
                what,
                shown.stream().map(Published::told).toList());
    }
}
