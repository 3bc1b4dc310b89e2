package org.firstline.diagnosis.db;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a pack's file that knows where it is, so that every complaint can say so. */
final class PackNode {

    /** No control characters but tabs and ends of lines, no halves of characters. */
    private static final Pattern TEXT = Pattern.compile("[\\t\\n\\r\\x20-\\x{d7ff}\\x{e000}-\\x{10ffff}]*");

    /** A name that can be repeated; anything else may be what somebody typed in the wrong place. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w.-]{0,63}");

    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(?:[.-][a-z0-9]+)*");
    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_TEXT = 400;
    private static final int LONGEST_LIST = 200;

    private final String file;
    private final String path;
    private final JsonNode node;

    PackNode(String file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    String file() {
        return file;
    }

    PackViolation wrong(String expected, String found) {
        return new PackViolation(file, path.isEmpty() ? "(whole file)" : path, expected, found);
    }

    /** Sees to it that there are no fields but these. */
    PackNode object(String... fields) {
        if (!node.isObject()) {
            throw wrong("an object", kind());
        }
        Set<String> known = Set.copyOf(Arrays.asList(fields));
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw child(name, node.get(name)).wrong("no field but " + String.join(", ", fields), "this one");
            }
        });
        return this;
    }

    PackNode get(String field) {
        PackNode there = find(field);
        if (there == null) {
            throw child(field, node).wrong("a value", "nothing");
        }
        return there;
    }

    @Nullable
    PackNode find(String field) {
        JsonNode there = node.get(field);
        return there == null || there.isNull() ? null : child(field, there);
    }

    private PackNode child(String field, JsonNode there) {
        String name = NAME.matcher(field).matches() ? field : "(a name)";
        return new PackNode(file, path.isEmpty() ? name : path + "." + name, there);
    }

    <T> List<T> list(int least, Function<PackNode, T> reading) {
        if (!node.isArray() || node.size() < least || node.size() > LONGEST_LIST) {
            throw wrong(
                    "a list of " + least + " to " + LONGEST_LIST, node.isArray() ? "one of " + node.size() : kind());
        }
        List<T> list = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            list.add(reading.apply(new PackNode(file, path + "[" + i + "]", node.get(i))));
        }
        return list;
    }

    /** The fields of an object of which any code may be a name, in order. */
    Map<String, PackNode> entries() {
        if (!node.isObject()) {
            throw wrong("an object", kind());
        }
        Map<String, PackNode> entries = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> entries.put(name, child(name, node.get(name))));
        return entries;
    }

    String code() {
        if (!node.isTextual()
                || node.textValue().length() > LONGEST_CODE
                || !CODE.matcher(node.textValue()).matches()) {
            throw wrong(
                    "a code of at most " + LONGEST_CODE + " small letters and digits, parted by . or -",
                    node.isTextual() ? "another text" : kind());
        }
        return node.textValue();
    }

    String text() {
        if (!node.isTextual() || node.textValue().isBlank() || node.textValue().length() > LONGEST_TEXT) {
            throw wrong(
                    "a text of 1 to " + LONGEST_TEXT + " characters",
                    node.isTextual() ? "one of " + node.textValue().length() : kind());
        }
        if (!TEXT.matcher(node.textValue()).matches()) {
            throw wrong("a text without control characters", "one with such");
        }
        return node.textValue();
    }

    boolean yes() {
        if (!node.isBoolean()) {
            throw wrong("true or false", kind());
        }
        return node.booleanValue();
    }

    int whole(int least, int most) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            throw wrong("a whole number from " + least + " to " + most, kind());
        }
        return node.intValue();
    }

    /** A number above {@code beyond} and not above {@code most}. */
    double number(double beyond, double most) {
        if (!node.isNumber() || !(node.doubleValue() > beyond) || !(node.doubleValue() <= most)) {
            throw wrong("a number above " + beyond + " up to " + most, node.isNumber() ? node.asText() : kind());
        }
        return node.doubleValue();
    }

    <E extends Enum<E>> E word(Class<E> words) {
        for (E word : words.getEnumConstants()) {
            if (node.isTextual() && word.name().equals(node.textValue())) {
                return word;
            }
        }
        throw wrong("one of " + Arrays.toString(words.getEnumConstants()), kind());
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case STRING -> "a text";
            case NUMBER -> "another number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case NULL, MISSING -> "nothing";
            case BINARY, POJO -> "something else";
        };
    }
}
