package org.firstline.escalation.domain;

import org.jspecify.annotations.Nullable;

/**
 * Words that a person wrote. Only the masked form exists here: what looks like a phone number, an ID number, a card
 * number or an e-mail address is gone before anything can be stored, announced or logged (issue: free text leaves masked).
 *
 * @param value the words, masked; never longer than what was given
 */
public record FreeText(String value) {

    public FreeText {
        value = Masking.mask(value);
    }

    /** The words, if any were given. */
    public static @Nullable FreeText orNull(@Nullable String words) {
        return words == null ? null : new FreeText(words);
    }

    /** The words of a text, if there is one. */
    public static @Nullable String wordsOf(@Nullable FreeText text) {
        return text == null ? null : text.value();
    }

    @Override
    public String toString() {
        return value;
    }
}
