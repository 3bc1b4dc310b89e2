package org.firstline.followup.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happened, as a sentence for people. One file of sentences per language: by event type, with names of the event's
 * fields in braces; by {@code value.X} what the code X is called.
 */
final class Sentences {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z.]+)}");

    private final Properties texts;
    private final DateTimeFormatter time;

    Sentences(Locale language, ZoneId zone) {
        this.texts = read(language);
        boolean chinese = language.getLanguage().equals("zh");
        this.time = DateTimeFormatter.ofPattern(chinese ? "M月d日 HH:mm" : "d MMM HH:mm", language)
                .withZone(zone);
    }

    /** The sentence of an event; for a type that has none, the type. */
    String of(String type, JsonNode data) {
        String sentence = texts.getProperty(type, type);
        return PLACE.matcher(sentence)
                .replaceAll(place -> Matcher.quoteReplacement(
                        word(data.at("/" + place.group(1).replace('.', '/')))));
    }

    private String word(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return texts.getProperty("value.none", "-");
        }
        String text = value.asText();
        String known = texts.getProperty("value." + text);
        if (known != null) {
            return known;
        }
        return text.length() > 19 && text.endsWith("Z") && text.charAt(10) == 'T' ? instant(text) : text;
    }

    private String instant(String text) {
        try {
            return time.format(Instant.parse(text));
        } catch (DateTimeException e) {
            return text;
        }
    }

    static Properties read(Locale language) {
        String file = "data/story." + language.toLanguageTag() + ".properties";
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Sentences.class.getClassLoader().getResourceAsStream(file), file),
                StandardCharsets.UTF_8)) {
            Properties texts = new Properties();
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
