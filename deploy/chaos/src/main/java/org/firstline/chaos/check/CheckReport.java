package org.firstline.chaos.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Violations as a person reads them: by promise, the first of each in full. */
public final class CheckReport {

    private static final int IN_FULL = 5;
    private static final int LINES_OF_ONE = 40;

    private CheckReport() {}

    /** The report; one line where nothing is broken, and one more for each thing that could not be judged. */
    public static String of(Evidence evidence, List<Violation> violations) {
        StringBuilder report = new StringBuilder();
        report.append("Checked ")
                .append(evidence.published().size())
                .append(" records, ")
                .append(evidence.written().size())
                .append(" committed outbox rows, ")
                .append(evidence.rows().contacts().size())
                .append(" calls, ")
                .append(evidence.entries(DriverEntry.FaultBegan.class).count())
                .append(" faults: ")
                .append(violations.isEmpty() ? "no promise is broken." : violations.size() + " violations.")
                .append('\n');
        Checker.open(evidence)
                .forEach(one -> report.append("Not judged: ").append(one).append('\n'));
        Map<Promise, List<Violation>> byPromise = new LinkedHashMap<>();
        violations.forEach(one -> byPromise
                .computeIfAbsent(one.promise(), promise -> new ArrayList<>())
                .add(one));
        byPromise.forEach((promise, broken) -> {
            report.append('\n')
                    .append(promise)
                    .append(": ")
                    .append(promise.words())
                    .append("\n");
            broken.stream().limit(IN_FULL).forEach(one -> report.append(shortened(one.told()))
                    .append('\n'));
            if (broken.size() > IN_FULL) {
                report.append("... and ").append(broken.size() - IN_FULL).append(" more\n");
            }
        });
        return report.toString();
    }

    private static String shortened(String told) {
        List<String> lines = told.lines().toList();
        return lines.size() <= LINES_OF_ONE
                ? told
                : String.join("\n", lines.subList(0, LINES_OF_ONE)) + "\n    ... " + (lines.size() - LINES_OF_ONE)
                        + " more lines";
    }
}
