package org.firstline.contracts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the suite's topics; who writes and reads which stands in asyncapi.yaml. */
public final class Topics {

    public static final String CALL_EVENTS = "call-events";
    public static final String INTAKE_CASES = "intake.cases";
    public static final String DIAGNOSIS_CASES = "diagnosis.cases";
    public static final String ESCALATION_WORK_ORDERS = "escalation.work-orders";
    public static final String CASE_INPUTS = "case-inputs";
    public static final String FOLLOWUP_CASES = "followup.cases";

    private static final Pattern OF_DEPARTMENT =
            Pattern.compile("departments\\.([a-z0-9][a-z0-9-]{0,62})\\.(work-orders|answers)");

    private Topics() {}

    /** Where a department reads its orders. */
    public static String workOrdersOf(String department) {
        return "departments." + department + ".work-orders";
    }

    /** Where a department answers. */
    public static String answersOf(String department) {
        return "departments." + department + ".answers";
    }

    /** The department a topic belongs to, if it is a department's. */
    public static Optional<String> departmentOf(String topic) {
        Matcher matcher = OF_DEPARTMENT.matcher(topic);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
