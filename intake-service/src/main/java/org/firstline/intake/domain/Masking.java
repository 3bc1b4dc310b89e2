package org.firstline.intake.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks in free text what can be found reliably: phone numbers, identity-card numbers, bank cards, e-mail addresses.
 * Names and addresses cannot be found reliably; the full text stays encrypted in intake for that reason.
 *
 * <p>It masks rather too much than too little: any run of 7 to 20 digits, single blanks or dashes between them
 * allowed, is taken for a personal number, whether or not its checksum (GB 11643, Luhn) fits: a mistyped card number is
 * still one. A date or a time is left alone, because its runs of digits are shorter.
 */
public final class Masking {

    private static final Pattern MAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+-]{1,64}[@\\uFF20][\\p{L}\\p{N}.-]{1,190}[.\\uFF0E][\\p{L}]{2,24}");

    /** Eighteen places, the last maybe X, or fifteen digits of the old card, before the general rule cuts the X off. */
    private static final Pattern ID_CARD =
            Pattern.compile("(?<![\\p{Nd}])[\\p{Nd}]{6}[ -]?[\\p{Nd}]{8}[ -]?[\\p{Nd}]{3}[\\p{Nd}XxＸｘ]");

    private static final Pattern DIGITS = Pattern.compile("[+\\uFF0B]?\\p{Nd}(?:[ \\-.()（）－　]{0,2}\\p{Nd}){6,24}");
    private static final Pattern DATE =
            Pattern.compile("(?:19|20)\\d{2}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\\d|3[01])(?:[ T]\\d{1,2})?");

    private Masking() {}

    /** The text with every personal number and mail address replaced by asterisks. */
    public static String mask(String text) {
        String mailed = MAIL.matcher(text).replaceAll("***");
        String carded = ID_CARD.matcher(mailed).replaceAll(found -> stars(found.group()));
        Matcher matcher = DIGITS.matcher(carded);
        return matcher.replaceAll(
                found -> DATE.matcher(found.group()).matches() ? found.group() : stars(found.group()));
    }

    private static String stars(String found) {
        return "*".repeat(Math.min(found.length(), 8));
    }
}
