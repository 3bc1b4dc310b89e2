package org.firstline.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.intake.Clients.AT;
import static org.firstline.intake.Clients.as;
import static org.firstline.intake.Clients.platform;
import static org.firstline.intake.Surroundings.call;
import static org.firstline.intake.Surroundings.envelope;
import static org.firstline.intake.Surroundings.fresh;
import static org.firstline.intake.Surroundings.names;
import static org.firstline.intake.Surroundings.problem;
import static org.firstline.intake.Surroundings.story;
import static org.firstline.intake.Surroundings.text;
import static org.firstline.intake.Surroundings.with;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.Examples;
import org.firstline.intake.domain.CaseId;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Platforms' door, and that roles are kept apart. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class DoorsTest {

    @Test
    void an_event_in_binary_mode_is_taken() {
        String root = fresh("call");
        platform("application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", root)
                .header("ce-source", "/platforms/test")
                .header("ce-type", "org.firstline.call.problem-reported.v1")
                .body(text(with(call(root, AT), "problem", problem("TERMINAL", fresh("t"), fresh("ACC"), "光猫坏了"))))
                .post("/call-events")
                .then()
                .statusCode(202)
                .body("events", equalTo(1))
                .body("fresh", equalTo(1));

        assertThat(names(story(CaseId.ofCall("test", root).toString(), 3))).endsWith("case-triaged");
    }

    @Test
    void a_batch_is_taken_as_a_whole_or_not_at_all() {
        String root = fresh("call");
        var good = envelope(
                root, "problem-reported", with(call(root, AT), "problem", problem("TERMINAL", "t.x", root, "坏了")));
        var bad = envelope(root + "-2", "answered", call(root, AT));

        platform("application/cloudevents-batch+json")
                .body(text(List.of(good, bad)))
                .post("/call-events")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("[1].agentId"));
        assertThat(Surroundings.stageOf(CaseId.ofCall("test", root).toString())).isEmpty();
        platform("application/cloudevents-batch+json")
                .body(text(List.of(good, good)))
                .post("/call-events")
                .then()
                .statusCode(202)
                .body("events", equalTo(2))
                .body("fresh", equalTo(1));
    }

    @Test
    void bad_events_are_refused_by_the_name_of_the_field() {
        String root = fresh("call");
        platform("application/cloudevents+json")
                .body(text(envelope(root, "answered", call(root, AT))))
                .post("/call-events")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:firstline:problem:bad-request"))
                .body("violations[0].field", equalTo("agentId"));
        platform("application/cloudevents+json")
                .body("{")
                .post("/call-events")
                .then()
                .statusCode(400);
        platform("application/cloudevents+json")
                .body("{\"id\":\"x\"}")
                .post("/call-events")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("specversion"));
        platform("application/cloudevents+json")
                .body(text(envelope(root, "moved", call(root, AT))))
                .post("/call-events")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("type"));
        platform("application/json").body("{}").post("/call-events").then().statusCode(400);
        platform("application/cloudevents+json")
                .body(text(envelope(root, "ended", call(root, AT))).replaceFirst("\\{", "{\"id\":\"another\","))
                .post("/call-events")
                .then()
                .statusCode(400)
                .body("detail", containsString("a name twice"));
        platform("application/cloudevents+json")
                .body(text(envelope(root, "ended", call(root, AT))).repeat(2))
                .post("/call-events")
                .then()
                .statusCode(400)
                .body("detail", containsString("something behind it"));
        platform("application/cloudevents+json")
                .body(text(envelope(root, "ended", with(call(root, AT), "reason", "x".repeat(70_000)))))
                .post("/call-events")
                .then()
                .statusCode(400)
                .body("detail", containsString("65536"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "{}",
                "{\"specversion\":\"9.9\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/t\",\"type\":\"t\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"a b\",\"type\":\"t\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/firstline/followup\",\"type\":\"t\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"time\":\"now\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"data_base64\":\"?\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"A-Name\":\"x\",\"data\":{}}"
            })
    void what_is_no_cloud_event_is_refused_alone_and_in_a_batch(String body) {
        platform("application/cloudevents+json")
                .body(body)
                .post("/call-events")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations", not(empty()));
        platform("application/cloudevents-batch+json")
                .body("[" + body + "]")
                .post("/call-events")
                .then()
                .statusCode(400)
                .body("violations[0].field", startsWith("[0]"));
    }

    @Test
    void the_golden_examples_of_platforms_are_taken_as_they_stand() {
        for (String type : Catalogue.typesOf(CallEvent.class)) {
            platform("application/cloudevents+json")
                    .body(Examples.structured(type))
                    .post("/call-events")
                    .then()
                    .statusCode(202)
                    .body("events", equalTo(1));
        }
        platform("application/cloudevents-batch+json")
                .body(Examples.batch())
                .post("/call-events")
                .then()
                .statusCode(202)
                .body("events", equalTo(4));
    }

    @Test
    void roles_are_kept_apart_and_a_token_is_needed() {
        String id = UUID.randomUUID().toString();
        given().contentType("application/cloudevents+json")
                .body("{}")
                .post("/call-events")
                .then()
                .statusCode(401);
        as("agent")
                .contentType("application/cloudevents+json")
                .body("{}")
                .post("/call-events")
                .then()
                .statusCode(403);
        given().get("/contacts").then().statusCode(401);
        as("platform").get("/contacts").then().statusCode(403);
        as("service").get("/contacts/" + id).then().statusCode(403);
        as("department")
                .body("{}")
                .post("/contacts/" + id + "/attachment")
                .then()
                .statusCode(403);
        as("platform").body("{}").post("/contacts/searches").then().statusCode(403);
        as("platform").body("{}").post("/cases").then().statusCode(403);
        as("operations").get("/cases/" + id).then().statusCode(403);
        as("operations")
                .body("{}")
                .put("/cases/" + id + "/intake-record")
                .then()
                .statusCode(403);
        as("department")
                .body("{}")
                .post("/cases/" + id + "/identity-check")
                .then()
                .statusCode(403);
        as("department").body("{}").post("/cases/" + id + "/triage").then().statusCode(403);
        as("platform").get("/cases/" + id + "/classification-suggestion").then().statusCode(403);
        as("agent").body("{}").post("/contact-points/lookups").then().statusCode(403);
        as("agent")
                .body("{\"reason\":\"x\"}")
                .post("/cases/" + id + "/site-access")
                .then()
                .statusCode(403);
        as("department")
                .body("{\"reason\":\"x\"}")
                .post("/cases/" + id + "/personal-data")
                .then()
                .statusCode(403);
        as("agent").get("/access-audit").then().statusCode(403);
        as("department").get("/scripts/greeting").then().statusCode(403);
        as("agent").body("{\"desk\":\"x\"}").put("/desks/BILLING").then().statusCode(403);
        as("agent").delete("/desks/BILLING").then().statusCode(403);
        as("platform").get("/desks").then().statusCode(403);
        as("agent").get("/dead-letters").then().statusCode(403);
    }
}
