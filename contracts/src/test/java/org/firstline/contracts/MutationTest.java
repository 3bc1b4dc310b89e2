package org.firstline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.firstline.contracts.Examples.Example;
import org.firstline.contracts.Places.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives: an event or a violation that tells no value, never another exception. Seeded, so it repeats. */
class MutationTest {

    private static final long SEED = 20_260_302;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static List<String> types() {
        return Catalogue.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void mutated_json_is_taken_or_refused_as_its_schema_says(String type) {
        Random random = new Random(SEED + type.hashCode());
        JsonNode example = Schemas.read(new Example(type, true).bytes());

        for (int i = 0; i < 100; i++) {
            JsonNode data = example;
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                data = mutated(type, data, random);
            }
            byte[] bytes = data.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(Verdicts.refusal(type, bytes).isEmpty())
                    .as("mutation %s of %s: %s", i, type, data)
                    .isEqualTo(Schemas.faultsOf(type, data).isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void mutated_bytes_are_an_event_or_a_violation(String type) {
        Random random = new Random(SEED + type.hashCode());
        byte[] example = withCanaries(new Example(type, true).bytes());

        for (int i = 0; i < 1_000; i++) {
            Verdicts.refusal(type, mutated(example, random));
        }
    }

    private static JsonNode mutated(String type, JsonNode data, Random random) {
        List<Place> places = Places.of(type, data);
        if (places.isEmpty()) {
            return data;
        }
        Place place = places.get(random.nextInt(places.size()));
        return switch (random.nextInt(4)) {
            case 0 -> place.without(data);
            case 1 -> place.with(data, value(random));
            case 2 -> place.with(data, places.get(random.nextInt(places.size())).in(data));
            default ->
                ((ObjectNode) data.deepCopy()).set(random.nextBoolean() ? "new" : "n" + Verdicts.CANARY, value(random));
        };
    }

    private static JsonNode value(Random random) {
        List<Supplier<JsonNode>> values = List.of(
                () -> NODES.textNode("call " + Verdicts.CANARY),
                () -> NODES.textNode(Verdicts.CANARY + "\n"),
                () -> NODES.textNode(Verdicts.CANARY + "\u0000"),
                () -> NODES.textNode(Verdicts.CANARY.repeat(1 + random.nextInt(400))),
                () -> NODES.numberNode(Integer.parseInt(Verdicts.CANARY)),
                () -> NODES.numberNode(Double.parseDouble(Verdicts.CANARY + ".5")),
                () -> NODES.numberNode(random.nextInt(2_000) - 500),
                () -> NODES.booleanNode(random.nextBoolean()),
                NODES::nullNode,
                NODES::objectNode,
                () -> NODES.objectNode().set(Verdicts.CANARY, value(random)),
                () -> NODES.arrayNode().add(value(random)).add(value(random)));
        return values.get(random.nextInt(values.size())).get();
    }

    /** The canary in every text, so that a message that quotes any of them is noticed. */
    private static byte[] withCanaries(byte[] json) {
        return new String(json, StandardCharsets.UTF_8)
                .replaceAll("\"([^\"]{9,})\"(?!:)", "\"" + Verdicts.CANARY + "$1\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] mutated(byte[] example, Random random) {
        byte[] bytes = example.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "{}[]\",:0-e.nt\\/ ".charAt(random.nextInt(16));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default ->
                    System.arraycopy(
                            bytes,
                            at,
                            bytes,
                            random.nextInt(bytes.length - at + 1) / 2,
                            Math.min(8, bytes.length - at) / 2);
            }
        }
        return bytes;
    }
}
