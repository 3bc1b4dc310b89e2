package org.firstline.local.badinput;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Bad JSON made from a good example: at each of its places what cannot stand there, and the whole of it broken. */
final class BadJson {

    /**
     * @param kind what is done to it, wherever that is, such as {@code wrong type}
     * @param names the field that is wrong, or what it stands in, with a bar between them; null where the whole is
     */
    record Broken(
            String id, String kind, byte[] bytes, @Nullable String names) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<JsonNode> NOT_TEXT = List.of(
            NODES.numberNode(17),
            NODES.numberNode(1.5),
            NODES.booleanNode(true),
            NODES.objectNode(),
            NODES.objectNode().put("value", "x"),
            NODES.arrayNode(),
            NODES.arrayNode().add("x"));
    private static final List<JsonNode> NOT_A_NUMBER = List.of(
            NODES.textNode("17"),
            NODES.textNode(""),
            NODES.textNode("ten"),
            NODES.booleanNode(true),
            NODES.numberNode(1.5),
            NODES.rawValueNode(new RawValue("99999999999999999999")),
            NODES.rawValueNode(new RawValue("1e400")),
            NODES.rawValueNode(new RawValue("9".repeat(2_000))),
            NODES.objectNode(),
            NODES.arrayNode(),
            NODES.arrayNode().add(17));
    private static final List<JsonNode> NOT_YES_OR_NO = List.of(
            NODES.textNode("true"),
            NODES.textNode(""),
            NODES.numberNode(0),
            NODES.numberNode(1),
            NODES.numberNode(0.5),
            NODES.objectNode(),
            NODES.arrayNode(),
            NODES.arrayNode().add(true));
    private static final List<JsonNode> NO_OBJECT = List.of(
            NODES.textNode("x"),
            NODES.textNode(""),
            NODES.numberNode(17),
            NODES.booleanNode(false),
            NODES.arrayNode(),
            NODES.arrayNode().add(NODES.objectNode()));
    private static final List<JsonNode> NO_LIST = List.of(
            NODES.textNode("x"),
            NODES.textNode(""),
            NODES.numberNode(17),
            NODES.booleanNode(false),
            NODES.objectNode(),
            NODES.arrayNode().add(NODES.arrayNode().add(NODES.arrayNode())));

    private final JsonNode example;
    private final Predicate<String> free;
    private final Predicate<String> needed;
    private final List<Broken> found = new ArrayList<>();

    private BadJson(JsonNode example, Predicate<String> free, Predicate<String> needed) {
        this.example = example;
        this.free = free;
        this.needed = needed;
    }

    /**
     * What cannot stand at one of the places of an example.
     *
     * @param free whether people may write what they like in a field of that name; of a number, whether it may be broken
     * @param needed whether a field of that name must be there
     */
    static List<Broken> atEachPlace(byte[] example, Predicate<String> free, Predicate<String> needed) {
        BadJson bad = new BadJson(read(example), free, needed);
        bad.walk(bad.example, List.of());
        return bad.found;
    }

    /** The whole broken: bytes that are no JSON in UTF-8, or JSON that is no such object. */
    static List<Broken> asAWhole(byte[] example, Random random) {
        List<Broken> broken = new ArrayList<>();
        for (Corpus.Line line : Corpus.of("body")) {
            broken.add(new Broken(
                    line.name(), "whole " + line.name(), line.text().getBytes(StandardCharsets.ISO_8859_1), null));
        }
        String text = new String(example, StandardCharsets.UTF_8).strip();
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        broken.add(new Broken("utf-16", "whole utf-16", text.getBytes(StandardCharsets.UTF_16), null));
        broken.add(new Broken("utf-16le", "whole utf-16le", text.getBytes(StandardCharsets.UTF_16LE), null));
        broken.add(new Broken("utf-32", "whole utf-32", text.getBytes(StandardCharsets.UTF_32), null));
        broken.add(new Broken("twice", "whole twice", (text + text).getBytes(StandardCharsets.UTF_8), null));
        broken.add(
                new Broken("in-a-list", "whole in-a-list", ("[" + text + "]").getBytes(StandardCharsets.UTF_8), null));
        broken.add(new Broken("as-text", "whole as-text", "\"{}\"".getBytes(StandardCharsets.UTF_8), null));
        JsonNode node = read(example);
        if (node.isObject() && !node.isEmpty()) {
            String first = node.fieldNames().next();
            String again = "{\"" + first + "\":" + node.get(first) + ","
                    + node.toString().substring(1);
            broken.add(new Broken("name-twice", "whole name-twice", again.getBytes(StandardCharsets.UTF_8), null));
        }
        for (int i = 0; i < 5; i++) {
            int at = 1 + random.nextInt(plain.length - 1);
            broken.add(new Broken("cut-at-" + at, "whole cut", Arrays.copyOf(plain, at), null));
            broken.add(new Broken("control-at-" + at, "whole control", replaced(plain, at, (byte) 1), null));
            broken.add(new Broken("no-utf8-at-" + at, "whole no-utf8", replaced(plain, at, (byte) 0xff), null));
        }
        return broken;
    }

    /** Fields that nobody asked for; only a strict reader turns them away. */
    static List<Broken> withMore(byte[] example) {
        List<Broken> broken = new ArrayList<>();
        for (String name : List.of("hostile", "__proto__", "constructor", "class", "@class", "$ref", "13912345678")) {
            ObjectNode more =
                    ((ObjectNode) read(example)).set(name, NODES.objectNode().put("x", 1));
            broken.add(new Broken("more-" + name, "extra field", bytes(more), name.matches("[a-z]+") ? name : null));
        }
        return broken;
    }

    private void walk(JsonNode node, List<Object> path) {
        if (!path.isEmpty()) {
            wrong(node, path);
        }
        if (node.isObject()) {
            node.properties().forEach(field -> walk(field.getValue(), further(path, field.getKey())));
        }
        for (int i = 0; node.isArray() && i < Math.min(2, node.size()); i++) {
            walk(node.get(i), further(path, i));
        }
    }

    private void wrong(JsonNode node, List<Object> path) {
        String name = nameOf(path);
        switch (node.getNodeType()) {
            case STRING -> {
                NOT_TEXT.forEach(value -> put(path, value));
                Corpus.of("text").forEach(line -> put(path, line));
                if (!free.test(name)) {
                    Corpus.of("word").forEach(line -> put(path, line));
                }
            }
            case NUMBER ->
                NOT_A_NUMBER.stream()
                        .filter(value -> !(value.isDouble() && free.test(name)))
                        .forEach(value -> put(path, value));
            case BOOLEAN -> NOT_YES_OR_NO.forEach(value -> put(path, value));
            case OBJECT -> NO_OBJECT.forEach(value -> put(path, value));
            case ARRAY -> NO_LIST.forEach(value -> put(path, value));
            case NULL, MISSING, BINARY, POJO -> throw new IllegalStateException("expected examples without null");
        }
        if (needed.test(name) && path.getLast() instanceof String) {
            put(path, NODES.nullNode());
            ObjectNode copy = example.deepCopy();
            ((ObjectNode) in(copy, path.subList(0, path.size() - 1))).remove(name);
            found.add(new Broken(written(path) + " is missing", "missing field", bytes(copy), named(path)));
        }
    }

    private void put(List<Object> path, Corpus.Line line) {
        found.add(new Broken(
                written(path) + " is " + line.kind() + " " + line.name(),
                line.family(),
                bytes(with(path, NODES.textNode(line.text()))),
                named(path)));
    }

    private void put(List<Object> path, JsonNode value) {
        String told = value.toString();
        found.add(new Broken(
                written(path) + " is " + told.substring(0, Math.min(30, told.length())),
                value.isPojo() ? "huge number" : value.isNull() ? "null" : "wrong type",
                bytes(with(path, value)),
                told.length() > 1_000 ? null : named(path)));
    }

    private JsonNode with(List<Object> path, JsonNode value) {
        JsonNode copy = example.deepCopy();
        JsonNode parent = in(copy, path.subList(0, path.size() - 1));
        if (parent instanceof ObjectNode object) {
            object.set((String) path.getLast(), value);
        } else {
            ((ArrayNode) parent).set((int) path.getLast(), value);
        }
        return copy;
    }

    private static JsonNode in(JsonNode data, List<Object> path) {
        JsonNode node = data;
        for (Object step : path) {
            node = step instanceof Integer index ? node.get(index) : node.get((String) step);
        }
        return node;
    }

    /** What a problem or a reason must mention. */
    private static String named(List<Object> path) {
        List<String> names = path.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
        return names.size() < 2 ? names.getLast() : names.get(names.size() - 2) + "|" + names.getLast();
    }

    /** The last step that has a name. */
    private static String nameOf(List<Object> path) {
        return path.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static String written(List<Object> path) {
        StringBuilder written = new StringBuilder();
        path.forEach(step -> written.append(step instanceof Integer ? "[" + step + "]" : "." + step));
        return written.substring(1);
    }

    private static List<Object> further(List<Object> path, Object step) {
        List<Object> further = new ArrayList<>(path);
        further.add(step);
        return List.copyOf(further);
    }

    private static byte[] replaced(byte[] bytes, int at, byte by) {
        byte[] copy = bytes.clone();
        copy[at] = by;
        return copy;
    }

    /** Lone surrogates as escapes: as bytes of UTF-8 there is no such thing. */
    private static byte[] bytes(JsonNode node) {
        StringBuilder ascii = new StringBuilder();
        node.toString()
                .chars()
                .forEach(c -> ascii.append(
                        c >= 0xd800 && c <= 0xdfff ? String.format("\\u%04x", c) : Character.toString((char) c)));
        return ascii.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected an example to be JSON", e);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
