package org.firstline.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks in free text what can be found reliably of personal data: e-mail addresses, telephone numbers, identity-card
 * numbers (GB 11643) and card numbers. It is a promise about every event that carries a person's words, so it stands once,
 * beside the events. Names and street addresses cannot be found reliably and are not attempted.
 *
 * <p>It masks rather too much than too little. Seven digits or more, in any script and with the marks that people put
 * between them, are taken for somebody's number, whatever their checksum says: a mistyped card number is still one. What
 * a technician cannot do without is known by its form and kept: dates and times, IP and MAC addresses, UUIDs, readings
 * with their unit, amounts of money, the number of a ticket or alarm. Something with such a form inside a longer number
 * is not kept.
 */
public final class Masking {

    /** Stands for what was there; shorter than anything it stands for, so that a text within its bound stays there. */
    private static final String MASK = "***";

    /** A subscriber's number without an area code has seven digits at least; no number of a person is shorter. */
    private static final int FEWEST_DIGITS = 7;

    /** As in {@code (021) - 5888 1234}: what stands between two groups of one number. */
    private static final int WIDEST_GAP = 4;

    private static final String GAPS = "-–—‐‑‒−－.．·()（）\u200b\u200c\u200d\u2060\ufeff\u00ad";

    private static final String LOCAL_PART = "[\\p{L}\\p{M}\\p{N}._%+\\-]";
    private static final String ASCII_PART = "[A-Za-z0-9._%+\\-]";

    /** Stops where Chinese text goes on without a blank: 发到wang@example.com谢谢. */
    private static final Pattern ASCII_MAIL = Pattern.compile("(?<!" + ASCII_PART + ")" + ASCII_PART
            + "++\\h?[@＠]\\h?(?:[A-Za-z0-9\\-]{1,63}\\.){1,8}[A-Za-z]{2,24}" + "(?![A-Za-z0-9\\-]|[.．][\\p{L}\\p{N}])");

    /** Any script on either side, with or without a top-level domain. */
    private static final Pattern ANY_MAIL = Pattern.compile(
            "(?<!" + LOCAL_PART + ")" + LOCAL_PART + "++[@＠][\\p{L}\\p{M}\\p{N}](?:[.．]?[\\p{L}\\p{M}\\p{N}\\-])*+");

    private static final String BEHIND_NUMBER = "(?<![\\p{Nd}][" + Pattern.quote(GAPS) + "\\s]{0,4})";
    private static final String BEFORE_NUMBER = "(?![" + Pattern.quote(GAPS) + "\\s]{0,4}\\p{Nd})";
    private static final String ALONE = "(?<![\\p{L}\\p{Nd}])";
    private static final String ENDS = "(?![\\p{L}\\p{Nd}])";

    private static final String MONTH_DAY = "(?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\\d|3[01])";
    private static final String CLOCK = "(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:[.,]\\d{1,9})?)?";
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String UNIT = "(?:dBm|dB|nm|mV|mA|[kMG]?Hz|[kMG]bps|[kMG]bit/s|ms|km|毫秒|兆|公里)";
    private static final String PHONE_WORD = "(?i:电话|手机|座机|联系|号码|打|tel|phone|mobile|call|number)";
    private static final String TICKET_WORD = "(?i:ticket|alarm|工单|单号|告警)";

    /** What is kept, by its form; the narrower forms first. */
    private static final Pattern KEPT = Pattern.compile(String.join(
            "|",
            // a UUID, such as a case or work order
            ALONE + "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}" + ENDS,
            // an address of a network card, in the two forms that need a letter only where they look like a number
            ALONE + "\\p{XDigit}{2}(?::\\p{XDigit}{2}){5}" + ENDS,
            ALONE + "(?=[\\p{XDigit}\\-.]{14,17}" + ENDS + ")(?=[\\d\\-.]{0,16}[a-fA-F])"
                    + "(?:\\p{XDigit}{2}(?:-\\p{XDigit}{2}){5}|\\p{XDigit}{4}(?:\\.\\p{XDigit}{4}){2})" + ENDS,
            // IPv4, with or without the length of its prefix
            "(?<![\\p{L}\\p{Nd}.])" + OCTET + "(?:\\." + OCTET + "){3}(?:/\\d{1,2})?(?![\\p{L}\\p{Nd}]|\\.\\d)",
            // 2026-03-02 08:52:01.118
            "(?<!\\p{Nd})(?:19|20)\\d{2}[-./]" + MONTH_DAY + "(?:(?:T|\\h{1,2})" + CLOCK + ")?(?!\\p{Nd})",
            "(?<![\\p{Nd}:])" + CLOCK + "(?![\\p{Nd}:])",
            // 20260302 and 20260302085201 alone, unless a telephone is spoken of
            "(?<!" + PHONE_WORD + "[^0-9]{0,8})" + BEHIND_NUMBER + ALONE
                    + "(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:(?:[01]\\d|2[0-3])[0-5]\\d[0-5]\\d)?"
                    + ENDS + BEFORE_NUMBER,
            // a reading or a range of them with its unit, and a signed reading in a row of such
            BEHIND_NUMBER + "[-+−]?\\d{1,6}(?:\\.\\d{1,4})?(?:\\h?[-~–]\\h?[-+−]?\\d{1,6}(?:\\.\\d{1,4})?)?\\h?" + UNIT
                    + "(?![A-Za-z0-9])",
            "(?<![\\p{Nd}.\\-])[-−]\\d{1,2}\\.\\d{1,2}(?![\\p{Nd}.])",
            // an amount
            "(?:[¥￥$€]|RMB|CNY|USD|人民币)\\h?\\d{1,9}(?:\\.\\d{1,2})?" + BEFORE_NUMBER,
            BEHIND_NUMBER + "\\d{1,9}(?:\\.\\d{1,2})?\\h?(?:元|块|RMB|CNY|USD|美元)",
            // the number of a ticket or alarm; a mobile number is longer, a land line begins with a nought
            TICKET_WORD + "(?:号码?|编号|\\h?(?:no\\.?|number))?\\h?[:：#]?\\h?[1-9]\\d{3,9}" + BEFORE_NUMBER));

    /** A number read out: 幺三八零零幺三八零零零. */
    private static final Pattern SPOKEN =
            Pattern.compile("[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖](?:[\\h\\-－]?[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]){6,63}");

    private Masking() {}

    /**
     * The text with every personal number and e-mail address replaced by {@code ***}; the same text where there is none.
     * Never longer than what was given, and masking twice is masking once.
     *
     * @param text of any length; the time it takes grows with its length
     */
    public static String mask(String text) {
        String masked = text;
        if (masked.indexOf('@') >= 0 || masked.indexOf('＠') >= 0) {
            masked = ASCII_MAIL.matcher(masked).replaceAll(MASK);
            masked = ANY_MAIL.matcher(masked).replaceAll(MASK);
        }
        masked = SPOKEN.matcher(masked).replaceAll(MASK);
        return digits(masked, 0, masked.length()) < FEWEST_DIGITS ? masked : withoutNumbers(masked);
    }

    private static String withoutNumbers(String text) {
        List<int[]> kept = new ArrayList<>();
        Matcher matcher = KEPT.matcher(text);
        while (matcher.find()) {
            if (!inIdentityNumber(text, matcher.start(), matcher.end())) {
                kept.add(new int[] {matcher.start(), matcher.end()});
            }
        }
        kept.add(new int[] {text.length(), text.length()});
        StringBuilder masked = new StringBuilder(text.length());
        int from = 0;
        for (int[] span : kept) {
            maskNumbers(text, from, span[0], masked);
            masked.append(text, span[0], span[1]);
            from = span[1];
        }
        return masked.toString();
    }

    /** Appends a stretch of the text in which nothing is kept. */
    private static void maskNumbers(String text, int from, int to, StringBuilder masked) {
        int done = from;
        int at = from;
        while (at < to) {
            if (!Character.isDigit(text.codePointAt(at))) {
                at += Character.charCount(text.codePointAt(at));
                continue;
            }
            int end = endOfNumber(text, at, to);
            int digits = digits(text, at, end);
            if (digits >= FEWEST_DIGITS) {
                int start = at;
                while (start > done && at - start < 3 && "+＋(（".indexOf(text.charAt(start - 1)) >= 0) {
                    start--;
                }
                masked.append(text, done, start).append(MASK);
                done = behindCheck(text, end, to, digits);
            }
            at = Math.max(end, done);
        }
        masked.append(text, done, to);
    }

    /** Where the number ends if an X belongs to it, which stands for ten as the last place of an identity number. */
    private static int behindCheck(String text, int end, int to, int digits) {
        int at = end;
        while (digits == 17 && at < to && at - end < WIDEST_GAP && isGap(text.charAt(at))) {
            at++;
        }
        return at < to && "xXｘＸ".indexOf(text.charAt(at)) >= 0 ? at + 1 : end;
    }

    /** Six digits, the date of birth, three or four more: 110105 1949-12-31 0029. */
    private static boolean inIdentityNumber(String text, int start, int end) {
        int begin = start;
        int before = 0;
        int gap = 0;
        while (begin > 0 && before <= 6 && gap <= WIDEST_GAP) {
            int c = text.codePointBefore(begin);
            begin -= Character.charCount(c);
            if (Character.isDigit(c)) {
                before++;
                gap = 0;
            } else if (isGap(c)) {
                gap++;
            } else {
                break;
            }
        }
        if (before != 6) {
            return false;
        }
        int behind = digits(text, end, endOfNumber(text, end, Math.min(text.length(), end + 24)));
        return behind == 3 || behind == 4;
    }

    private static boolean isGap(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || GAPS.indexOf(c) >= 0;
    }

    /** Where the number that begins here ends: behind its last digit. */
    private static int endOfNumber(String text, int start, int to) {
        int end = start;
        int at = start;
        int gap = 0;
        while (at < to && gap <= WIDEST_GAP) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (Character.isDigit(c)) {
                end = at;
                gap = 0;
            } else if (isGap(c)) {
                gap++;
            } else {
                return end;
            }
        }
        return end;
    }

    private static int digits(String text, int from, int to) {
        int count = 0;
        for (int at = from; at < to; at += Character.charCount(text.codePointAt(at))) {
            if (Character.isDigit(text.codePointAt(at))) {
                count++;
            }
        }
        return count;
    }
}
