package org.firstline.intake.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks in free text what can be found reliably: phone numbers, identity-card numbers, bank cards, e-mail addresses.
 * Names and addresses cannot be found reliably; the full text stays encrypted in intake for that reason.
 *
 * <p>It masks rather too much than too little: any run of 7 to 20 digits, single blanks or dashes between them
 * allowed, is taken for a personal number. A date or a time is left alone, because its runs of digits are shorter.
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
    private static final int SHOWN = 2;

    private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String ID_CHECKS = "10X98765432";

    private Masking() {}

    /** The text with every personal number and mail address replaced by asterisks. */
    public static String mask(String text) {
        String mailed = MAIL.matcher(text).replaceAll("***");
        String carded = ID_CARD.matcher(mailed).replaceAll(found -> stars(found.group()));
        Matcher matcher = DIGITS.matcher(carded);
        return matcher.replaceAll(
                found -> DATE.matcher(found.group()).matches() ? found.group() : stars(found.group()));
    }

    /** Whether 18 characters are a resident's identity number by its checksum (GB 11643). */
    public static boolean isResidentId(String id) {
        if (!id.matches("[0-9]{17}[0-9Xx]")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (id.charAt(i) - '0') * ID_WEIGHTS[i];
        }
        return ID_CHECKS.charAt(sum % 11) == Character.toUpperCase(id.charAt(17));
    }

    /** Whether digits are a payment card's number by its checksum (ISO/IEC 7812, Luhn). */
    public static boolean isCard(String digits) {
        if (!digits.matches("[0-9]{12,19}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }

    /** A number as a person may see it on a screen: the last two places only. */
    public static String shown(String number) {
        return number.length() <= SHOWN ? "***" : "***" + number.substring(number.length() - SHOWN);
    }

    private static String stars(String found) {
        return "*".repeat(Math.min(found.length(), 8));
    }
}
