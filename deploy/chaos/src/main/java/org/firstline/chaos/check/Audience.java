package org.firstline.chaos.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.firstline.contracts.Topics;

/** Who must hear what: the services that read a topic, and of which events they must take note. */
final class Audience {

    private static final Pattern ANSWERS = Pattern.compile("departments\\.[a-z0-9-]+\\.answers");

    private Audience() {}

    /** The services that must have worked on a record; none where it is poison or nobody has to. */
    static List<String> of(Published one) {
        String type = one.type();
        return switch (one.topic()) {
            case Topics.CALL_EVENTS -> type.startsWith(Types.CALL) ? List.of("intake") : List.of();
            case Topics.INTAKE_CASES ->
                type.equals(Types.CASE_TRIAGED) ? List.of("diagnosis", "followup") : List.of("followup");
            case Topics.DIAGNOSIS_CASES ->
                type.equals(Types.ESCALATION_NEEDED) ? List.of("escalation", "followup") : List.of("followup");
            case Topics.ESCALATION_WORK_ORDERS -> List.of("intake", "followup");
            case Topics.FOLLOWUP_CASES -> ofFollowup(one);
            case Topics.CASE_INPUTS ->
                switch (type) {
                    case Types.OBSERVATION_REPORTED, Types.GUIDED_STEP_REPORTED, Types.DIAGNOSIS_EXHAUSTED ->
                        List.of("diagnosis");
                    case Types.INFORMATION_GIVEN -> List.of("escalation");
                    case Types.CALLBACK_REPORTED -> List.of("followup");
                    default -> List.of();
                };
            default ->
                ANSWERS.matcher(one.topic()).matches() && type.startsWith(Types.ANSWER)
                        ? List.of("escalation")
                        : List.of();
        };
    }

    private static List<String> ofFollowup(Published one) {
        boolean ofDepartment = one.json().path("lastResolvedBy").asText().equals("DEPARTMENT");
        boolean cancelled = one.json().path("closure").asText().equals("CANCELLED");
        return switch (one.type()) {
            case Types.CASE_CLOSED ->
                cancelled ? List.of("intake", "diagnosis", "escalation") : List.of("intake", "diagnosis");
            case Types.CASE_REOPENED -> List.of("intake", ofDepartment ? "escalation" : "diagnosis");
            // Repeats who had the case when the telling was decided, so it is news to nobody.
            case Types.CUSTOMER_INFORMED -> List.of();
            default -> List.of("intake");
        };
    }

    /** The topics that a service reads, by service. */
    static Map<String, Set<String>> topics(Collection<String> all) {
        Set<String> answers = new TreeSet<>(
                all.stream().filter(topic -> ANSWERS.matcher(topic).matches()).toList());
        Set<String> escalation = new TreeSet<>(answers);
        escalation.addAll(List.of(Topics.DIAGNOSIS_CASES, Topics.CASE_INPUTS, Topics.FOLLOWUP_CASES));
        return Map.of(
                "intake", Set.of(Topics.CALL_EVENTS, Topics.FOLLOWUP_CASES, Topics.ESCALATION_WORK_ORDERS),
                "diagnosis", Set.of(Topics.INTAKE_CASES, Topics.CASE_INPUTS, Topics.FOLLOWUP_CASES),
                "escalation", escalation,
                "followup",
                        Set.of(
                                Topics.INTAKE_CASES,
                                Topics.DIAGNOSIS_CASES,
                                Topics.ESCALATION_WORK_ORDERS,
                                Topics.CASE_INPUTS));
    }
}
