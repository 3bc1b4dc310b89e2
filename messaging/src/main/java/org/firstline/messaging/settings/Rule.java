package org.firstline.messaging.settings;

import io.quarkus.runtime.configuration.DurationConverter;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one setting may be.
 *
 * @param expected in words, after "expected"
 * @param presence whether it must be there
 * @param isSecret whether what was found is not shown
 * @param isGood whether a text will do; may throw for what will not
 */
record Rule(String expected, Presence presence, boolean isSecret, Predicate<String> isGood) {

    /** Whether a setting must be there. */
    enum Presence {
        NEEDED,
        /** There is a default elsewhere, and nothing does not take its place. */
        NOT_EMPTY,
        OPTIONAL
    }

    private static final int LONGEST_TEXT = 4_000;
    private static final int LONGEST_SHOWN = 60;

    /** Where a password may stand in an address or an option. */
    private static final String MAY_HOLD_A_PASSWORD = "(?s).*[@?&;=\"].*";

    private static final Predicate<String> TEXT = value -> !value.isBlank()
            && value.length() <= LONGEST_TEXT
            && value.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);

    /**
     * The rule of a mapping's property, as its type and its annotations say it.
     *
     * @throws IllegalStateException for a type that needs bounds and has none, and for one that nobody has used yet
     */
    static Rule of(String name, Type type, AnnotatedElement annotated) {
        Written written = annotated.getAnnotation(Written.class);
        Rule rule = bare(name, type, annotated);
        return written == null
                ? rule
                : new Rule(
                        written.as(),
                        rule.presence,
                        rule.isSecret,
                        value -> value.matches(written.pattern()) && rule.isGood.test(value));
    }

    private static Rule bare(String name, Type type, AnnotatedElement annotated) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            Rule inner = bare(name, last, annotated);
            if (generic.getRawType() == Optional.class) {
                return new Rule(inner.expected, Presence.OPTIONAL, inner.isSecret, inner.isGood);
            }
            if (generic.getRawType() == Map.class) {
                return inner;
            }
            if (generic.getRawType() == List.class) {
                return list(bounds(name, annotated).many(), inner);
            }
        }
        if (type instanceof Class<?> one) {
            return one(name, one, annotated);
        }
        throw new IllegalStateException("expected a type of setting that there is a rule for, found " + type);
    }

    private static Rule one(String name, Class<?> type, AnnotatedElement annotated) {
        if (type == Duration.class) {
            Bounds bounds = bounds(name, annotated);
            Duration least = duration(bounds.least());
            Duration most = duration(bounds.most());
            return plain(
                    "a duration from " + bounds.least() + " to " + bounds.most() + ", written such as 90s, 10m or 2h",
                    value -> duration(value).compareTo(least) >= 0
                            && duration(value).compareTo(most) <= 0);
        }
        if (type == int.class) {
            Bounds bounds = bounds(name, annotated);
            return plain(
                    "a whole number from " + bounds.least() + " to " + bounds.most(),
                    value -> isBetween(Integer.parseInt(bounds.least()), Integer.parseInt(bounds.most()), value));
        }
        if (type == double.class) {
            Bounds bounds = bounds(name, annotated);
            return plain(
                    "a number from " + bounds.least() + " to " + bounds.most(),
                    value -> Double.parseDouble(value) >= Double.parseDouble(bounds.least())
                            && Double.parseDouble(value) <= Double.parseDouble(bounds.most()));
        }
        if (type == String.class) {
            return text(annotated.getAnnotation(Secret.class));
        }
        if (type == URI.class) {
            return plain("a URL such as http://host:8080, without a login", Rule::isUrl);
        }
        if (type == LocalTime.class) {
            return plain("a time of day such as 08:00", value -> !LocalTime.parse(value)
                    .isBefore(LocalTime.MIN));
        }
        if (type == ZoneId.class) {
            return plain(
                    "a time zone such as Asia/Shanghai",
                    value -> ZoneId.of(value).getRules() != null);
        }
        if (type.isEnum()) {
            List<String> words = Arrays.stream(type.getEnumConstants())
                    .map(word -> word.toString().toLowerCase(Locale.ROOT))
                    .toList();
            return plain(
                    words.stream().collect(Collectors.joining(" or ")),
                    value -> words.contains(value.toLowerCase(Locale.ROOT)));
        }
        return plain("a " + type.getSimpleName(), value -> isMade(type, value));
    }

    /** Java would take the digits of any script. */
    static boolean isBetween(int least, int most, String value) {
        String number = value.strip();
        return number.matches("-?[0-9]+") && Integer.parseInt(number) >= least && Integer.parseInt(number) <= most;
    }

    private static Rule text(@Nullable Secret secret) {
        if (secret == null) {
            return plain("a text of one line", TEXT);
        }
        if (secret.bytes() == 0) {
            return new Rule("a text of one line", Presence.NEEDED, true, TEXT);
        }
        return new Rule(
                "base64 of " + secret.bytes() + " bytes",
                Presence.NEEDED,
                true,
                value -> Base64.getDecoder().decode(value.strip()).length == secret.bytes());
    }

    private static Rule list(int most, Rule inner) {
        return new Rule(
                "1 to " + most + " with commas between, each " + inner.expected,
                inner.presence,
                inner.isSecret,
                value -> value.split(",", -1).length <= most
                        && Arrays.stream(value.split(",", -1)).allMatch(inner.isGood));
    }

    static Rule plain(String expected, Predicate<String> isGood) {
        return new Rule(expected, Presence.NEEDED, false, isGood);
    }

    /** A URL for which there is a default, or no need. */
    static Rule url() {
        return new Rule("a URL such as http://host:8080, without a login", Presence.NOT_EMPTY, false, Rule::isUrl);
    }

    private static boolean isUrl(String value) {
        URI uri = URI.create(value);
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && uri.getPort() <= 65_535;
    }

    /** A type of our own says itself what it takes. */
    private static boolean isMade(Class<?> type, String value) {
        try {
            return type.isInstance(type.getConstructor(String.class).newInstance(value));
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static Bounds bounds(String name, AnnotatedElement annotated) {
        Bounds bounds = annotated.getAnnotation(Bounds.class);
        if (bounds == null) {
            throw new IllegalStateException(name + ": expected a number or a duration to have bounds, found none");
        }
        return bounds;
    }

    private static Duration duration(String value) {
        return DurationConverter.parseDuration(value);
    }

    /**
     * What is wrong with it.
     *
     * @return what was found, in words; null when nothing is
     */
    @Nullable
    String wrong(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            boolean isFine = presence == Presence.OPTIONAL || (presence == Presence.NOT_EMPTY && value == null);
            return isFine ? null : "nothing";
        }
        return isGood(value) ? null : found(value);
    }

    Rule withoutShowing() {
        return new Rule(expected, presence, true, isGood);
    }

    private boolean isGood(String value) {
        try {
            return value.strip().chars().noneMatch(Character::isISOControl) && isGood.test(value);
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    private String found(String value) {
        if (isSecret) {
            return "something else, which is not shown";
        }
        return value.matches(MAY_HOLD_A_PASSWORD)
                ? "something else, which is not shown, for it may hold a password"
                : shown(value);
    }

    /** As it can stand in one line of a log. */
    static String shown(String value) {
        String line = value.replaceAll("\\p{Cc}|\\p{Cf}|\\p{Co}|\\p{Cs}", "?");
        return "'" + (line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "…" : line) + "'";
    }
}
