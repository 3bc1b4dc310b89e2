package org.firstline.diagnosis.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.Terms.Grade;
import org.firstline.contracts.Terms.Handling;
import org.firstline.diagnosis.Events;
import org.firstline.diagnosis.OnTheStack;
import org.firstline.diagnosis.Topic;
import org.firstline.local.EmbeddedStack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does with a case of one's own, over HTTP. */
@OnTheStack
class DiagnosesOverHttpTest {

    private final UUID caseId = UUID.randomUUID();

    private void open(String symptom) {
        Topic.say("intake.cases", "/firstline/intake", caseId, Events.triaged(caseId, symptom, Handling.PERSON));
        Topic.hear(caseId, 1);
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(EmbeddedStack.token(role)).contentType(ContentType.JSON);
    }

    private ValidatableResponse post(String what, @Nullable String version, @Nullable String key, String body) {
        RequestSpecification request = as("agent-li").body(body);
        if (version != null) {
            request = request.header("If-Match", version);
        }
        if (key != null) {
            request = request.header("Idempotency-Key", key);
        }
        return request.post("/diagnoses/" + caseId + "/" + what).then();
    }

    @Test
    void causes_evidence_and_the_next_check_are_shown_in_the_readers_language() {
        open("broadband.no-internet");

        as("agent")
                .header("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5")
                .get("/diagnoses/" + caseId)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .header("Content-Language", equalTo("zh-CN"))
                .body("state", equalTo("OPEN"))
                .body("causes", hasSize(greaterThan(7)))
                .body("causes[0].name", notNullValue())
                .body("nextCheck.say", containsString("请稍等"))
                .body("dueAt", notNullValue());
        as("supervisor")
                .get("/diagnoses/" + caseId)
                .then()
                .header("Content-Language", equalTo("en"))
                .body("nextCheck.say", containsString("one moment please"))
                .body("serviceRef", equalTo("svc-" + caseId));
    }

    @Test
    void an_observation_moves_the_causes_and_explains_why() {
        open("broadband.no-internet");

        post("observations", "\"1\"", null, "{\"check\": \"ont.los-light\", \"value\": \"red\"}")
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("causes[0].code", equalTo("access.fibre-break"))
                .body("causes[0].evidenceFor[0].text", equalTo("ONT LOS (loss of signal) light: steady red"))
                .body("steps[0].by", equalTo("agent-li"));
    }

    @Test
    void line_tests_become_observations() {
        open("broadband.no-internet");

        as("agent")
                .header("If-Match", "\"1\"")
                .post("/diagnoses/" + caseId + "/line-tests")
                .then()
                .statusCode(200)
                .body("steps", hasSize(6))
                .body("steps.by", everyItem(equalTo("line-test")))
                .body("steps.code", hasItem("olt.port-state"));
    }

    @Test
    void a_person_guides_and_concludes_and_a_repeated_conclusion_changes_nothing() {
        open("broadband.wifi");
        post("guided-steps", "\"1\"", null, "{\"guidance\": \"move-closer\", \"outcome\": \"DONE_HELPED\"}")
                .statusCode(200)
                .body("state", equalTo("OPEN"));

        String body = "{\"guided\": {\"guidance\": \"move-closer\"}}";
        post("conclusion", "\"2\"", "key-" + caseId, body)
                .statusCode(200)
                .body("state", equalTo("GUIDED"))
                .body("conclusion.cause", equalTo("router.wifi"))
                .body("nextCheck", nullValue());
        post("conclusion", "\"2\"", "key-" + caseId, body).statusCode(200).header("ETag", equalTo("\"3\""));

        assertThat(Topic.hear(caseId, 2)).hasSize(2);
        post("conclusion", "\"3\"", "key-" + caseId, "{\"escalate\": {}}").statusCode(422);
        post("conclusion", "\"3\"", "other-" + caseId, "{\"escalate\": {}}")
                .statusCode(409)
                .body("type", equalTo("urn:firstline:problem:not-under-diagnosis"));
    }

    @Test
    void a_refused_request_does_not_use_up_its_key() {
        open("broadband.slow");
        String key = "again-" + caseId;

        post("conclusion", "\"9\"", key, "{\"escalate\": {\"impact\": \"HIGH\"}}")
                .statusCode(412);
        post("conclusion", "\"1\"", key, "{\"escalate\": {\"impact\": \"HIGH\"}}")
                .statusCode(200)
                .body("state", equalTo("ESCALATED"));
    }

    @Test
    void a_solution_in_ones_own_words_goes_out_masked() {
        open("broadband.slow");

        post(
                        "conclusion",
                        "\"1\"",
                        "k-" + caseId,
                        "{\"fixed\": {\"cause\": \"account.wrong-password\","
                                + " \"solution\": \"密码已发到 wang@example.com，电话 021-58881234\"}}")
                .statusCode(200)
                .body("conclusion.solution", equalTo("密码已发到 ***，电话 ***"));

        DiagnosisEvent.CaseFixed fixed =
                (DiagnosisEvent.CaseFixed) Topic.hear(caseId, 2).get(1).event();
        assertThat(fixed.solution()).isEqualTo("密码已发到 ***，电话 ***");
    }

    @Test
    void an_escalation_by_a_person_carries_grade_and_masked_note() {
        open("broadband.slow");

        post(
                        "conclusion",
                        "\"1\"",
                        "k-" + caseId,
                        "{\"escalate\": {\"impact\": \"HIGH\", \"urgency\": \"HIGH\", \"note\": \"ring 13800138000\"}}")
                .statusCode(200)
                .body("conclusion.grade", equalTo("G1"));

        DiagnosisEvent.EscalationNeeded needed =
                (DiagnosisEvent.EscalationNeeded) Topic.hear(caseId, 2).get(1).event();
        assertThat(needed.grade()).isEqualTo(Grade.G1);
        assertThat(needed.agentId()).isEqualTo("agent-li");
        assertThat(needed.steps().getFirst().value()).isEqualTo("ring ***");
    }

    @Test
    void a_fix_in_ones_own_words_or_the_packs() {
        open("broadband.login-failed");

        post("conclusion", "\"1\"", "k-" + caseId, "{\"fixed\": {\"cause\": \"account.wrong-password\"}}")
                .statusCode(200)
                .body("state", equalTo("FIXED"))
                .body("conclusion.solution", containsString("The broadband password was reset"))
                .body("conclusion.by", equalTo("agent-li"));
    }

    @Test
    void diagnoses_are_listed_in_pages() {
        open("broadband.slow");
        Topic.say(
                "intake.cases",
                "/firstline/intake",
                new UUID(7, 7),
                Events.triaged(new UUID(7, 7), "broadband.slow", Handling.PERSON));
        Topic.hear(new UUID(7, 7), 1);

        String next = as("agent")
                .get("/diagnoses?state=OPEN&limit=1")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].state", equalTo("OPEN"))
                .extract()
                .path("next");
        as("agent")
                .get("/diagnoses?limit=1&after=" + next)
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
        as("agent").get("/diagnoses?state=AWAITED").then().statusCode(400).body("detail", containsString("state"));
        as("agent").get("/diagnoses?limit=0").then().statusCode(400).body("detail", containsString("limit"));
        as("agent").get("/diagnoses?after=!!").then().statusCode(400).body("detail", containsString("after"));
    }

    @Test
    void a_change_needs_the_version_that_was_read() {
        open("broadband.slow");
        String body = "{\"check\": \"ont.power-light\", \"value\": \"on\"}";

        post("observations", null, null, body).statusCode(428);
        post("observations", "\"7\"", null, body).statusCode(412);
        post("observations", "W/\"1\"", null, body).statusCode(400).body("detail", containsString("If-Match"));
        post("conclusion", "\"1\"", null, "{\"escalate\": {}}")
                .statusCode(400)
                .body("detail", containsString("Idempotency-Key"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "observations | {\"check\": \"ont.power-light\"} | value",
                "observations | {\"check\": \"Moon Phase\", \"value\": \"on\"} | check",
                "observations | {\"check\": \"ont.power-light\", \"value\": \"on\", \"x\": 1} | x",
                "observations | {\"check\": 7, \"value\": \"on\"} | check",
                "observations | [] | ",
                "observations | nonsense | ",
                "guided-steps | {\"guidance\": \"restart-ont\", \"outcome\": \"MAYBE\"} | outcome",
                "guided-steps | {\"guidance\": \"restart-ont\"} | outcome",
                "conclusion | {} | body",
                "conclusion | {\"escalate\": {}, \"guided\": {\"guidance\": \"restart-ont\"}} | body",
                "conclusion | {\"fixed\": {}} | cause",
                "conclusion | {\"escalate\": {\"impact\": \"HUGE\"}} | impact",
                "conclusion | {\"escalate\": {\"note\": \" \"}} | note"
            })
    void a_callers_mistake_names_the_field(String what, String body, @Nullable String field) {
        post(what, "\"1\"", "k-" + UUID.randomUUID(), body)
                .statusCode(400)
                .body("detail", containsString(field == null ? "" : field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "observations | {\"check\": \"moon.phase\", \"value\": \"full\"} | unknown-check",
                "observations | {\"check\": \"ont.power-light\", \"value\": \"purple\"} | unknown-value",
                "guided-steps | {\"guidance\": \"kick-it\", \"outcome\": \"FAILED\"} | unknown-guidance",
                "conclusion | {\"fixed\": {\"cause\": \"magic\"}} | unknown-cause"
            })
    void what_the_pack_does_not_know_is_refused(String what, String body, String code) {
        open("broadband.slow");

        post(what, "\"1\"", "k-" + UUID.randomUUID(), body)
                .statusCode(409)
                .body("type", equalTo("urn:firstline:problem:" + code));
    }

    @Test
    void a_case_nobody_knows_is_not_found_and_an_id_that_is_none_is_told() {
        as("agent").get("/diagnoses/" + UUID.randomUUID()).then().statusCode(404);
        as("agent").get("/diagnoses/42").then().statusCode(400).body("detail", containsString("caseId"));
        post("observations", "\"1\"", null, "{\"check\": \"ont.power-light\", \"value\": \"on\"}")
                .statusCode(404);
        as("agent")
                .header("If-Match", "\"1\"")
                .post("/diagnoses/" + caseId + "/line-tests")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "department", "operations", "service"})
    void other_roles_have_no_business_here(String role) {
        as(role).get("/diagnoses").then().statusCode(403);
        as(role).get("/diagnoses/" + caseId).then().statusCode(403);
        for (String what : new String[] {"observations", "guided-steps", "line-tests", "conclusion"}) {
            as(role).body("{}").post("/diagnoses/" + caseId + "/" + what).then().statusCode(403);
        }
    }

    @Test
    void nobody_comes_in_without_a_token() {
        given().get("/diagnoses").then().statusCode(401);
        given().get("/knowledge-packs").then().statusCode(401);
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/diagnoses/" + caseId + "/conclusion")
                .then()
                .statusCode(401);
    }
}
