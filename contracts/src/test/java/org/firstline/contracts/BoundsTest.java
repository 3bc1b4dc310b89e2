package org.firstline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.firstline.contracts.Examples.Example;
import org.firstline.contracts.Places.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas and the records draw the same line. */
class BoundsTest {

    private static final String ASTRAL = "\uD83D\uDCDE";

    private static final Map<String, String> FIRST_WITH = Catalogue.types().stream()
            .flatMap(type -> Places.of(type, Schemas.read(new Example(type, true).bytes())).stream()
                    .map(place -> Map.entry(place.field(), type)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, later) -> first));

    static List<String> types() {
        return Catalogue.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void without_a_required_field_both_refuse_and_the_record_names_it(String type) {
        JsonNode example = Schemas.read(new Example(type, true).bytes());
        List<Place> required = Places.of(type, example).stream()
                .filter(place -> place.required() && place.ofField())
                .toList();

        assertThat(required).isNotEmpty().allSatisfy(place -> {
            JsonNode data = place.without(example);
            assertThat(Schemas.faultsOf(type, data)).isNotEmpty();
            assertThat(refusal(type, data)).hasValueSatisfying(violation -> {
                assertThat(violation.field()).isEqualTo(place.field());
                assertThat(violation.found()).isEqualTo("nothing");
            });
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void without_an_optional_field_or_with_null_for_it_both_take_it(String type) {
        JsonNode example = Schemas.read(new Example(type, true).bytes());

        assertThat(Places.of(type, example)).allSatisfy(place -> {
            boolean conditional = place.field().equals("accountability.dueAt")
                    || type.contains("case-reopened") && place.field().equals("workOrderId");
            if (!place.required()) {
                List.of(place.without(example), place.with(example, Schemas.JSON.nullNode()))
                        .forEach(data -> {
                            assertThat(Schemas.faultsOf(type, data).isEmpty()).isEqualTo(!conditional);
                            assertThat(refusal(type, data).map(ContractViolation::field))
                                    .isEqualTo(conditional ? Optional.of(place.field()) : Optional.empty());
                        });
            }
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void both_take_and_refuse_the_same_values_and_the_record_names_the_field(String type) {
        JsonNode example = Schemas.read(new Example(type, true).bytes());

        for (Place place : placesFirstSeenIn(type, example)) {
            for (JsonNode value : values(place)) {
                JsonNode data = place.with(example, value);
                List<String> faults = Schemas.faultsOf(type, data);
                Optional<ContractViolation> refusal = refusal(type, data);
                assertThat(refusal.isEmpty())
                        .as("%s with %s: schema says %s, record says %s", place.field(), value, faults, refusal)
                        .isEqualTo(faults.isEmpty());
                refusal.ifPresent(violation -> assertThat(violation.field()).startsWith(place.field()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void at_a_bound_both_take_it_and_beyond_both_refuse(String type) {
        JsonNode example = Schemas.read(new Example(type, true).bytes());

        for (Place place : Places.of(type, example)) {
            boolean conditional = place.field().equals("accountability.nextStep")
                    && !example.at("/accountability").has("dueAt");
            within(place.schema()).stream().filter(value -> !conditional).forEach(value -> {
                JsonNode data = place.with(example, value);
                assertThat(Schemas.faultsOf(type, data)).as(place.field()).isEmpty();
                assertThat(refusal(type, data)).as(place.field()).isEmpty();
            });
            beyond(place.schema(), place.in(example)).forEach(value -> {
                JsonNode data = place.with(example, value);
                assertThat(Schemas.faultsOf(type, data)).as(place.field()).isNotEmpty();
                assertThat(refusal(type, data).map(ContractViolation::field)).contains(place.field());
            });
        }
    }

    /** What the types share, such as the facts, is tried out with the first type that has it. */
    private static List<Place> placesFirstSeenIn(String type, JsonNode example) {
        return Places.of(type, example).stream()
                .filter(place -> place.path().size() == 1 || type.equals(FIRST_WITH.get(place.field())))
                .toList();
    }

    /** The values at each bound that the schema states. */
    private static List<JsonNode> within(JsonNode schema) {
        List<JsonNode> values = new ArrayList<>();
        if (schema.has("minLength")) {
            String character = schema.get("is").asText().equals("code") ? "~" : ASTRAL;
            values.add(text(character.repeat(schema.get("maxLength").asInt())));
            values.add(text("x"));
        }
        if (schema.has("minimum")) {
            values.add(schema.get("minimum"));
            values.add(schema.get("maximum"));
        }
        schema.path("enum").forEach(values::add);
        return values;
    }

    /** The values one beyond each bound that the schema states. */
    private static List<JsonNode> beyond(JsonNode schema, JsonNode present) {
        List<JsonNode> values = new ArrayList<>();
        if (schema.has("minLength")) {
            values.add(text("x".repeat(schema.get("maxLength").asInt() + 1)));
            values.add(text(""));
        }
        if (schema.has("minimum")) {
            values.add(Schemas.JSON
                    .getNodeFactory()
                    .numberNode(schema.get("minimum").asInt() - 1));
            values.add(Schemas.JSON
                    .getNodeFactory()
                    .numberNode(schema.get("maximum").asInt() + 1));
        }
        if (schema.has("maxItems")) {
            ArrayNode items = Schemas.JSON.createArrayNode();
            while (items.size() <= schema.get("maxItems").asInt()) {
                items.add(present.get(0));
            }
            values.add(items);
        }
        if (schema.has("enum")) {
            values.add(text(schema.get("enum").get(0).asText() + "_"));
        }
        return values;
    }

    /** What people and programs really send by mistake or by malice. */
    private static List<JsonNode> values(Place place) {
        List<JsonNode> values = new ArrayList<>();
        for (String text : List.of(
                "",
                " ",
                "\t\r\n",
                "\u00a0",
                "\u2007",
                "\u3000",
                "\u2028",
                "\ufeff",
                "\u200b",
                "\u0000",
                "a\u0000b",
                "a\u000bb",
                "a\u001bb",
                "a\u007fb",
                "a\u0085b",
                "\ud83d",
                "a\udcdeb",
                ASTRAL,
                "x\n",
                " x",
                "x y",
                "光猫",
                "null",
                "0",
                "1",
                "true",
                "{}",
                "[]",
                "2026",
                "1772409600",
                "1772409600.5",
                "2026-03-02",
                "2026-03-02T00:14:05",
                "2026-03-02T00:14:05Z",
                "2026-03-02T00:14:05z",
                "2026-03-02t00:14:05Z",
                "2026-03-02 00:14:05Z",
                "2026-03-02T00:14Z",
                "2026-03-02T00:14:05+08:00",
                "2026-03-02T00:14:05-00:00",
                "2026-03-02T00:14:05+0800",
                "2026-03-02T00:14:05+08",
                "2026-03-02T00:14:05+15:00",
                "2026-03-02T00:14:05+08:00[Asia/Shanghai]",
                "2026-03-02T00:14:05.1Z",
                "2026-03-02T00:14:05.123456789+14:00",
                "2026-03-02T00:14:05.1234567890Z",
                "2026-03-02T24:00:00Z",
                "2026-03-02T00:14:60Z",
                "2026-02-29T00:00:00Z",
                "2028-02-29T00:00:00Z",
                "2026-04-31T00:00:00Z",
                "1999-12-31T23:59:59Z",
                "2000-01-01T00:00:00Z",
                "2199-12-31T23:59:59.999999999Z",
                "2200-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "+002026-03-02T00:14:05Z",
                "5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41",
                "5B0C8F2E-6D1A-4C53-9A64-2F7E10C3AB41",
                "00000000-0000-0000-0000-000000000000",
                "5b0c8f2e6d1a4c539a642f7e10c3ab41",
                "{5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41}",
                "urn:uuid:5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41",
                "5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab4",
                "5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab4g",
                "1-1-1-1-1",
                "WwyPLm0aTFOaZC9+EMOrQQ==",
                "+8610000000001",
                "+86 100 0000 0001",
                "１２３",
                "123\n",
                "2026-03-02T00:14:05Z\n",
                "5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41\n",
                "12",
                "123",
                "+",
                Verdicts.CANARY)) {
            values.add(text(text));
        }
        for (String number : List.of(
                "0",
                "1",
                "-1",
                "1.0",
                "1e0",
                "10e-1",
                "1.5",
                "1e30",
                "-0",
                "-0.0",
                "2147483647",
                "2147483648",
                "99999999999999999999",
                "1e-400",
                Verdicts.CANARY)) {
            values.add(Schemas.JSON.getNodeFactory().numberNode(new BigDecimal(number)));
        }
        values.add(Schemas.JSON.getNodeFactory().booleanNode(true));
        values.add(Schemas.JSON.getNodeFactory().booleanNode(false));
        values.add(Schemas.JSON.createObjectNode());
        values.add(Schemas.JSON.createObjectNode().put(Verdicts.CANARY, 1));
        values.add(Schemas.JSON.createArrayNode());
        values.add(Schemas.JSON.createArrayNode().addNull());
        values.add(Schemas.JSON.createArrayNode().add("x"));
        values.add(Schemas.JSON.createArrayNode().add(1));
        values.add(Schemas.JSON.createArrayNode().add(""));
        values.add(Schemas.JSON.createArrayNode().add(Schemas.JSON.createObjectNode()));
        if (place.required()) {
            values.add(Schemas.JSON.nullNode());
        }
        if (place.schema().has("enum")) {
            String word = place.schema().get("enum").get(0).asText();
            values.add(text(word.toLowerCase(java.util.Locale.ROOT)));
            values.add(text(" " + word));
            values.add(text(word + " "));
        }
        return values;
    }

    private static JsonNode text(String text) {
        return Schemas.JSON.getNodeFactory().textNode(text);
    }

    private static Optional<ContractViolation> refusal(String type, JsonNode data) {
        return Verdicts.refusal(type, bytes(data));
    }

    /** As JSON with every character escaped that is not ASCII, so that half a surrogate pair travels too. */
    private static byte[] bytes(JsonNode data) {
        StringBuilder json = new StringBuilder();
        write(data, json);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonNode node, StringBuilder json) {
        switch (node) {
            case ObjectNode object -> {
                json.append('{');
                object.properties().forEach(field -> {
                    json.append(json.charAt(json.length() - 1) == '{' ? "" : ",")
                            .append('"')
                            .append(field.getKey());
                    write(field.getValue(), json.append("\":"));
                });
                json.append('}');
            }
            case ArrayNode array -> {
                json.append('[');
                for (int i = 0; i < array.size(); i++) {
                    write(array.get(i), json.append(i == 0 ? "" : ","));
                }
                json.append(']');
            }
            case JsonNode text
            when text.isTextual() -> {
                json.append('"');
                text.asText()
                        .chars()
                        .forEach(c -> json.append(
                                c > 0x1f && c < 0x7f && c != '"' && c != '\\'
                                        ? String.valueOf((char) c)
                                        : "\\u%04x".formatted(c)));
                json.append('"');
            }
            case JsonNode other -> json.append(other);
        }
    }
}
