package org.firstline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's contracts against the version before, kept in {@code published/}. A change that is refused here needs a new
 * version of its event; the README says how.
 */
class AdditiveChangeTest {

    static List<String> schemas() {
        return published("schemas");
    }

    static List<String> examples() {
        return published("examples");
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void a_published_schema_stands_but_for_optional_fields(String name) {
        JsonNode published = Schemas.read(Resource.bytes("published/schemas/" + name + ".json"));

        assertThat(Resource.exists("schemas/" + name + ".json")).isTrue();
        assertThat(Change.breaches(published, Schemas.source(name))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_published_example_is_valid_today_and_read_by_todays_record(String name) {
        String type = name.replace(".minimal", "");
        byte[] example = Resource.bytes("published/examples/" + name + ".json");

        assertThat(Schemas.faultsOf(type, example)).isEmpty();
        if (!type.startsWith("org.firstline.messaging.")) {
            assertThat(Verdicts.refusal(type, example)).isEmpty();
        }
    }

    @Test
    void every_published_type_is_still_in_the_catalogue() {
        List<String> types = schemas().stream()
                .filter(name -> name.startsWith("org.firstline.") && !name.startsWith("org.firstline.messaging."))
                .toList();

        assertThat(types).isNotEmpty().allSatisfy(type -> assertThat(Catalogue.recordOf(type))
                .isPresent());
        assertThat(examples()).containsAll(types);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"required\":[\"a\"]          | \"required\":[\"a\",\"b\"]            | /required was [\"a\"] and is [\"a\",\"b\"]",
                "\"required\":[\"a\"]          | \"required\":[]                       | /required was [\"a\"] and is []",
                "\"properties\":{\"a\":{}}     | \"properties\":{}                     | /properties/a was removed",
                "\"enum\":[\"A\"]              | \"enum\":[\"A\",\"B\"]                | /enum was [\"A\"] and is [\"A\",\"B\"]",
                "\"enum\":[\"A\",\"B\"]        | \"enum\":[\"A\"]                      | /enum was [\"A\",\"B\"] and is [\"A\"]",
                "\"maxLength\":9               | \"maxLength\":10                      | /maxLength was 9 and is 10",
                "\"minimum\":1                 | \"minimum\":0                         | /minimum was 1 and is 0",
                "\"type\":\"string\"           | \"type\":[\"string\",\"null\"]        | /type was \"string\" and is [\"string\",\"null\"]",
                "\"not\":{}                    | \"else\":{}                           | /else was added",
                "\"$defs\":{\"a\":{\"enum\":[]}} | \"$defs\":{\"a\":{\"enum\":[\"A\"]}} | /$defs/a/enum was [] and is [\"A\"]",
                "\"properties\":{\"a\":{}}     | \"properties\":{\"a\":{\"minimum\":1}} | /properties/a/minimum was added",
                "\"properties\":{\"title\":{}} | \"properties\":{}                     | /properties/title was removed"
            })
    void what_would_break_a_reader_or_a_writer_is_refused(String published, String today, String breach) {
        assertThat(Change.breaches(object(published), object(today))).contains(breach);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"properties\":{\"a\":{}}   | \"properties\":{\"a\":{},\"b\":{}}",
                "\"$defs\":{}                | \"$defs\":{\"part\":{}}",
                "\"description\":\"x\"       | \"description\":\"y\"",
                "\"minimum\":1               | \"minimum\":1,\"title\":\"t\"",
                "\"required\":[\"a\",\"b\"]  | \"required\":[\"b\",\"a\"]",
                "\"enum\":[\"A\",\"B\"]      | \"enum\":[\"B\",\"A\"]"
            })
    void an_optional_field_and_better_words_are_welcome(String published, String today) {
        assertThat(Change.breaches(object(published), object(today))).isEmpty();
    }

    private static JsonNode object(String members) {
        return Schemas.read(("{" + members + "}").getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> published(String folder) {
        try (Stream<Path> files = Files.list(Path.of(Objects.requireNonNull(
                        AdditiveChangeTest.class.getResource("published/" + folder), "expected published/" + folder)
                .toURI()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("expected published/" + folder + " beside the tests", e);
        }
    }
}
