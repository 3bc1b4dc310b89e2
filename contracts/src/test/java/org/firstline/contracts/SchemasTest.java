package org.firstline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {

    static Stream<String> files() {
        return Stream.concat(
                Catalogue.types().stream(),
                Stream.of("org.firstline.messaging.dead-lettered.v1", "parts.v1", "values.v1", "terms.v1"));
    }

    static List<String> types() {
        return Catalogue.types();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_schema_is_known_by_a_stable_name_and_describes_itself(String file) {
        JsonNode schema = Schemas.source(file);

        assertThat(schema.get("$id").asText())
                .isEqualTo(Catalogue.dataSchemaOf(file).toString());
        assertThat(schema.get("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.get("title").asText()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_object_in_a_schema_is_open_for_new_fields_and_every_field_is_described(String file) {
        for (JsonNode object : Schemas.source(file).findParents("properties")) {
            boolean condition = !object.has("type");
            if (!condition) {
                assertThat(object.get("additionalProperties").asBoolean()).isTrue();
                assertThat(object.get("properties"))
                        .allSatisfy(field ->
                                assertThat(field.get("description").asText()).isNotBlank());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_schema_has_the_fields_of_its_record_in_their_order(String type) {
        assertThat(names(Schemas.source(type)))
                .isEqualTo(components(Catalogue.recordOf(type).orElseThrow()));
    }

    @Test
    void the_shared_parts_have_the_fields_of_their_records_in_their_order() {
        JsonNode parts = Schemas.source("parts.v1").get("$defs");

        assertThat(names(parts.get("facts"))).isEqualTo(components(CaseFacts.class));
        assertThat(names(parts.get("symptom"))).isEqualTo(components(Symptom.class));
        assertThat(names(parts.get("step"))).isEqualTo(components(StepTaken.class));
        assertThat(names(parts.get("accountability"))).isEqualTo(components(Accountability.class));
        assertThat(names(
                        Schemas.source("org.firstline.call.problem-reported.v1").at("/$defs/problem")))
                .isEqualTo(components(CallEvent.Problem.class));
        assertThat(names(Schemas.source("org.firstline.followup.case-closed.v1").at("/$defs/summary")))
                .isEqualTo(components(FollowupEvent.Summary.class));
    }

    @Test
    void the_words_of_the_schemas_are_those_of_the_enums() {
        Map<String, List<String>> ofEnums = new TreeMap<>();
        Stream.concat(Arrays.stream(Terms.class.getDeclaredClasses()), Stream.of(FollowupEvent.Closure.class))
                .forEach(term -> ofEnums.put(
                        term.getSimpleName().substring(0, 1).toLowerCase(Locale.ROOT)
                                + term.getSimpleName().substring(1),
                        Arrays.stream(term.getEnumConstants())
                                .map(Object::toString)
                                .toList()));

        Map<String, List<String>> ofSchemas = new TreeMap<>();
        Schemas.source("terms.v1")
                .get("$defs")
                .properties()
                .forEach(term -> ofSchemas.put(
                        term.getKey(),
                        term.getValue()
                                .get("enum")
                                .valueStream()
                                .map(JsonNode::asText)
                                .toList()));

        assertThat(ofSchemas).isEqualTo(ofEnums);
    }

    @Test
    void every_reference_leads_somewhere() {
        Set<String> references = new HashSet<>();
        files().forEach(file -> Schemas.source(file)
                .findValuesAsText("$ref")
                .forEach(reference ->
                        references.add(reference.startsWith("#") ? file + ".json" + reference : reference)));

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            String[] parts = reference.split("\\.json#", 2);
            assertThat(Schemas.source(parts[0]).at(parts[1]).isObject()).isTrue();
        });
    }

    private static List<String> names(JsonNode schema) {
        return schema.get("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
