package org.firstline.journey;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Personal data of people who do not exist, each value used in one place only, so that where one turns up tells where it
 * got through. Looked for however it is written: with blanks, dashes or brackets, in full-width digits, with or without
 * the country's code.
 */
final class Canaries {

    private static final int[] CITIZEN_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private final Random random = new SecureRandom();
    private final String run = digits(5);
    private final Map<String, String> placeByValue = new LinkedHashMap<>();
    private int used;

    /** Something that is personal and stands in that place. */
    String known(String place, String value) {
        placeByValue.put(bare(value), place);
        return value;
    }

    /** A mobile number of eleven digits. */
    String phone(String place) {
        return known(place + ": phone", "199" + run + next());
    }

    /** A text without blanks, as an account or a service has. */
    String account(String place) {
        return known(place + ": account", "ACC-" + run + "-" + next());
    }

    /** An identity card's number. */
    String citizen(String place) {
        String body = "31" + digits(4) + "19850412" + next();
        int sum = 0;
        for (int i = 0; i < CITIZEN_WEIGHTS.length; i++) {
            sum += (body.charAt(i) - '0') * CITIZEN_WEIGHTS[i];
        }
        return known(place + ": identity card", body + "10X98765432".charAt(sum % 11));
    }

    /** A sentence of less than 128 characters with one of each kind that can be found reliably. */
    String words(String place) {
        String phone = phone(place);
        String card = card(place);
        String citizen = citizen(place);
        String mail = known(place + ": mail", "canary." + run + "." + next() + "@example.org");
        return switch (used % 3) {
            case 0 -> "手机" + phone + "，证件" + citizen + "，卡号" + card + "，邮箱" + mail;
            case 1 ->
                "call +86 " + grouped(phone, ' ') + ", ID " + citizen + ", card " + grouped(card, ' ') + ", " + mail;
            default -> "手机" + wide(phone) + "，证件" + citizen + "，卡号" + grouped(card, '-') + "，邮箱" + mail;
        };
    }

    /** The places whose values stand in the text, in whatever form. */
    Set<String> in(String text) {
        String bare = bare(text);
        Set<String> places = new TreeSet<>();
        placeByValue.forEach((value, place) -> {
            if (bare.contains(value)) {
                places.add(place);
            }
        });
        return places;
    }

    private String card(String place) {
        String body = "622202" + digits(9) + next();
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            int weighed = i % 2 == 1 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return known(place + ": bank card", body + (10 - sum % 10) % 10);
    }

    private String next() {
        return String.format("%03d", used++);
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(1 + random.nextInt(9));
        }
        return digits.toString();
    }

    /** One form for all: full-width characters as ASCII, lower case, nothing between digits. */
    private static String bare(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s().\\u2010-\\u2015-]", "");
    }

    private static String grouped(String digits, char between) {
        return digits.replaceAll("(?<=^.{3}|^.{7}|^.{11}|^.{15})(?=.)", String.valueOf(between));
    }

    private static String wide(String digits) {
        StringBuilder wide = new StringBuilder();
        digits.chars().forEach(digit -> wide.append((char) (digit - '0' + '０')));
        return wide.toString();
    }
}
