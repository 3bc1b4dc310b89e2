package org.firstline.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.intake.Surroundings.call;
import static org.firstline.intake.Surroundings.envelope;
import static org.firstline.intake.Surroundings.fresh;
import static org.firstline.intake.Surroundings.names;
import static org.firstline.intake.Surroundings.problem;
import static org.firstline.intake.Surroundings.send;
import static org.firstline.intake.Surroundings.stageOf;
import static org.firstline.intake.Surroundings.story;
import static org.firstline.intake.Surroundings.text;
import static org.firstline.intake.Surroundings.until;
import static org.firstline.intake.Surroundings.with;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.firstline.intake.domain.CaseId;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

/** Calls through both doors, seen on the topic. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class CallJourneyTest {

    private static final Instant AT = Instant.parse("2026-03-02T00:14:05Z");

    private static String caseOf(String root) {
        return CaseId.ofCall("test", root).toString();
    }

    private static void topic(String kind, String id, Map<String, Object> data) {
        send("call-events", String.valueOf(data.get("rootCallId")), id, "org.firstline.call." + kind + ".v1", data);
    }

    private static int post(Map<String, Object> event) {
        return given().auth()
                .oauth2(EmbeddedStack.token("platform"))
                .contentType("application/cloudevents+json")
                .body(text(event))
                .post("/call-events")
                .statusCode();
    }

    private static String number() {
        return "+8699" + String.format("%09d", Math.floorMod(System.nanoTime(), 1_000_000_000L));
    }

    @Test
    void an_answered_call_becomes_a_case_that_the_agent_answers_for() {
        String root = fresh("call");
        topic("offered", root + "-1", with(call(root, AT), "callerNumber", number()));
        topic("answered", root + "-2", with(call(root, AT.plusSeconds(9)), "agentId", "20644"));

        var story = story(caseOf(root), 1);

        assertThat(names(story)).containsExactly("case-opened");
        assertThat(story.getFirst().data().at("/handling").asText()).isEqualTo("PERSON");
        assertThat(story.getFirst().data().at("/accountability/ownerId").asText())
                .isEqualTo("20644");
        assertThat(story.getFirst().data().at("/accountability/nextStep").asText())
                .isEqualTo("RECORD_INTAKE");
        assertThat(story.getFirst().causation()).isEqualTo("/platforms/test#" + root + "-2");
    }

    @Test
    void a_bots_report_is_opened_recorded_and_triaged_without_an_agent() {
        String root = fresh("call");
        topic(
                "problem-reported",
                root + "-1",
                with(
                        with(call(root, AT), "callerNumber", "+8610000000003"),
                        "problem",
                        problem("NETWORK_FAULT", fresh("broadband.x"), "CD-0000-0004", "上不了网，回电13800138000")));

        var story = story(caseOf(root), 3);

        assertThat(names(story)).containsExactly("case-opened", "intake-recorded", "case-triaged");
        assertThat(story).extracting(Surroundings.Event::sequence).containsExactly(1L, 2L, 3L);
        var triaged = story.get(2).data();
        assertThat(triaged.at("/severity").asText()).isEqualTo("MAJOR");
        assertThat(triaged.at("/facts/region").asText()).isEqualTo("CN-51");
        assertThat(triaged.at("/facts/networkElement").asText()).startsWith("OLT-CD-");
        assertThat(triaged.at("/symptom/text").asText()).isEqualTo("上不了网，回电***");
        assertThat(story.get(1).data().at("/identityVerified").asBoolean()).isTrue();
    }

    @Test
    void a_billing_question_is_handed_over() {
        String root = fresh("call");
        topic(
                "problem-reported",
                root + "-1",
                with(call(root, AT), "problem", problem("BILLING", "billing.question", "XX-" + root, "账单不对")));

        var story = story(caseOf(root), 3);

        assertThat(names(story)).containsExactly("case-opened", "intake-recorded", "case-handed-over");
        assertThat(story.get(2).data().at("/desk").asText()).isEqualTo("billing");
    }

    @Test
    void an_abandoned_call_is_owed_a_callback_until_the_caller_comes_through() {
        String number = number();
        String lost = fresh("call");
        topic("offered", lost + "-1", with(call(lost, AT), "callerNumber", number));
        topic("abandoned", lost + "-2", with(call(lost, AT.plusSeconds(30)), "callerNumber", number));
        assertThat(names(story(caseOf(lost), 1))).containsExactly("callback-owed");

        String again = fresh("call");
        topic("offered", again + "-1", with(call(again, AT.plusSeconds(90)), "callerNumber", number));
        topic("answered", again + "-2", with(call(again, AT.plusSeconds(99)), "agentId", "20644"));

        assertThat(names(story(caseOf(again), 1))).containsExactly("case-opened");
        assertThat(names(story(caseOf(lost), 2))).containsExactly("callback-owed", "callback-settled");
        assertThat(stageOf(caseOf(lost))).isEqualTo("settled");
    }

    @Test
    void an_outbound_call_opens_nothing() {
        String root = fresh("call");
        topic("answered", root + "-1", with(with(call(root, AT), "agentId", "20644"), "direction", "OUTBOUND"));

        until("the outbound contact", () -> stageOf(caseOf(root)).equals("outbound"));
        assertThat(Surroundings.sql("select sequence from contact where root_call_id = ?", root))
                .isEqualTo("0");
    }

    @Test
    void a_doubled_and_shuffled_call_is_one_case() {
        String root = fresh("call");
        String number = number();
        var events = List.of(
                envelope(root + "-4", "ended", call(root, AT.plusSeconds(60))),
                envelope(root + "-2", "answered", with(call(root, AT.plusSeconds(9)), "agentId", "20644")),
                envelope(root + "-3", "transferred", with(call(root, AT.plusSeconds(30)), "toAgentId", "20717")),
                envelope(root + "-1", "offered", with(call(root, AT), "callerNumber", number)));

        for (var event : events) {
            assertThat(post(event)).isEqualTo(202);
            assertThat(post(event)).isEqualTo(202);
        }
        topic("answered", root + "-2", with(call(root, AT.plusSeconds(9)), "agentId", "20644"));

        assertThat(names(story(caseOf(root), 1))).containsExactly("case-opened");
        assertThat(Surroundings.sql("select agent_id from contact where root_call_id = ?", root))
                .isEqualTo("20717");
    }

    @Test
    void a_repeated_report_of_a_verified_customer_is_attached_to_the_open_case() {
        String code = fresh("broadband.y");
        String first = fresh("call");
        topic(
                "problem-reported",
                first + "-1",
                with(call(first, AT), "problem", problem("NETWORK_FAULT", code, "GZ-0000-0008", "断网")));
        story(caseOf(first), 3);
        String second = fresh("call");
        topic(
                "problem-reported",
                second + "-1",
                with(
                        call(second, AT.plusSeconds(600)),
                        "problem",
                        problem("NETWORK_FAULT", code, "GZ-0000-0008", "还是断网")));

        var story = story(caseOf(first), 4);

        assertThat(story.get(3).name()).isEqualTo("call-attached");
        assertThat(story.get(3).data().at("/contactId").asText()).isEqualTo(caseOf(second));
        assertThat(stageOf(caseOf(second))).isEqualTo("attached");
    }
}
