package org.firstline.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.firstline.contracts.Topics;
import org.junit.jupiter.api.Test;

class AudienceTest {

    @Test
    void who_must_hear_an_event_follows_from_its_topic_its_type_and_what_it_says() {
        assertThat(of(Topics.CALL_EVENTS, Types.CALL_REPORTED, "{}")).containsExactly("intake");
        assertThat(of(Topics.CALL_EVENTS, "", "{nonsense")).isEmpty();
        assertThat(of(Topics.INTAKE_CASES, Types.CASE_TRIAGED, "{}")).containsExactly("diagnosis", "followup");
        assertThat(of(Topics.DIAGNOSIS_CASES, Types.ESCALATION_NEEDED, "{}")).containsExactly("escalation", "followup");
        assertThat(of(Topics.answersOf("it-support"), Types.ANSWER + "resolved.v1", "{}"))
                .containsExactly("escalation");
        assertThat(of(Topics.workOrdersOf("it-support"), "x", "{}")).isEmpty();
        assertThat(of(Topics.CASE_INPUTS, Types.CALLBACK_REPORTED, "{}")).containsExactly("followup");
        assertThat(of(Topics.CASE_INPUTS, Types.DIAGNOSIS_EXHAUSTED, "{}")).containsExactly("diagnosis");
        assertThat(of(Topics.CASE_INPUTS, Types.INFORMATION_GIVEN, "{}")).containsExactly("escalation");
        assertThat(of(Topics.FOLLOWUP_CASES, Types.CASE_CLOSED, "{\"closure\":\"CANCELLED\"}"))
                .containsExactly("intake", "diagnosis", "escalation");
        assertThat(of(Topics.FOLLOWUP_CASES, Types.CASE_REOPENED, "{\"lastResolvedBy\":\"DEPARTMENT\"}"))
                .containsExactly("intake", "escalation");
        assertThat(of(Topics.FOLLOWUP_CASES, Types.CASE_REOPENED, "{\"lastResolvedBy\":\"FIRST_LINE\"}"))
                .containsExactly("intake", "diagnosis");
        assertThat(of(Topics.FOLLOWUP_CASES, Types.CUSTOMER_INFORMED, "{}")).isEmpty();
    }

    @Test
    void a_service_reads_every_topic_that_something_is_meant_for_it_on() {
        Map<String, java.util.Set<String>> topics =
                Audience.topics(List.of(Topics.answersOf("it-support"), Topics.workOrdersOf("it-support")));

        assertThat(topics).containsOnlyKeys("intake", "diagnosis", "escalation", "followup");
        assertThat(topics.get("escalation")).contains(Topics.answersOf("it-support"), Topics.DIAGNOSIS_CASES);
    }

    private static List<String> of(String topic, String type, String json) {
        return Audience.of(new Published(
                topic, 0, 0, Made.AT, "k", Map.of("ce_type", type), json.getBytes(StandardCharsets.UTF_8)));
    }
}
