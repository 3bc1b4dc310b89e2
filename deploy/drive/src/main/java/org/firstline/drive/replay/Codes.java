package org.firstline.drive.replay;

import java.util.List;
import java.util.Locale;
import org.firstline.contracts.CallEvent.Problem;
import org.firstline.contracts.Symptom;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.Frequency;
import org.firstline.contracts.Terms.Level;
import org.firstline.contracts.Terms.ServiceLine;
import org.firstline.drive.Doors;

/**
 * The log's anonymous numbers as the suite's words. The log is an IT desk's, so the words are not a translation; they
 * are fixed, so that the same log gives the same replay, and spread over all there are, so that every road is driven.
 */
final class Codes {

    /** Technical support's own: billing and the rest would be handed to other desks and never be worked on. */
    private static final List<Category> CATEGORIES =
            List.of(Category.NETWORK_FAULT, Category.SERVICE_FUNCTION, Category.TERMINAL);

    private static final List<ServiceLine> LINES = List.of(ServiceLine.values());
    private static final List<Level> LEVELS = List.of(Level.HIGH, Level.MEDIUM, Level.LOW);

    private Codes() {}

    /** What the bot captured at the first row. */
    static Problem problem(Row first) {
        return new Problem(
                LINES.get(number(first.category()) % LINES.size()),
                CATEGORIES.get(number(first.subcategory()) % CATEGORIES.size()),
                level(first.impact(), first.priority()),
                level(first.urgency(), first.priority()),
                new Symptom(
                        "incident-log.symptom-" + (first.symptom().isEmpty() ? "unknown" : code(first.symptom())),
                        null,
                        null,
                        Frequency.UNKNOWN,
                        List.of()),
                null,
                true);
    }

    /** The department that stands for a group of the log. */
    static String department(String group) {
        List<String> departments = Doors.departments();
        return departments.get(number(group) % departments.size());
    }

    /** The department after another, round the ring: where an order goes that is handed to where it is already. */
    static String departmentAfter(String department) {
        List<String> departments = Doors.departments();
        return departments.get((departments.indexOf(department) + 1) % departments.size());
    }

    static String platform(Row first) {
        return "incident-log-"
                + (first.contactType().isEmpty()
                        ? "unknown"
                        : code(first.contactType()).toLowerCase(Locale.ROOT));
    }

    /** The cause a department reports. The log's closing code is not used: it stands on every row from the first. */
    static String cause(Row first) {
        return "incident-log.category-" + (first.category().isEmpty() ? "unknown" : code(first.category()));
    }

    /** A number of the log for a customer of its own, so that no two incidents are taken for calls about one trouble. */
    static String callerNumber(String incident) {
        return "+99"
                + "%010d"
                        .formatted(
                                Math.floorMod(Long.parseLong("0" + incident.replaceAll("\\D", "")), 10_000_000_000L));
    }

    private static Level level(int ofOwn, int priority) {
        int level = ofOwn != 0 ? ofOwn : priority != 0 ? priority : 2;
        return LEVELS.get(Math.min(level, LEVELS.size()) - 1);
    }

    private static int number(String text) {
        String digits = text.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : (int) Long.parseLong(digits.substring(0, Math.min(9, digits.length())));
    }

    private static String code(String text) {
        String code = text.replaceAll("[^A-Za-z0-9-]", "-");
        return code.substring(0, Math.min(32, code.length()));
    }
}
