package org.firstline.intake.http;

import org.firstline.contracts.ContractViolation;
import org.jspecify.annotations.Nullable;

/** The checks of request records; each names the field and never the value. */
final class Checks {

    private Checks() {}

    static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw new ContractViolation(field, "a value", "nothing");
        }
        return value;
    }

    /** Visible ASCII without blanks, such as a code or an id of another system. */
    static String code(String field, @Nullable String value) {
        String code = given(field, value);
        if (!code.matches("[\\x21-\\x7e]{1,128}")) {
            throw new ContractViolation(
                    field,
                    "1 to 128 visible ASCII characters without spaces",
                    "a text of " + code.length() + " characters");
        }
        return code;
    }

    /** Free text that can be stored and shown. */
    static String text(String field, @Nullable String value, int most) {
        String text = given(field, value);
        boolean writable = text.chars().allMatch(c -> c >= 0x20 || c == '\t' || c == '\n' || c == '\r')
                && text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        int length = text.codePointCount(0, text.length());
        if (text.isBlank() || length > most || !writable) {
            throw new ContractViolation(
                    field,
                    "a text of 1 to " + most + " characters without control characters",
                    text.isBlank() ? "a blank text" : "a text of " + length + " characters");
        }
        return text;
    }

    static @Nullable String textOrNull(String field, @Nullable String value, int most) {
        return value == null ? null : text(field, value, most);
    }

    static @Nullable String number(String field, @Nullable String value) {
        if (value != null && !value.matches("\\+?[0-9]{3,20}")) {
            throw new ContractViolation(field, "3 to 20 digits, with a leading + for E.164", "something else");
        }
        return value;
    }
}
