package org.firstline.followup.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of a notice: a text with names of facts in braces, such as {@code {expectedAt}}. */
public final class Words {

    /** Most characters of a template: what fits into a few short messages. */
    public static final int MOST = 500;

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    private Words() {}

    /**
     * What is wrong with a text about something; null when nothing is. A name that this kind of notice has not, one that
     * is missing, a stray brace, an empty or too long text are wrong.
     */
    public static @Nullable String fault(About about, String text) {
        if (text.isBlank() || text.codePointCount(0, text.length()) > MOST) {
            return "a text of 1 to " + MOST + " characters";
        }
        if (text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            return "a text without control characters";
        }
        Set<String> used = new TreeSet<>();
        Matcher places = PLACE.matcher(text);
        while (places.find()) {
            used.add(places.group(1));
        }
        String rest = PLACE.matcher(text).replaceAll("");
        if (!used.equals(new TreeSet<>(about.placeholders())) || rest.contains("{") || rest.contains("}")) {
            return "exactly the placeholders " + new TreeSet<>(about.placeholders()) + ", each in braces";
        }
        return null;
    }

    /**
     * The text with its facts. Facts named {@code …At} are instants as RFC 3339 and are written in the customer's zone and
     * language.
     */
    public static String fill(String template, Map<String, String> facts, Locale language, ZoneId zone) {
        DateTimeFormatter time = DateTimeFormatter.ofPattern(
                        language.getLanguage().equals("zh") ? "M月d日 HH:mm" : "d MMM HH:mm", language)
                .withZone(zone);
        return PLACE.matcher(template).replaceAll(found -> Matcher.quoteReplacement(fact(found, facts, time)));
    }

    private static String fact(MatchResult found, Map<String, String> facts, DateTimeFormatter time) {
        String name = found.group(1);
        String value = facts.getOrDefault(name, "");
        return name.endsWith("At") && !value.isEmpty() ? time.format(Instant.parse(value)) : value;
    }
}
