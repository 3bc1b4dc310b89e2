package org.firstline.bench;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.CallEvent.ProblemReported;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.ServiceLine;
import org.flowable.engine.delegate.DelegateExecution;

/**
 * What the peer decides about a case: its grade, its department, its deadlines. From the same report, to the same result
 * for the calls that {@link WholeFlow} sends, and by a table each, which is less than our services do.
 */
final class PeerRules {

    /** By grade, as in the escalation service's starter data. */
    static final Map<String, Object> DEADLINES = Map.of(
            "acknowledgeWithin", Map.of("G1", "PT15M", "G2", "PT30M", "G3", "PT2H", "G4", "PT8H"),
            "resolveWithin", Map.of("G1", "PT4H", "G2", "PT8H", "G3", "PT24H", "G4", "PT72H"),
            "callBackWithin", Map.of("G1", "PT1H", "G2", "PT2H", "G3", "PT4H", "G4", "PT8H"));

    private static final Map<String, String> CAUSES = Map.of("broadband.los", "broadband.optical-signal-lost");
    private static final String REPORTED =
            Catalogue.typesOf(ProblemReported.class).getFirst();

    private PeerRules() {}

    /** Reads the report, the one variable a case starts with, and grades it (manual §3.3.3). */
    static void triage(DelegateExecution execution) {
        byte[] report = ((String) execution.getVariable("report")).getBytes(StandardCharsets.UTF_8);
        CallEvent.Problem problem = ((ProblemReported) Catalogue.read(REPORTED, report)).problem();
        int grade = Math.min(problem.impact().ordinal() + problem.urgency().ordinal(), 3) + 1;
        execution.setVariable("grade", "G" + grade);
        execution.setTransientVariable("problem", problem);
    }

    /** Names the cause by the symptom, and the department by what is broken. */
    static void diagnose(DelegateExecution execution) {
        var problem = (CallEvent.Problem) execution.getTransientVariable("problem");
        execution.setVariable("cause", CAUSES.getOrDefault(problem.symptom().code(), "unknown"));
        execution.setVariable("department", department(problem.category(), problem.serviceLine()));
    }

    private static String department(Category category, ServiceLine line) {
        return switch (category) {
            case NETWORK_FAULT ->
                switch (line) {
                    case BROADBAND, FIXED_LINE -> "access-network";
                    case DEDICATED_LINE -> "transmission";
                    case MOBILE, VALUE_ADDED -> "core-network";
                };
            case TERMINAL -> "field-service";
            case SERVICE_FUNCTION, BILLING, OTHER -> "it-support";
        };
    }
}
