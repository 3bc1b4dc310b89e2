package org.firstline.escalation.domain;

import org.jspecify.annotations.Nullable;

/**
 * Words that a person wrote. Only the masked form exists here: what looks like a phone number, an ID number, a card
 * number or an e-mail address is gone at the door, before anything can be stored, announced or logged.
 *
 * @param value the words, masked
 */
public record FreeText(String value) {

    /** The words of a text, if there is one. */
    public static @Nullable String wordsOf(@Nullable FreeText text) {
        return text == null ? null : text.value();
    }

    @Override
    public String toString() {
        return value;
    }
}
