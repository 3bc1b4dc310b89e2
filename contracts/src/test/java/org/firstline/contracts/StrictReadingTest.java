package org.firstline.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.firstline.contracts.Examples.Example;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How bytes become an event, and in which words they are refused. */
class StrictReadingTest {

    private static final String MISSED = "org.firstline.followup.callback-missed.v1";
    private static final String TRIAGED = "org.firstline.intake.case-triaged.v1";
    private static final String GUIDED = "org.firstline.diagnosis.case-guided.v1";
    private static final String REPORTED = "org.firstline.call.problem-reported.v1";
    private static final String CLOSED = "org.firstline.followup.case-closed.v1";

    @AfterEach
    void nobody_counts_any_more() {
        Catalogue.onUnknownField((type, field) -> {});
    }

    static Stream<Arguments> faults() {
        String instant = "an instant as RFC 3339 with zone, such as 2026-03-01T08:00:00Z";
        String code = "1 to 128 visible ASCII characters without spaces";
        return Stream.of(
                Arguments.of(
                        MISSED,
                        "\"attempt\": 3",
                        "\"attempt\": \"3\"",
                        "attempt: expected a whole number, found another text"),
                Arguments.of(
                        MISSED,
                        "\"attempt\": 3",
                        "\"attempt\": 3.5",
                        "attempt: expected a whole number, found another number"),
                Arguments.of(
                        MISSED,
                        "\"attempt\": 3",
                        "\"attempt\": 1e400",
                        "attempt: expected a whole number, found another number"),
                Arguments.of(
                        MISSED,
                        "\"attempt\": 3",
                        "\"attempt\": 1e999999999",
                        "attempt: expected a whole number, found another number"),
                Arguments.of(
                        MISSED,
                        "\"attempt\": 3",
                        "\"attempt\": null",
                        "attempt: expected a whole number, found nothing"),
                Arguments.of(MISSED, "\"attempt\": 3,", "", "attempt: expected a whole number, found nothing"),
                Arguments.of(
                        MISSED,
                        "\"attempt\": 3",
                        "\"attempt\": 0",
                        "attempt: expected a number from 1 to 1000, found a lower one"),
                Arguments.of(
                        MISSED,
                        "\"attempt\": 3",
                        "\"attempt\": 1001",
                        "attempt: expected a number from 1 to 1000, found a higher one"),
                Arguments.of(
                        MISSED, "\"attempt\": 3", "\"attempt\": [3]", "attempt: expected a whole number, found a list"),
                Arguments.of(
                        MISSED,
                        "\"2026-03-02T11:13:40.018Z\"",
                        "\"yesterday\"",
                        "missedAt: expected " + instant + ", found another text"),
                Arguments.of(
                        MISSED,
                        "\"2026-03-02T11:13:40.018Z\"",
                        "1772450020",
                        "missedAt: expected " + instant + ", found another number"),
                Arguments.of(
                        MISSED,
                        "\"2026-03-02T11:13:40.018Z\"",
                        "{}",
                        "missedAt: expected " + instant + ", found an object"),
                Arguments.of(
                        MISSED,
                        "\"5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41\"",
                        "\"5b0c8f2e\"",
                        "caseId: expected a UUID of 36 characters, found another text"),
                Arguments.of(MISSED, "\"dialer-east\"", "\"\"", "calledBy: expected " + code + ", found an empty text"),
                Arguments.of(
                        MISSED,
                        "\"dialer-east\"",
                        "\"dialer east\"",
                        "calledBy: expected " + code + ", found a text of 11 characters"),
                Arguments.of(MISSED, "\"dialer-east\"", "true", "calledBy: expected a text, found true or false"),
                Arguments.of(
                        MISSED,
                        "\"FOLLOW_UP\"",
                        "\"follow_up\"",
                        "accountability.owner: expected one of [FIRST_LINE, SUPERVISOR, DEPARTMENT, FOLLOW_UP, OTHER_DESK], found another text"),
                Arguments.of(
                        MISSED,
                        "\"FOLLOW_UP\"",
                        "3",
                        "accountability.owner: expected one of [FIRST_LINE, SUPERVISOR, DEPARTMENT, FOLLOW_UP, OTHER_DESK], found another number"),
                Arguments.of(
                        MISSED,
                        "\"owner\": \"FOLLOW_UP\",",
                        "",
                        "accountability.owner: expected a value, found nothing"),
                Arguments.of(
                        MISSED,
                        "\"2026-03-02T13:13:40.018Z\"",
                        "null",
                        "accountability.dueAt: expected a value, found nothing"),
                Arguments.of(
                        MISSED,
                        "\"accountability\": {",
                        "\"accountability\": \"me\", \"other\": {",
                        "accountability: expected an object, found something else or nothing"),
                Arguments.of(
                        MISSED,
                        "\"accountability\": {",
                        "\"accountability\": [], \"other\": {",
                        "accountability: expected an object, found something else or nothing"),
                Arguments.of(
                        MISSED,
                        "\"accountability\": {",
                        "\"other\": {",
                        "accountability: expected a value, found nothing"),
                Arguments.of(
                        REPORTED,
                        "\"code\": \"broadband.no-internet\",",
                        "",
                        "problem.symptom.code: expected a value, found nothing"),
                Arguments.of(
                        REPORTED,
                        "\"broadband.no-internet\"",
                        "\"no internet\"",
                        "problem.symptom.code: expected " + code + ", found a text of 11 characters"),
                Arguments.of(
                        REPORTED,
                        "\"PERMANENT\"",
                        "\"ALWAYS\"",
                        "problem.symptom.frequency: expected one of [PERMANENT, DAILY, SEVERAL_TIMES, ONCE, UNKNOWN], found another text"),
                Arguments.of(
                        REPORTED,
                        "\"identityVerified\": true",
                        "\"identityVerified\": \"true\"",
                        "problem.identityVerified: expected true or false, found another text"),
                Arguments.of(
                        REPORTED,
                        "\"identityVerified\": true",
                        "\"identityVerified\": null",
                        "problem.identityVerified: expected true or false, found nothing"),
                Arguments.of(
                        REPORTED,
                        "\"identityVerified\": true",
                        "\"unknown\": true",
                        "problem.identityVerified: expected true or false, found nothing"),
                Arguments.of(
                        REPORTED,
                        "\"+8610000000001\"",
                        "\"12\"",
                        "callerNumber: expected 3 to 20 digits, E.164 with a leading + preferred, found something else"),
                Arguments.of(
                        TRIAGED,
                        "\"check-cable\"",
                        "\"check-cable\", null",
                        "symptom.tried[2]: expected a value, found nothing"),
                Arguments.of(
                        TRIAGED,
                        "\"check-cable\"",
                        "\"check-cable\", 7",
                        "symptom.tried[2]: expected a text, found another number"),
                Arguments.of(
                        TRIAGED,
                        "\"check-cable\"",
                        "\"check-cable\", \"a b\"",
                        "symptom.tried[2]: expected " + code + ", found a text of 3 characters"),
                Arguments.of(
                        TRIAGED,
                        "\"tried\": [",
                        "\"tried\": \"restart-ont\", \"other\": [",
                        "symptom.tried: expected a list, found something else or nothing"),
                Arguments.of(
                        TRIAGED,
                        "\"tried\": [",
                        "\"tried\": \"\", \"other\": [",
                        "symptom.tried: expected a list, found something else or nothing"),
                Arguments.of(
                        TRIAGED,
                        "\"tried\": [",
                        "\"tried\": [" + "\"x\", ".repeat(19),
                        "symptom.tried: expected at most 20 items, found 21 items"),
                Arguments.of(TRIAGED, "\"CN-31\"", "\"\"", "facts.region: expected " + code + ", found an empty text"),
                Arguments.of(
                        TRIAGED,
                        "\"2026-03-01T23:00:00Z\"",
                        "\"1926-03-01T23:00:00Z\"",
                        "symptom.sinceAt: expected " + instant + ", found another text"),
                Arguments.of(
                        TRIAGED,
                        "\"2026-03-01T23:00:00Z\"",
                        "\"2000-01-01T00:00:00+08:00\"",
                        "symptom.sinceAt: expected an instant from 2000-01-01T00:00:00Z to before 2200-01-01T00:00:00Z, found an earlier one"),
                Arguments.of(GUIDED, "\"by\": \"20717\",", "", "steps[1].by: expected a value, found nothing"),
                Arguments.of(
                        GUIDED,
                        "\"DONE_HELPED\"",
                        "\"HELPED\"",
                        "steps[1].outcome: expected one of [DONE_HELPED, DONE_NO_CHANGE, FAILED, SKIPPED], found another text"),
                Arguments.of(
                        GUIDED,
                        "\"blinking red\"",
                        "\"" + "x".repeat(129) + "\"",
                        "steps[0].value: expected a text of 1 to 128 characters, without control characters but tabs and line breaks, found a text of 129 characters"),
                Arguments.of(
                        GUIDED,
                        "\"blinking red\"",
                        "\"\\u0000\"",
                        "steps[0].value: expected a text of 1 to 128 characters, without control characters but tabs and line breaks, found a character that is not text"),
                Arguments.of(
                        GUIDED,
                        "\"blinking red\"",
                        "\" \"",
                        "steps[0].value: expected a text of 1 to 128 characters, without control characters but tabs and line breaks, found a blank text"),
                Arguments.of(GUIDED, "\"steps\": [", "\"steps\": [null,", "steps[0]: expected a value, found nothing"),
                Arguments.of(
                        GUIDED,
                        "\"steps\": [",
                        "\"steps\": [\"x\",",
                        "steps[0]: expected an object, found something else or nothing"),
                Arguments.of(
                        CLOSED,
                        "\"satisfaction\": 4",
                        "\"satisfaction\": 6",
                        "summary.satisfaction: expected a number from 1 to 5, found a higher one"));
    }

    @ParameterizedTest
    @MethodSource("faults")
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
                            .startsWith(
                                    "data: expected well-formed JSON within the limits (64 KiB, 32 levels, each name once),"
                                            + " found a fault at line "));
        }
    }

    @Test
    void deep_nesting_is_refused_even_in_a_field_that_is_passed_over() {
        String json = json(MISSED);

        assertThat(Verdicts.refusal(MISSED, with(json, "\"new\": " + "[".repeat(31) + "]".repeat(31))))
                .isEmpty();
        assertThat(Verdicts.refusal(MISSED, with(json, "\"new\": " + "[".repeat(32) + "]".repeat(32))))
                .isPresent();
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
