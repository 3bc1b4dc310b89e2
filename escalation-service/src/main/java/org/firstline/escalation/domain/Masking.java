package org.firstline.escalation.domain;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what can be found reliably of personal data in free text: e-mail addresses, ID numbers of the People's Republic
 * (GB 11643: 18 places with a check character, or the older 15), card numbers (13 to 19 digits that satisfy Luhn), and
 * telephone numbers. Names and street addresses cannot be found reliably and are not attempted.
 *
 * <p>Each replacement is at most as long as what it replaces, so a text within its bound stays within it.
 */
final class Masking {

    /** One blank or hyphen that people put between groups of digits, the full-width ones too. */
    private static final String GAP = "[ \\-\\u3000\\uff0d\\u2010-\\u2013]?";

    private static final String D = "[0-9\\uff10-\\uff19]";
    private static final String ALONE = "(?<![0-9\\uff10-\\uff19])";
    private static final String ENDS = "(?![0-9\\uff10-\\uff19])";

    private static final Pattern MAIL =
            Pattern.compile("[\\p{Alnum}._%+\\-]{1,64}[@\\uff20]\\p{Alnum}[\\p{Alnum}.\\-]{0,250}\\.\\p{Alpha}{2,24}");
    private static final Pattern CITIZEN =
            Pattern.compile(ALONE + "(?:(?:" + D + GAP + "){17}[0-9\\uff10-\\uff19XxＸｘ]|" + D + "{15})" + ENDS);
    private static final Pattern CARD = Pattern.compile(ALONE + D + "(?:" + GAP + D + "){12,18}" + ENDS);
    private static final Pattern PHONE = Pattern.compile(ALONE
            + "(?:"
            // +86 21 5888 1234, 0086 138 …, any country with its plus sign
            + "(?:\\+|00(?=86))" + D + "(?:" + GAP + D + "){6,14}"
            // a mobile number, with or without 86 before it
            + "|(?:86" + GAP + ")?[1１][3-9３-９]" + D + "(?:" + GAP + D + "){8}"
            // a land line with its area code in or without brackets
            + "|[(（]?[0０][1-9１-９]" + D + "{1,2}[)）]?" + GAP + D + "{3,4}" + GAP + D + "{4}"
            + ")" + ENDS);
    /** A local number has nothing to tell it by but the word before it. */
    private static final Pattern LOCAL =
            Pattern.compile("(?i)((?:电话|手机|座机|联系|号码|打|tel|phone|mobile|call|number)[^0-9\\uff10-\\uff19]{0,8})" + D
                    + "{3,4}" + GAP + D + "{4}" + ENDS);

    private Masking() {}

    static String mask(String text) {
        if (text.length() < 6) {
            return text;
        }
        String masked = text;
        if (masked.indexOf('@') >= 0 || masked.indexOf('＠') >= 0) {
            masked = MAIL.matcher(masked).replaceAll("[mail]");
        }
        if (digits(masked) < 7) {
            return masked;
        }
        masked = replace(masked, CITIZEN, "[id]", Masking::isCitizenNumber);
        masked = replace(masked, CARD, "[card]", Masking::isCardNumber);
        masked = PHONE.matcher(masked).replaceAll("[phone]");
        return LOCAL.matcher(masked).replaceAll("$1[phone]");
    }

    private static String replace(String text, Pattern pattern, String by, Predicate<String> isOne) {
        return pattern.matcher(text)
                .replaceAll(match -> isOne.test(match.group()) ? by : Matcher.quoteReplacement(match.group()));
    }

    private static int digits(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i))) {
                count++;
            }
        }
        return count;
    }

    /** A birth date stands in the middle; the check character is not asked, a mistyped number is personal too. */
    private static boolean isCitizenNumber(String found) {
        String bare = bare(found);
        String month = bare.length() == 18 ? bare.substring(10, 12) : bare.substring(8, 10);
        String day = bare.length() == 18 ? bare.substring(12, 14) : bare.substring(10, 12);
        int m = Integer.parseInt(month);
        int d = Integer.parseInt(day);
        return m >= 1 && m <= 12 && d >= 1 && d <= 31;
    }

    /** A mobile number with its country may satisfy Luhn too; it is left to what looks for telephone numbers. */
    private static boolean isCardNumber(String found) {
        return satisfiesLuhn(found) && !PHONE.matcher(found).matches();
    }

    private static boolean satisfiesLuhn(String found) {
        String bare = bare(found);
        int sum = 0;
        for (int i = 0; i < bare.length(); i++) {
            int digit = bare.charAt(bare.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    /** The digits (and a check character X) as ASCII. */
    private static String bare(String found) {
        StringBuilder bare = new StringBuilder();
        found.chars().forEach(c -> {
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                bare.append((char) ('0' + digit));
            } else if ("XxＸｘ".indexOf(c) >= 0) {
                bare.append('X');
            }
        });
        return bare.toString();
    }
}
