package org.firstline.contracts;

import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The few checks that the records' constructors share; each names the field, what was expected and what was found. */
final class Check {

    /** Codes and foreign ids: short, printable, no white space, so that they are safe in keys, headers and logs. */
    static final int CODE_LENGTH = 128;

    /** Free text of a person. Long enough for a description, short enough that an event stays below 64 KiB. */
    static final int TEXT_LENGTH = 4_000;

    private static final int MOST_ITEMS = 100;

    private Check() {}

    static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw new ContractViolation(field, "a value", "nothing");
        }
        return value;
    }

    static String code(String field, @Nullable String value) {
        String code = given(field, value);
        if (code.isEmpty() || code.length() > CODE_LENGTH || !code.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new ContractViolation(
                    field,
                    "1 to " + CODE_LENGTH + " visible ASCII characters without spaces",
                    code.isEmpty() ? "an empty text" : "a text of " + code.length() + " characters");
        }
        return code;
    }

    static @Nullable String codeOrNull(String field, @Nullable String value) {
        return value == null ? null : code(field, value);
    }

    static String text(String field, @Nullable String value) {
        String text = given(field, value);
        if (text.isBlank() || text.length() > TEXT_LENGTH || text.indexOf('\0') >= 0) {
            throw new ContractViolation(
                    field,
                    "a text of 1 to " + TEXT_LENGTH + " characters without NUL",
                    text.isBlank() ? "a blank text" : "a text of " + text.length() + " characters");
        }
        return text;
    }

    static @Nullable String textOrNull(String field, @Nullable String value) {
        return value == null ? null : text(field, value);
    }

    static <T> java.util.List<T> list(String field, java.util.@Nullable List<T> values) {
        java.util.List<T> list = values == null ? java.util.List.of() : values;
        atMost(field, list);
        if (list.stream().anyMatch(item -> item == null)) {
            throw new ContractViolation(field, "no empty items", "null in the list");
        }
        return java.util.List.copyOf(list);
    }

    private static void atMost(String field, Collection<?> values) {
        if (values.size() > MOST_ITEMS) {
            throw new ContractViolation(field, "at most " + MOST_ITEMS + " items", values.size() + " items");
        }
    }

    static int within(String field, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new ContractViolation(field, "a number from " + lowest + " to " + highest, Integer.toString(value));
        }
        return value;
    }

    static UUID id(String field, @Nullable UUID value) {
        return given(field, value);
    }
}
