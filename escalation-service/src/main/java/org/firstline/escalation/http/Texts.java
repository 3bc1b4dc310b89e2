package org.firstline.escalation.http;

import java.util.UUID;
import org.firstline.contracts.Limits;
import org.firstline.door.Problems;
import org.firstline.escalation.domain.DepartmentId;
import org.firstline.escalation.domain.FreeText;
import org.firstline.escalation.listen.Words;
import org.jspecify.annotations.Nullable;

/** How single values of requests are read; each fault names its field. */
final class Texts {

    private Texts() {}

    /** Words that a person wrote, within the contracts' bounds. */
    static FreeText words(String field, @Nullable String words) {
        if (words == null || words.isBlank()) {
            throw bad(field, words == null ? "nothing" : "a blank text");
        }
        if (words.codePointCount(0, words.length()) > Limits.TEXT_LENGTH) {
            throw bad(field, "a longer text");
        }
        if (words.codePoints().anyMatch(Texts::isNoText)) {
            throw bad(field, "a character that is not text");
        }
        return Words.masked(words);
    }

    static @Nullable FreeText wordsOrNull(String field, @Nullable String words) {
        return words == null ? null : words(field, words);
    }

    static UUID id(String field, String text) {
        // UUID.fromString alone takes the digits of every script.
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw Problems.badRequest(field, "a UUID of 36 characters", "something else");
        }
        return UUID.fromString(text);
    }

    static DepartmentId department(String field, @Nullable String text) {
        if (text == null || !DepartmentId.isOne(text)) {
            throw Problems.badRequest(
                    field,
                    "a department's id: 1 to 63 lower case letters, digits and hyphens",
                    text == null ? "nothing" : "something else");
        }
        return new DepartmentId(text);
    }

    static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw Problems.badRequest(field, "a value", "nothing");
        }
        return value;
    }

    private static boolean isNoText(int character) {
        boolean control = character < 0x20 && character != '\t' && character != '\n' && character != '\r';
        return control || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    private static RuntimeException bad(String field, String found) {
        return Problems.badRequest(
                field, "a text of 1 to " + Limits.TEXT_LENGTH + " characters without control characters", found);
    }
}
