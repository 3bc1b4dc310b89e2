package org.firstline.local.badinput;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstline.local.badinput.BadJson.Broken;
import org.firstline.local.badinput.Door.Looked;
import org.jspecify.annotations.Nullable;

/**
 * Bad bodies where a platform speaks its own language, in JSON or as a form. It is looked into at few places, and what is
 * read leniently there is not bad: a number is the text that it is written as.
 */
final class BadCallbacks {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();

    private BadCallbacks() {}

    /** Bad bodies made from a good one. */
    static List<Broken> of(Described.Body good, Map<String, Looked> looked, Random random) {
        return good.contentType().endsWith("json") ? events(good.bytes(), looked, random) : forms(good.bytes(), looked);
    }

    private static List<Broken> events(byte[] good, Map<String, Looked> looked, Random random) {
        List<Broken> broken = new ArrayList<>();
        looked.forEach((place, look) -> {
            for (JsonNode value : List.of(
                    NODES.numberNode(17),
                    NODES.booleanNode(true),
                    NODES.objectNode().put("value", "x"),
                    NODES.arrayNode().add("x"))) {
                // As the platform's adapter reads it: an object or a list is the empty text.
                if (!look.fine().test(value.asText())) {
                    broken.add(
                            new Broken(place + " is " + value, "wrong type", with(good, place, value), look.names()));
                }
            }
            texts(look)
                    .forEach(line -> broken.add(new Broken(
                            place + " is " + line.kind() + " " + line.name(),
                            line.family(),
                            with(good, place, NODES.textNode(line.text())),
                            look.names())));
            if (look.needed()) {
                broken.add(new Broken(place + " is null", "null", with(good, place, NODES.nullNode()), look.names()));
                broken.add(new Broken(place + " is missing", "missing field", with(good, place, null), look.names()));
            }
        });
        // A number that is too large for anything stands where nobody looks.
        BadJson.asAWhole(good, random).stream()
                .filter(one -> !one.id().equals("huge-exponent"))
                .forEach(broken::add);
        return broken;
    }

    private static List<Broken> forms(byte[] good, Map<String, Looked> looked) {
        String form = new String(good, StandardCharsets.US_ASCII);
        List<Broken> broken = new ArrayList<>();
        looked.forEach((field, look) -> {
            texts(look)
                    .forEach(line -> broken.add(new Broken(
                            field + " is " + line.kind() + " " + line.name(),
                            line.family(),
                            ascii(replaced(form, field, URLEncoder.encode(line.text(), StandardCharsets.UTF_8))),
                            look.names())));
            if (!look.fine().test("\ufffd")) {
                for (String bytes : List.of("%ff%fe", "%ed%a0%80", "%c0%af", "%e4%bd")) {
                    broken.add(new Broken(
                            field + " is " + bytes, "no utf-8", ascii(replaced(form, field, bytes)), look.names()));
                }
            }
            if (look.needed()) {
                broken.add(new Broken(
                        field + " is missing", "missing field", ascii(replaced(form, field, null)), look.names()));
                broken.add(new Broken(
                        field + " in other letters",
                        "misspelt field",
                        ascii(form.replace(field + "=", field.toUpperCase(Locale.ROOT) + "=")),
                        look.names()));
            }
            for (String escape : List.of("%", "%z", "%zz", "%4", "%u0041")) {
                broken.add(new Broken(
                        field + " is " + escape, "half escape", ascii(replaced(form, field, escape)), look.names()));
            }
        });
        for (Corpus.Line line : Corpus.of("body")) {
            broken.add(new Broken(
                    line.name(), "whole " + line.name(), line.text().getBytes(StandardCharsets.ISO_8859_1), null));
        }
        broken.add(new Broken("utf-16", "whole utf-16", form.getBytes(StandardCharsets.UTF_16), null));
        broken.add(new Broken("utf-32", "whole utf-32", form.getBytes(StandardCharsets.UTF_32), null));
        broken.add(new Broken("semicolons", "whole semicolons", ascii(form.replace('&', ';')), null));
        broken.add(new Broken("lines", "whole lines", ascii(form.replace('&', '\n')), null));
        broken.add(new Broken("colons", "whole colons", ascii(form.replace('=', ':')), null));
        broken.add(new Broken("escaped twice", "whole escaped-twice", ascii(form.replace("=", "%3D")), null));
        broken.add(new Broken("many fields", "whole many-fields", ascii("a=&".repeat(20_000)), null));
        broken.add(new Broken("many names", "whole many-names", ascii("a&".repeat(30_000)), null));
        broken.add(new Broken("long name", "whole long-name", ascii("n".repeat(60_000) + "=1"), null));
        return broken;
    }

    /** Lone surrogates are left out: as bytes of UTF-8 there is no such thing. */
    private static Stream<Corpus.Line> texts(Looked look) {
        return Stream.concat(Corpus.of("text").stream(), Corpus.of("word").stream())
                .filter(line -> !line.text().isEmpty() || look.needed())
                .filter(line -> !line.name().startsWith("lone-"))
                .filter(line -> !look.fine().test(line.text()));
    }

    private static byte[] with(byte[] good, String place, @Nullable JsonNode value) {
        try {
            JsonNode copy = JSON.readTree(good);
            int dot = place.lastIndexOf('.');
            JsonNode parent =
                    dot < 0 ? copy : copy.at("/" + place.substring(0, dot).replace('.', '/'));
            String field = place.substring(dot + 1);
            if (value == null) {
                ((ObjectNode) parent).remove(field);
            } else {
                ((ObjectNode) parent).set(field, value);
            }
            return JSON.writeValueAsBytes(copy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected an example in JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replaced(String form, String field, @Nullable String value) {
        return Stream.concat(
                        Arrays.stream(form.split("&")).filter(pair -> !pair.startsWith(field + "=")),
                        Stream.ofNullable(value).map(given -> field + "=" + given))
                .collect(Collectors.joining("&"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
