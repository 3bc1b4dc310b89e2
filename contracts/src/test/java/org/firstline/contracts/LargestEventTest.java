package org.firstline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.firstline.contracts.Examples.Example;
import org.firstline.contracts.Places.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The outbox takes 64 KiB; an event that the contracts allow must never be stuck in front of it. */
class LargestEventTest {

    static List<String> types() {
        return Catalogue.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void the_largest_event_a_contract_allows_fits_into_the_outbox(String type) {
        JsonNode data = Schemas.read(new Example(type, true).bytes());
        List<Place> places = Places.of(type, data);
        for (Place place : places.reversed()) {
            data = place.with(data, largest(place, place.in(data)));
        }

        assertThat(Schemas.faultsOf(type, data)).isEmpty();
        byte[] written = Catalogue.write(Catalogue.read(type, data.toString().getBytes(StandardCharsets.UTF_8)));

        assertThat(written).hasSizeLessThanOrEqualTo(Limits.EVENT_BYTES);
        assertThat(Schemas.read(written)).isEqualTo(data);
    }

    /** Places are filled from the innermost outwards, so what is in a list is at its largest when the list is filled. */
    private static JsonNode largest(Place place, JsonNode present) {
        JsonNode schema = place.schema();
        return switch (schema.path("is").asText()) {
            case "code" -> text("\"".repeat(schema.get("maxLength").asInt()));
            case "text", "reading" ->
                text("\uD83D\uDCDE".repeat(schema.get("maxLength").asInt()));
            case "number" -> text("+" + "8".repeat(20));
            case "instant" -> text("2026-03-02T11:13:40.123456789Z");
            default -> {
                if (schema.has("enum") && !place.field().equals("accountability.nextStep")) {
                    yield schema.get("enum")
                            .valueStream()
                            .max(Comparator.comparingInt(word -> word.asText().length()))
                            .orElseThrow();
                }
                if (schema.has("maxItems")) {
                    JsonNode item = present.valueStream()
                            .max(Comparator.comparingInt(JsonNode::size))
                            .orElseThrow();
                    ArrayNode items = Schemas.JSON.createArrayNode();
                    while (items.size() < schema.get("maxItems").asInt()) {
                        items.add(item);
                    }
                    yield items;
                }
                yield schema.has("maximum") ? schema.get("maximum") : present;
            }
        };
    }

    private static JsonNode text(String text) {
        return Schemas.JSON.getNodeFactory().textNode(text);
    }
}
