package org.firstline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.intake.Clients.AT;
import static org.firstline.intake.Clients.RECORD;
import static org.firstline.intake.Clients.as;
import static org.firstline.intake.Clients.etag;
import static org.firstline.intake.Clients.number;
import static org.firstline.intake.Clients.opened;
import static org.firstline.intake.Surroundings.call;
import static org.firstline.intake.Surroundings.fresh;
import static org.firstline.intake.Surroundings.names;
import static org.firstline.intake.Surroundings.send;
import static org.firstline.intake.Surroundings.story;
import static org.firstline.intake.Surroundings.until;
import static org.firstline.intake.Surroundings.with;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.firstline.intake.domain.CaseId;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

/** What agents do: each endpoint, its bad input, its preconditions. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class HttpTest {

    @Test
    void an_agent_records_and_triages_a_case() {
        String id = opened();

        as("agent").body(RECORD).put("/cases/" + id + "/intake-record").then().statusCode(428);
        as("agent")
                .header("If-Match", "\"99\"")
                .body(RECORD)
                .put("/cases/" + id + "/intake-record")
                .then()
                .statusCode(412);
        as("agent")
                .body("{\"category\":\"NETWORK_FAULT\",\"impact\":\"HIGH\",\"urgency\":\"HIGH\"}")
                .post("/cases/" + id + "/triage")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:firstline:problem:intake-incomplete"));
        as("agent")
                .header("If-Match", etag(id))
                .body(RECORD)
                .put("/cases/" + id + "/intake-record")
                .then()
                .statusCode(200)
                .body("stage", equalTo("recorded"))
                .body("details.symptom.text", equalTo("断网，我的号码***"));
        as("agent")
                .get("/cases/" + id + "/classification-suggestion")
                .then()
                .statusCode(200)
                .body("category", equalTo("NETWORK_FAULT"))
                .body("because", hasItems("断网", "no internet"));
        as("agent")
                .body("{\"category\":\"NETWORK_FAULT\",\"impact\":\"HIGH\",\"urgency\":\"HIGH\"}")
                .post("/cases/" + id + "/triage")
                .then()
                .statusCode(200)
                .body("stage", equalTo("triaged"))
                .body("details.severity", equalTo("CRITICAL"));
        as("agent")
                .body("{\"category\":\"BILLING\",\"impact\":\"LOW\",\"urgency\":\"LOW\"}")
                .post("/cases/" + id + "/triage")
                .then()
                .statusCode(409);

        assertThat(names(story(id, 3))).containsExactly("case-opened", "intake-recorded", "case-triaged");
    }

    @Test
    void an_intake_record_needs_each_of_the_four_things_or_a_reason() {
        String id = opened();
        for (var one : Map.of(
                        "symptom", RECORD.replace("\"code\":\"broadband.no-internet\",", ""),
                        "since", RECORD.replace("{\"at\":\"2026-03-01T23:00:00Z\"}", "{}"),
                        "frequency", RECORD.replace("{\"is\":\"PERMANENT\"}", "{\"is\":\"DAILY\",\"unknown\":\"x\"}"),
                        "tried",
                                RECORD.replace(
                                        "\"tried\":{\"unknown\":\"the caller is not at home\"}", "\"tried\":null"))
                .entrySet()) {
            as("agent")
                    .header("If-Match", etag(id))
                    .body(one.getValue())
                    .put("/cases/" + id + "/intake-record")
                    .then()
                    .statusCode(400)
                    .body("violations[0].field", containsString(one.getKey()));
        }
        as("agent")
                .header("If-Match", etag(id))
                .body(RECORD.replace("serviceLine", "line"))
                .put("/cases/" + id + "/intake-record")
                .then()
                .statusCode(400);
        as("agent")
                .header("If-Match", "3")
                .body(RECORD)
                .put("/cases/" + id + "/intake-record")
                .then()
                .statusCode(400);
        as("agent")
                .header("If-Match", "\"1\"")
                .put("/cases/not-an-id/intake-record")
                .then()
                .statusCode(400);
    }

    @Test
    void an_identity_is_verified_by_the_directory_or_not_at_all() {
        String id = opened();
        as("agent")
                .body("{\"method\":\"service-pin\",\"account\":\"SH-0000-0001\",\"evidence\":\"0000\"}")
                .post("/cases/" + id + "/identity-check")
                .then()
                .statusCode(200)
                .body("verified", equalTo(false));
        as("agent")
                .body("{\"method\":\"service-pin\",\"account\":\"SH-0000-0001\",\"evidence\":\"7919\"}")
                .post("/cases/" + id + "/identity-check")
                .then()
                .statusCode(200)
                .body("result", equalTo("VERIFIED"));
        as("agent")
                .body("{\"method\":\"service-pin\",\"evidence\":\"7919\"}")
                .post("/cases/" + id + "/identity-check")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("account"));
        as("agent")
                .body("{\"method\":\"service-pin\",\"account\":\"SH-0000-0001\",\"evidence\":\"7919\"}")
                .post("/cases/" + UUID.randomUUID() + "/identity-check")
                .then()
                .statusCode(404);
        as("agent")
                .header("If-Match", etag(id))
                .body(RECORD)
                .put("/cases/" + id + "/intake-record")
                .then()
                .statusCode(200)
                .body("details.facts.region", equalTo("CN-31"))
                .body("customerKnown", equalTo(true));

        var recorded = story(id, 2).get(1).data();
        assertThat(recorded.at("/identityVerified").asBoolean()).isTrue();
        assertThat(recorded.at("/verificationMethod").asText()).isEqualTo("service-pin");
    }

    @Test
    void opening_by_hand_is_known_again_by_its_key() {
        String key = fresh("key");
        String body = "{\"callerNumber\":\"%s\"}".formatted(number());
        String id = as("agent")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/cases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        as("agent")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/cases")
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
        as("agent")
                .header("Idempotency-Key", key)
                .body("{}")
                .post("/cases")
                .then()
                .statusCode(422);
        as("agent")
                .body(body)
                .post("/cases")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("Idempotency-Key"));
        as("agent")
                .header("Idempotency-Key", fresh("key"))
                .body("{\"callerNumber\":\"abc\"}")
                .post("/cases")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("callerNumber"));
        as("agent")
                .header("Idempotency-Key", fresh("key"))
                .body("{\"contactId\":\"%s\"}".formatted(UUID.randomUUID()))
                .post("/cases")
                .then()
                .statusCode(404);
    }

    @Test
    void an_owed_callback_becomes_a_case_by_hand() {
        String root = fresh("call");
        String id = CaseId.ofCall("test", root).toString();
        send(
                "call-events",
                root,
                root,
                "org.firstline.call.abandoned.v1",
                with(call(root, AT), "callerNumber", number()));
        story(id, 1);
        String key = fresh("key");

        as("agent")
                .header("Idempotency-Key", key)
                .body("{\"contactId\":\"" + id + "\"}")
                .post("/cases")
                .then()
                .statusCode(201)
                .body("stage", equalTo("open"))
                .body("agentId", equalTo("agent-li"));
        as("agent")
                .header("Idempotency-Key", key)
                .body("{\"contactId\":\"" + id + "\"}")
                .post("/cases")
                .then()
                .statusCode(200);
        as("agent")
                .header("Idempotency-Key", fresh("key"))
                .body("{\"contactId\":\"" + id + "\"}")
                .post("/cases")
                .then()
                .statusCode(409);

        assertThat(names(story(id, 3))).containsExactly("callback-owed", "callback-settled", "case-opened");
    }

    @Test
    void a_further_call_waits_for_the_agents_word_and_is_attached() {
        String number = number();
        String first = as("agent")
                .header("Idempotency-Key", fresh("key"))
                .body("{\"callerNumber\":\"%s\"}".formatted(number))
                .post("/cases")
                .then()
                .extract()
                .path("id");
        String root = fresh("call");
        String second = CaseId.ofCall("test", root).toString();
        send(
                "call-events",
                root,
                root + "-1",
                "org.firstline.call.offered.v1",
                with(call(root, AT), "callerNumber", number));
        send(
                "call-events",
                root,
                root + "-2",
                "org.firstline.call.answered.v1",
                with(call(root, AT), "agentId", "agent-li"));
        until("the undecided contact", () -> Surroundings.stageOf(second).equals("undecided"));

        as("agent").get("/contacts/" + second).then().statusCode(200).body("candidates[0].caseId", equalTo(first));
        as("agent")
                .body("{\"caseId\":\"%s\"}".formatted(first))
                .post("/contacts/" + second + "/attachment")
                .then()
                .statusCode(200)
                .body("stage", equalTo("attached"))
                .body("attachedTo", equalTo(first));
        as("agent")
                .body("{\"caseId\":\"%s\"}".formatted(first))
                .post("/contacts/" + second + "/attachment")
                .then()
                .statusCode(200);
        as("agent")
                .body("{\"caseId\":\"%s\"}".formatted(second))
                .post("/contacts/" + first + "/attachment")
                .then()
                .statusCode(409);
        as("agent")
                .body("{\"caseId\":\"%s\"}".formatted(UUID.randomUUID()))
                .post("/contacts/" + second + "/attachment")
                .then()
                .statusCode(404);

        assertThat(names(story(first, 2))).containsExactly("case-opened", "call-attached");
        as("agent")
                .body("{\"callerNumber\":\"%s\"}".formatted(number))
                .post("/contacts/searches")
                .then()
                .statusCode(200)
                .body("items.id", hasItems(first, second));
    }

    @Test
    void contacts_are_listed_in_pages() {
        String first = opened();
        String second = opened();

        String next = as("agent")
                .queryParam("limit", 1)
                .get("/contacts")
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(second))
                .extract()
                .path("next");
        as("agent")
                .queryParam("limit", 200)
                .queryParam("after", next)
                .queryParam("stage", "open")
                .get("/contacts")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(first));
        as("agent")
                .queryParam("stage", "lost")
                .get("/contacts")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("stage"));
        as("agent").queryParam("limit", 0).get("/contacts").then().statusCode(400);
        as("agent").queryParam("after", "!!").get("/contacts").then().statusCode(400);
        as("agent").get("/contacts/" + UUID.randomUUID()).then().statusCode(404);
    }
}
