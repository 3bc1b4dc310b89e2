package org.firstline.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * P2, the side of "nothing twice": what was heard is worked on once, however often it is said. Two events of one kind
 * about one thing, with numbers of their own but the same cause, are the work done twice.
 */
final class HeardOnce implements Rule {

    /** What tells events of one kind apart that one cause may well have: which order, which submission, which step. */
    private static final List<String> WHICH = List.of(
            "workOrderId",
            "department",
            "submission",
            "deadline",
            "revision",
            "rung",
            "contactId",
            "round",
            "attempt",
            "noticeId",
            "escalationId");

    @Override
    public List<Violation> broken(Evidence evidence) {
        Map<String, List<Published>> effects = new LinkedHashMap<>();
        for (Published one : evidence.firstDeliveries()) {
            if (!one.causation().isEmpty()) {
                effects.computeIfAbsent(effect(one), effect -> new ArrayList<>())
                        .add(one);
            }
        }
        List<Violation> broken = new ArrayList<>();
        effects.values().stream().filter(times -> times.size() > 1).forEach(times -> {
            List<String> shown = new ArrayList<>();
            evidence.taken().stream()
                    .filter(taken -> times.getFirst()
                            .causation()
                            .equals(taken.sent().source() + "#" + taken.sent().id()))
                    .forEach(taken -> shown.add(taken.told()));
            times.forEach(one -> shown.add(one.told()));
            broken.add(new Violation(
                    Promise.P2,
                    "case " + times.getFirst().about(),
                    "expected " + times.getFirst().causation() + " to be worked on once, found "
                            + times.getFirst().type() + " " + times.size() + " times because of it",
                    shown));
        });
        return broken;
    }

    private static String effect(Published one) {
        JsonNode json = one.json();
        StringBuilder effect = new StringBuilder(
                one.causation() + " " + one.topic() + " " + one.source() + " " + one.about() + " " + one.type());
        for (String which : WHICH) {
            if (json.has(which)) {
                effect.append(' ')
                        .append(which)
                        .append('=')
                        .append(json.get(which).asText());
            }
        }
        return effect.toString();
    }
}
