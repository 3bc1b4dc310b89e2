package org.firstline.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.firstline.contracts.Examples.Example;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How bytes become an event, and in which words they are refused. */
class StrictReadingTest {

    private static final String MISSED = "org.firstline.followup.callback-missed.v1";
    private static final String TRIAGED = "org.firstline.intake.case-triaged.v1";
    private static final String GUIDED = "org.firstline.diagnosis.case-guided.v1";

    @AfterEach
    void nobody_counts_any_more() {
        Catalogue.onUnknownField((type, field) -> {});
    }

    @ParameterizedTest
    @CsvFileSource(resources = "faults.txt", delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 1000)
    void a_fault_is_told_by_its_field_and_what_was_expected_and_found(
            String type, String part, String instead, String message) {
        String json = json(type);
        assertThat(json).contains(part);

        byte[] data = replaceLast(json, part, instead).getBytes(StandardCharsets.UTF_8);

        assertThat(Verdicts.refusal(type, data).map(ContractViolation::getMessage))
                .contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "739184265",
                "\"739184265\"",
                "{\"739184265\"",
                "{\"caseId\": 739184265",
                "{'caseId': 739184265}",
                "{caseId: 739184265}",
                "{\"attempt\": NaN}",
                "{\"attempt\": 0739184265}",
                "{\"attempt\": +739184265}",
                "{\"attempt\": 739184265739184265739184265739184265}",
                "{\"unknown\": 739184265739184265739184265739184265}",
                "{\"calledBy\": \"739184265\n\"}",
                "{\"x739184265\": \"a\nb\"}",
                "{\"x739184265\": [}",
                "{\"accountability\": {\"x739184265\": tru}}",
                "{\"accountability\": {\"x739184265\": \"a\u0001\"}}",
                "{} 739184265",
                "{} {}",
                "{/* 739184265 */}",
                "null",
                "true",
                "[]",
                "[{}]",
                "\u0000"
            })
    void what_is_no_single_json_object_is_refused(String json) {
        assertThat(Verdicts.refusal(MISSED, json.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() {
        for (String hex :
                List.of("7b22c328223a317d", "ff", "fffe", "c0", "7b2261223a22ed", "eda080", "80", "f8888080")) {
            assertThat(Verdicts.refusal(MISSED, HexFormat.of().parseHex(hex))).isPresent();
        }
    }

    @Test
    void a_name_that_stands_twice_is_refused_whether_it_is_known_or_not() {
        String json = json(MISSED);

        for (String twice :
                List.of("\"attempt\": 3,", "\"new\": 739184265, \"new\": 1,", "\"new\": {\"a\": 1, \"a\": 2},")) {
            assertThat(Verdicts.refusal(
                                    MISSED,
                                    replaceLast(json, "{\n  \"caseId\"", "{" + twice + "\"caseId\"")
                                            .getBytes(StandardCharsets.UTF_8))
                            .map(ContractViolation::getMessage))
                    .hasValueSatisfying(message -> assertThat(message)
                            .startsWith("data: expected well-formed JSON with each name once, found a fault at line "));
        }
    }

    @Test
    void deep_nesting_is_refused_even_in_a_field_that_is_passed_over() {
        String json = json(MISSED);

        assertThat(Verdicts.refusal(MISSED, with(json, "\"new\": " + "[".repeat(31) + "]".repeat(31))))
                .isEmpty();
        assertThat(Verdicts.refusal(MISSED, with(json, "\"new\": " + "[".repeat(32) + "]".repeat(32)))
                        .map(ContractViolation::expected))
                .contains("JSON within the bounds of depth and length");
        assertThat(Verdicts.refusal(MISSED, with(json, "\"new\": " + "{\"a\":".repeat(20_000 / 6))))
                .isPresent();
    }

    @Test
    void more_than_64_kib_is_refused_before_it_is_looked_at() {
        String json = json(MISSED);
        int room = Limits.EVENT_BYTES - with(json, "\"new\": \"\"").length;

        assertThat(Verdicts.refusal(MISSED, with(json, "\"new\": \"" + "x".repeat(room) + "\"")))
                .isEmpty();
        assertThat(Verdicts.refusal(MISSED, with(json, "\"new\": \"" + "x".repeat(room + 1) + "\""))
                        .map(ContractViolation::getMessage))
                .contains("data: expected at most 65536 bytes, found 65537 bytes");
    }

    @Test
    void unknown_fields_are_counted_by_type_and_name_wherever_they_stand_and_passed_over() {
        List<Map.Entry<String, String>> counted = new ArrayList<>();
        Catalogue.onUnknownField((type, field) -> counted.add(Map.entry(type, field)));
        String json = json(TRIAGED)
                .replace("\"category\":", "\"new1\": {\"a\": [1, {\"b\": null}]}, \"category\":")
                .replace("\"frequency\":", "\"new2\": \"x\", \"frequency\":")
                .replace("\"owner\":", "\"739184265\": 1, \"owner\":");

        SuiteEvent event = Catalogue.read(TRIAGED, json.getBytes(StandardCharsets.UTF_8));

        assertThat(event).isEqualTo(new Example(TRIAGED, true).event());
        assertThat(counted)
                .containsExactlyInAnyOrder(
                        Map.entry(TRIAGED, "new1"), Map.entry(TRIAGED, "new2"), Map.entry(TRIAGED, "?"));
    }

    @Test
    void an_absent_list_a_null_and_an_empty_one_are_the_same() {
        String minimal = new String(new Example(GUIDED, false).bytes(), StandardCharsets.UTF_8);
        SuiteEvent event = new Example(GUIDED, false).event();

        assertThat(Catalogue.read(GUIDED, minimal.replace("\"steps\": [],", "").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(event);
        assertThat(Catalogue.read(
                        GUIDED,
                        minimal.replace("\"steps\": []", "\"steps\": null").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(event);
        assertThat(new String(Catalogue.write(event), StandardCharsets.UTF_8)).contains("\"steps\":[]");
    }

    @Test
    void an_instant_is_read_with_any_offset_and_written_in_utc() {
        String json = json(MISSED).replace("2026-03-02T11:13:40.018Z", "2026-03-02T19:13:40.018+08:00");

        SuiteEvent event = Catalogue.read(MISSED, json.getBytes(StandardCharsets.UTF_8));

        assertThat(event).isEqualTo(new Example(MISSED, true).event());
        assertThat(new String(Catalogue.write(event), StandardCharsets.UTF_8)).contains("2026-03-02T11:13:40.018Z");
    }

    @Test
    void an_id_is_read_in_either_case_and_written_in_lower_case() {
        String json = json(MISSED).replace("5b0c8f2e-6d1a", "5B0C8F2E-6D1A");

        assertThat(Catalogue.read(MISSED, json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Example(MISSED, true).event());
    }

    @Test
    void a_type_that_is_not_in_the_catalogue_is_the_callers_mistake() {
        assertThat(Catalogue.recordOf("org.firstline.intake.case-opened.v2")).isEmpty();
        assertThatThrownBy(() -> Catalogue.read("org.firstline.intake.case-opened.v2", new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(ContractViolation.class)
                .hasMessage("expected a type of the catalogue, found org.firstline.intake.case-opened.v2");
    }

    @Test
    void a_record_is_the_first_version_of_its_event_unless_its_name_says_another() {
        assertThat(Catalogue.nameAndVersion("CaseTriaged")).isEqualTo("case-triaged.v1");
        assertThat(Catalogue.nameAndVersion("CaseTriagedV2")).isEqualTo("case-triaged.v2");
        assertThat(Catalogue.nameAndVersion("CaseTriagedV12")).isEqualTo("case-triaged.v12");
        assertThat(Catalogue.types()).contains("org.firstline.intake.case-triaged.v1");
    }

    private static String json(String type) {
        return new String(new Example(type, true).bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] with(String json, String field) {
        return ("{" + field + "," + json.substring(1)).getBytes(StandardCharsets.UTF_8);
    }

    private static String replaceLast(String text, String part, String instead) {
        int at = text.lastIndexOf(part);
        return text.substring(0, at) + instead + text.substring(at + part.length());
    }
}
