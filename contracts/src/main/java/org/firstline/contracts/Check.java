package org.firstline.contracts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The few checks that the records' constructors share; each names the field, what was expected and what was found, and
 * never the value. The JSON Schemas state the same bounds; a test holds the two against each other.
 */
final class Check {

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{3,20}");

    private Check() {}

    static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw new ContractViolation(field, "a value", "nothing");
        }
        return value;
    }

    static UUID id(String field, @Nullable UUID value) {
        return given(field, value);
    }

    static Instant instant(String field, @Nullable Instant value) {
        Instant instant = given(field, value);
        if (instant.isBefore(Limits.EARLIEST) || !instant.isBefore(Limits.TOO_LATE)) {
            throw new ContractViolation(
                    field,
                    "an instant from " + Limits.EARLIEST + " to before " + Limits.TOO_LATE,
                    instant.isBefore(Limits.EARLIEST) ? "an earlier one" : "a later one");
        }
        return instant;
    }

    static @Nullable Instant instantOrNull(String field, @Nullable Instant value) {
        return value == null ? null : instant(field, value);
    }

    static String code(String field, @Nullable String value) {
        String code = given(field, value);
        if (code.isEmpty() || code.length() > Limits.CODE_LENGTH || !isVisibleAscii(code)) {
            throw new ContractViolation(
                    field,
                    "1 to " + Limits.CODE_LENGTH + " visible ASCII characters without spaces",
                    code.isEmpty() ? "an empty text" : "a text of " + code.length() + " characters");
        }
        return code;
    }

    static @Nullable String codeOrNull(String field, @Nullable String value) {
        return value == null ? null : code(field, value);
    }

    static String text(String field, @Nullable String value) {
        return text(field, value, Limits.TEXT_LENGTH);
    }

    static @Nullable String textOrNull(String field, @Nullable String value) {
        return value == null ? null : text(field, value, Limits.TEXT_LENGTH);
    }

    static @Nullable String readingOrNull(String field, @Nullable String value) {
        return value == null ? null : text(field, value, Limits.READING_LENGTH);
    }

    static @Nullable String numberOrNull(String field, @Nullable String value) {
        if (value != null && !NUMBER.matcher(value).matches()) {
            throw new ContractViolation(field, "3 to 20 digits, E.164 with a leading + preferred", "something else");
        }
        return value;
    }

    /** A list without gaps; none at all is an empty one. */
    static <T> List<T> list(String field, @Nullable List<? extends @Nullable T> values, int most) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > most) {
            throw new ContractViolation(field, "at most " + most + " items", values.size() + " items");
        }
        List<T> whole = new ArrayList<>(values.size());
        for (@Nullable T value : values) {
            whole.add(given(field + "[" + whole.size() + "]", value));
        }
        return List.copyOf(whole);
    }

    static List<String> codes(String field, @Nullable List<? extends @Nullable String> values, int most) {
        List<String> codes = list(field, values, most);
        for (int i = 0; i < codes.size(); i++) {
            code(field + "[" + i + "]", codes.get(i));
        }
        return codes;
    }

    static int within(String field, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new ContractViolation(
                    field,
                    "a number from " + lowest + " to " + highest,
                    value < lowest ? "a lower one" : "a higher one");
        }
        return value;
    }

    static void withinOrNull(String field, @Nullable Integer value, int lowest, int highest) {
        if (value != null) {
            within(field, value, lowest, highest);
        }
    }

    private static String text(String field, @Nullable String value, int most) {
        String text = given(field, value);
        int characters = text.codePointCount(0, text.length());
        boolean writable = isText(text);
        if (text.isBlank() || characters > most || !writable) {
            throw new ContractViolation(
                    field,
                    "a text of 1 to " + most + " characters, without control characters but tabs and line breaks",
                    text.isBlank()
                            ? "a blank text"
                            : writable ? "a text of " + characters + " characters" : "a character that is not text");
        }
        return text;
    }

    private static boolean isVisibleAscii(String code) {
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) <= 0x20 || code.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** NUL cannot be stored, other control characters spoil logs and screens, half a pair cannot be written again. */
    private static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            int character = text.codePointAt(i);
            boolean control = character < 0x20 && character != '\t' && character != '\n' && character != '\r';
            boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            if (control || half) {
                return false;
            }
            i += Character.charCount(character) - 1;
        }
        return true;
    }
}
