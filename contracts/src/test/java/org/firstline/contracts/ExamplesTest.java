package org.firstline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.firstline.contracts.Examples.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

    static List<Example> examples() {
        return Examples.all();
    }

    static List<String> types() {
        return Catalogue.types();
    }

    static List<String> callTypes() {
        return Catalogue.typesOf(CallEvent.class);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_is_valid_under_its_schema(Example example) {
        assertThat(Schemas.faultsOf(example.type(), example.bytes())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_reads_to_its_record_and_writes_back_to_the_same_json(Example example) {
        SuiteEvent event = example.event();

        assertThat(Catalogue.typeOf(event)).isEqualTo(example.type());
        assertThat(Schemas.read(Catalogue.write(event))).isEqualTo(Schemas.read(example.bytes()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_full_example_has_every_field_and_a_minimal_one_those_it_must_have(String type) {
        JsonNode full = Schemas.read(new Example(type, true).bytes());
        List<String> known = names(Schemas.source(type).get("properties"));

        assertThat(names(full)).isEqualTo(known);
        assertThat(names(Schemas.read(
                        Catalogue.write(Examples.full(Catalogue.recordOf(type).orElseThrow())))))
                .isEqualTo(known);
        if (Examples.of(type).size() > 1) {
            JsonNode minimal = Schemas.read(new Example(type, false).bytes());
            assertThat(Places.of(type, minimal)).allSatisfy(place -> assertThat(place.required()
                            || place.in(minimal).isEmpty() && place.in(minimal).isArray()
                            || place.field().equals("accountability.dueAt"))
                    .as(place.field())
                    .isTrue());
        }
    }

    @Test
    void the_dead_letter_has_its_schema_and_example_too() {
        Example deadLetter = new Example("org.firstline.messaging.dead-lettered.v1", true);

        assertThat(Schemas.faultsOf(deadLetter.type(), deadLetter.bytes())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("callTypes")
    void a_call_event_is_there_as_a_structured_cloud_event_around_the_same_data(String type) {
        JsonNode event = Schemas.read(Examples.structured(type));

        assertCloudEvent(event);
        assertThat(event.get("type").asText()).isEqualTo(type);
        assertThat(event.get("data")).isEqualTo(Schemas.read(new Example(type, true).bytes()));
    }

    @Test
    void the_batch_holds_structured_cloud_events_with_ids_of_their_own() {
        JsonNode batch = Schemas.read(Examples.batch());

        assertThat(batch.isArray()).isTrue();
        assertThat(batch).hasSize(4).allSatisfy(ExamplesTest::assertCloudEvent);
        assertThat(batch.valueStream().map(event -> event.get("id").asText())).doesNotHaveDuplicates();
    }

    private static void assertCloudEvent(JsonNode event) {
        String type = event.get("type").asText();
        assertThat(event.get("specversion").asText()).isEqualTo("1.0");
        assertThat(event.get("id").asText()).isNotEmpty();
        assertThat(event.get("source").asText()).isEqualTo("/platforms/amazon-connect");
        assertThat(event.get("subject")).isEqualTo(event.at("/data/rootCallId"));
        assertThat(event.get("time")).isEqualTo(event.at("/data/at"));
        assertThat(event.get("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(event.get("dataschema").asText())
                .isEqualTo(Catalogue.dataSchemaOf(type).toString());
        assertThat(Schemas.faultsOf(type, event.get("data"))).isEmpty();
    }

    private static List<String> names(JsonNode object) {
        Stream<String> names = object.properties().stream().map(property -> property.getKey());
        return names.toList();
    }
}
