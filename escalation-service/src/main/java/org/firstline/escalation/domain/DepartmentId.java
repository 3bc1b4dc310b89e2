package org.firstline.escalation.domain;

import java.util.regex.Pattern;

/** A back-office department; also the middle of its topics' names, hence lower case letters, digits and hyphens. */
public record DepartmentId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** @throws IllegalArgumentException when it could not stand in a topic's name */
    public DepartmentId {
        if (!isOne(value)) {
            throw new IllegalArgumentException(
                    "department: expected 1 to 63 lower case letters, digits and hyphens, found something else");
        }
    }

    /** Whether a text could be a department's id. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
