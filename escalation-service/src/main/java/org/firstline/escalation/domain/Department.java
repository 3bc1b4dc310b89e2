package org.firstline.escalation.domain;

/**
 * A back-office department.
 *
 * @param nameZh what it is called in Chinese
 * @param nameEn what it is called in English
 * @param takesOrders whether work may be given to it now
 */
public record Department(DepartmentId id, String nameZh, String nameEn, boolean takesOrders) {

    /** @throws Unsound for a name that is blank, longer than 80 characters, or no text */
    public Department {
        named("nameZh", nameZh);
        named("nameEn", nameEn);
    }

    private static void named(String field, String name) {
        if (name.isBlank() || name.length() > 80) {
            throw new Unsound(field, "a name of 1 to 80 characters", name.isBlank() ? "a blank one" : "a longer one");
        }
        if (name.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new Unsound(field, "a name without control characters", "one with such");
        }
    }
}
