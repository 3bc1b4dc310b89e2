package org.firstline.diagnosis.domain;

import java.util.regex.Pattern;

/**
 * Takes out of an agent's free text what can be found reliably: e-mail addresses, ID and card numbers, phone numbers.
 * Names and addresses cannot, which is why notes are kept short and codes are preferred.
 */
final class Masking {

    private static final Pattern EMAIL = Pattern.compile("[\\p{L}\\p{N}._%+-]+[@＠][\\p{L}\\p{N}.-]+");

    /** Seven digits or more, in any script, with the usual marks between them; an ID may end in X. */
    private static final Pattern NUMBER = Pattern.compile("[+＋(（]?\\p{Nd}(?:[\\s\\-–—.·()（）]{0,2}\\p{Nd}){6,}[xXｘＸ]?");

    private Masking() {}

    static String masked(String text) {
        return NUMBER.matcher(EMAIL.matcher(text).replaceAll("***")).replaceAll("***");
    }
}
