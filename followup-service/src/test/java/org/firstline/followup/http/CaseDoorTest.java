package org.firstline.followup.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import org.firstline.followup.Outside;
import org.firstline.followup.Story;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "followup"))
@QuarkusTestResource(Outside.class)
class CaseDoorTest {

    @TestHTTPResource(value = "/openapi", management = true)
    String description;

    @Test
    void a_case_tells_its_whole_story_in_order_in_the_readers_language() {
        try (Story story = new Story()) {
            story.say(story.opened())
                    .say(story.diagnosed(1))
                    .say(story.order(1))
                    .say(story.resolved());
            story.until("callback-scheduled").untilNotices("PROMISE DELIVERED", "RESOLUTION DELIVERED");

            as("agent")
                    .header("Accept-Language", "en-GB,en;q=0.9")
                    .get("/cases/" + story.caseId)
                    .then()
                    .statusCode(200)
                    .header("ETag", notNullValue())
                    .header("Content-Language", equalTo("en"))
                    .body("status", equalTo("open"))
                    .body("accountable.owner", equalTo("FOLLOW_UP"))
                    .body("accountable.nextStep", equalTo("CALL_BACK"))
                    .body("callback.attempt", equalTo(1))
                    .body("story[0].sentence", equalTo("A call from bot became a case."))
                    .body("story[1].sentence", startsWith("Diagnosis began, round 1"))
                    .body("story[2].sentence", startsWith("Work order given to access-network, grade G2"))
                    .body("story.type", hasItem("org.firstline.followup.callback-scheduled.v1"))
                    .body("story[2].data.department", equalTo("access-network"));
            as("agent")
                    .header("Accept-Language", "zh-CN")
                    .get("/cases/" + story.caseId)
                    .then()
                    .header("Content-Language", equalTo("zh-CN"))
                    .body("story[0].sentence", equalTo("来自 bot 的来电已建案。"));
        }
    }

    @Test
    void a_department_sees_only_cases_on_which_it_has_an_order() {
        try (Story story = new Story()) {
            story.say(story.opened()).say(story.order(1)).untilNotices("PROMISE DELIVERED");

            as("dept-access-network").get("/cases/" + story.caseId).then().statusCode(200);
            as("dept-core-network")
                    .get("/cases/" + story.caseId)
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("urn:firstline:problem:not-found"));
            as("dept-access-network").get("/cases").then().statusCode(403);
        }
    }

    @Test
    void who_has_no_token_or_the_wrong_role_is_turned_away() {
        String id = UUID.randomUUID().toString();

        given().get("/cases/" + id).then().statusCode(401);
        given().get("/cases").then().statusCode(401);
        given().contentType("application/json")
                .body("{}")
                .post("/cases/" + id + "/callbacks/1/result")
                .then()
                .statusCode(401);
        as("platform").get("/cases/" + id).then().statusCode(403);
        as("platform").get("/cases").then().statusCode(403);
        as("operations")
                .contentType("application/json")
                .body("{\"outcome\":\"SOLVED\"}")
                .post("/cases/" + id + "/callbacks/1/result")
                .then()
                .statusCode(403);
    }

    @Test
    void what_a_caller_gets_wrong_is_named() {
        as("agent").get("/cases/nonsense").then().statusCode(400).body("violations[0].field", equalTo("id"));
        as("agent").get("/cases/" + UUID.randomUUID()).then().statusCode(404);
        as("agent").get("/cases?status=other").then().statusCode(400).body("violations[0].field", equalTo("status"));
        as("agent").get("/cases?owner=other").then().statusCode(400).body("violations[0].field", equalTo("owner"));
        as("agent").get("/cases?overdue=other").then().statusCode(400).body("violations[0].field", equalTo("overdue"));
        as("agent").get("/cases?limit=0").then().statusCode(400).body("violations[0].field", equalTo("limit"));
        as("agent").get("/cases?after=x").then().statusCode(400).body("violations[0].field", equalTo("after"));
        as("agent").get("/cases?ownerId=a b").then().statusCode(400).body("violations[0].field", equalTo("ownerId"));
    }

    @Test
    void cases_are_listed_page_by_page_by_owner_and_by_what_is_overdue() {
        try (Story one = new Story();
                Story two = new Story()) {
            one.say(one.opened()).say(one.order(1)).untilNotices("PROMISE DELIVERED");
            two.say(two.opened()).say(two.handedOver()).until("case-closed");

            String next = as("agent")
                    .get("/cases?limit=1")
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(1))
                    .extract()
                    .path("next");
            as("agent")
                    .get("/cases?limit=1&after=" + next)
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(1));
            as("agent")
                    .get("/cases?status=open&owner=DEPARTMENT&ownerId=access-network&limit=200")
                    .then()
                    .body("items.caseId", hasItem(one.caseId.toString()))
                    .body("items.caseId", not(hasItem(two.caseId.toString())));
            as("agent")
                    .get("/cases?overdue=true&limit=200")
                    .then()
                    .body("items.caseId", not(hasItem(one.caseId.toString())));
            one.later(Duration.ofHours(2));
            as("supervisor")
                    .get("/cases?overdue=true&limit=200")
                    .then()
                    .body("items.caseId", hasItem(one.caseId.toString()));
        }
    }

    @Test
    void an_agent_reports_a_callback_once() {
        try (Story story = new Story()) {
            story.say(story.opened())
                    .say(story.fixed(1))
                    .until("callback-scheduled")
                    .untilNotices("RESOLUTION DELIVERED");
            story.awaiting(() -> story.said("followup").contains("customer-informed"), "the notice's result");
            String etag = as("agent").get("/cases/" + story.caseId).header("ETag");
            String key = UUID.randomUUID().toString();

            report(story, "agent", etag, key, 1, "{\"outcome\":\"SOLVED\",\"satisfaction\":4}")
                    .statusCode(200)
                    .body("status", equalTo("closed"))
                    .body("closed.closure", equalTo("SOLVED_CONFIRMED"))
                    .body("accountable.nextStep", equalTo("NONE"));
            report(story, "agent", etag, key, 1, "{\"outcome\":\"SOLVED\",\"satisfaction\":4}")
                    .statusCode(200);
            report(story, "agent", etag, key, 1, "{\"outcome\":\"NOT_SOLVED\"}")
                    .statusCode(422)
                    .body("type", equalTo("urn:firstline:problem:idempotency-key-reused"));

            assertThat(story.followupSaid()).containsExactly("callback-scheduled", "callback-done", "case-closed");
            assertThat(story.one("select data->>'calledBy' from story where case_id = '" + story.caseId
                            + "' and type like '%callback-done%'"))
                    .isEqualTo("agent-li");
        }
    }

    @Test
    void a_report_needs_the_version_it_is_meant_for_a_key_and_an_outcome() {
        try (Story story = new Story()) {
            story.say(story.opened())
                    .say(story.fixed(1))
                    .until("callback-scheduled")
                    .untilNotices("RESOLUTION DELIVERED");
            story.awaiting(() -> story.said("followup").contains("customer-informed"), "the notice's result");
            String etag = as("agent").get("/cases/" + story.caseId).header("ETag");
            String solved = "{\"outcome\":\"SOLVED\"}";

            report(story, "agent", null, "k1", 1, solved).statusCode(428);
            report(story, "agent", "\"0\"", "k1", 1, solved).statusCode(412);
            report(story, "agent", "nonsense", "k1", 1, solved).statusCode(400);
            report(story, "agent", etag, null, 1, solved)
                    .statusCode(400)
                    .body("violations[0].field", equalTo("Idempotency-Key"));
            report(story, "agent", etag, "k1", 1, "{}").statusCode(400).body("violations[0].field", equalTo("outcome"));
            report(story, "agent", etag, "k1", 1, "{\"outcome\":\"PERHAPS\"}")
                    .statusCode(400)
                    .body("violations[0].field", equalTo("outcome"));
            report(story, "agent", etag, "k1", 1, "{\"outcome\":\"SOLVED\",\"satisfaction\":9}")
                    .statusCode(400)
                    .body("violations[0].field", equalTo("satisfaction"));
            report(story, "agent", etag, "k1", 1, "not json").statusCode(400);
            report(story, "agent", etag, "k1", 1, "{\"outcome\":\"SOLVED\",\"other\":1}")
                    .statusCode(400)
                    .body("violations[0].field", equalTo("other"));
            report(story, "agent", etag, "k1", 7, solved)
                    .statusCode(409)
                    .body("type", equalTo("urn:firstline:problem:callback-not-scheduled"));

            report(story, "agent", etag, "k1", 1, solved).statusCode(200);
        }
    }

    @Test
    void a_report_of_a_callback_that_is_over_is_refused_and_of_an_unknown_case_not_found() {
        try (Story story = new Story()) {
            story.say(story.owed()).say(story.settled()).until("callback-scheduled", "case-closed");
            String etag = as("agent").get("/cases/" + story.caseId).header("ETag");

            report(story, "supervisor", etag, "k", 1, "{\"outcome\":\"NOT_REACHED\"}")
                    .statusCode(409)
                    .body("type", equalTo("urn:firstline:problem:callback-over"));
            as("agent")
                    .contentType("application/json")
                    .header("If-Match", "\"1\"")
                    .header("Idempotency-Key", "k")
                    .body("{\"outcome\":\"SOLVED\"}")
                    .post("/cases/" + UUID.randomUUID() + "/callbacks/1/result")
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void a_task_is_completed_once_by_who_read_it() {
        try (Story story = new Story("cust-wrong-2")) {
            story.say(story.opened()).say(story.order(1)).untilNotices("PROMISE FAILED");
            String id = story.one("select id from task where case_id = '" + story.caseId + "'");

            as("agent")
                    .get("/tasks?state=OPEN&limit=200")
                    .then()
                    .statusCode(200)
                    .body("items.id", hasItem(id));
            String etag = as("agent")
                    .get("/tasks/" + id)
                    .then()
                    .statusCode(200)
                    .extract()
                    .header("ETag");
            complete(id, null, "{\"outcome\":\"CUSTOMER_TOLD\"}").statusCode(428);
            complete(id, "\"99\"", "{\"outcome\":\"CUSTOMER_TOLD\"}").statusCode(412);
            complete(id, etag, "{}").statusCode(400).body("violations[0].field", equalTo("outcome"));
            complete(id, etag, "{\"outcome\":\"CUSTOMER_TOLD\"}")
                    .statusCode(200)
                    .body("state", equalTo("DONE"));
            complete(id, etag, "{\"outcome\":\"CUSTOMER_TOLD\"}")
                    .statusCode(409)
                    .body("type", equalTo("urn:firstline:problem:task-done"));
        }
        complete(UUID.randomUUID().toString(), "\"1\"", "{\"outcome\":\"CUSTOMER_TOLD\"}")
                .statusCode(404);
        as("agent").get("/tasks?state=x").then().statusCode(400).body("violations[0].field", equalTo("state"));
        as("agent").get("/tasks/x").then().statusCode(400).body("violations[0].field", equalTo("id"));
        as("agent").get("/tasks/" + UUID.randomUUID()).then().statusCode(404);
        as("operations").get("/tasks").then().statusCode(403);
        given().get("/tasks").then().statusCode(401);
    }

    @Test
    void a_supervisor_edits_the_words_of_a_notice() {
        String path = "/notice-templates/THANKS/en";
        as("agent").get("/notice-templates").then().statusCode(200).body("items", hasSize(14));
        String etag = as("agent").get(path).then().statusCode(200).extract().header("ETag");
        String text = as("agent").get(path).path("text");

        put(path, "agent", etag, "Case {case} is closed.").statusCode(403);
        put(path, "supervisor", null, "Case {case} is closed.").statusCode(428);
        put(path, "supervisor", "\"0\"", "Case {case} is closed.").statusCode(412);
        put(path, "supervisor", etag, "Case {case} of {name} is closed.")
                .statusCode(400)
                .body("violations[0].field", equalTo("text"))
                .body("violations[0].expected", containsString("[case]"));
        put(path, "supervisor", etag, "Closed.").statusCode(400);
        put("/notice-templates/THANKS/fr", "supervisor", etag, "Case {case}.").statusCode(404);
        put("/notice-templates/OTHER/en", "supervisor", etag, "Case {case}.")
                .statusCode(400)
                .body("violations[0].field", equalTo("about"));
        String edited = put(path, "supervisor", etag, "Case {case} is closed.")
                .statusCode(200)
                .body("editedBy", equalTo("supervisor-zhao"))
                .extract()
                .header("ETag");
        put(path, "supervisor", etag, "Case {case} is over.").statusCode(412);
        put(path, "supervisor", edited, text).statusCode(200);
        given().get(path).then().statusCode(401);
        as("platform").get("/notice-templates").then().statusCode(403);
    }

    @Test
    void the_api_describes_itself_with_examples() {
        given().get(description + "?format=JSON")
                .then()
                .statusCode(200)
                .body("paths.'/cases/{id}'.get.responses.'200'.content.'application/json'.examples", notNullValue())
                .body("paths.keySet()", hasItem("/cases/{id}/callbacks/{attempt}/result"))
                .body("info.title", equalTo("Firstline followup"));
    }

    @Test
    void the_embedded_messages_are_for_operations_and_supervisors() {
        as("operations").get("/messages").then().statusCode(200);
        as("supervisor").get("/messages?limit=500").then().statusCode(400).body("violations.field", contains("limit"));
        as("agent").get("/messages").then().statusCode(403);
        given().get("/messages").then().statusCode(401);
    }

    private static RequestSpecification as(String who) {
        return given().auth().oauth2(EmbeddedStack.token(who));
    }

    private static ValidatableResponse report(
            Story story, String who, String etag, String key, int attempt, String body) {
        RequestSpecification request = as(who).contentType("application/json").body(body);
        if (etag != null) {
            request.header("If-Match", etag);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.post("/cases/" + story.caseId + "/callbacks/" + attempt + "/result")
                .then();
    }

    private static ValidatableResponse complete(String id, String etag, String body) {
        RequestSpecification request =
                as("agent").contentType("application/json").body(body);
        if (etag != null) {
            request.header("If-Match", etag);
        }
        return request.post("/tasks/" + id + "/completion").then();
    }

    private static ValidatableResponse put(String path, String who, String etag, String text) {
        RequestSpecification request = as(who).contentType("application/json").body("{\"text\":\"" + text + "\"}");
        if (etag != null) {
            request.header("If-Match", etag);
        }
        return request.put(path).then();
    }
}
