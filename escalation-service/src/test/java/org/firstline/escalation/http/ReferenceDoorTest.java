package org.firstline.escalation.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

/** Reference data over HTTP. Each test works on rows of its own, so that the starter data stay as they are. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "escalation"))
class ReferenceDoorTest {

    private static final String FAULT = """
            {"category":"NETWORK_FAULT","serviceLine":"BROADBAND","grade":"G2",
             "faultClass":"broadband.access-loss-of-signal","region":"%s"}
            """;

    private final String fresh = "x-" + UUID.randomUUID();

    @Test
    void departments_are_read_added_and_changed() {
        String body = "{\"nameZh\":\"测试\",\"nameEn\":\"Test\",\"takesOrders\":false}";

        as("agent")
                .get("/departments?limit=200")
                .then()
                .statusCode(200)
                .body("items.id", hasItems("access-network", "it-support"));
        as("agent").get("/departments/core-network").then().statusCode(200).body("nameZh", equalTo("核心网维护"));
        as("agent").get("/departments/no-such").then().statusCode(404);
        add("/departments/" + fresh, body).statusCode(201).header("ETag", "\"0\"");
        add("/departments/" + fresh, body).statusCode(412);
        change("/departments/" + fresh, body.replace("Test", "Tests"), "\"0\"")
                .statusCode(200)
                .header("ETag", "\"1\"");
        change("/departments/" + fresh, body, "\"0\"").statusCode(412);
        change("/departments/" + fresh, body, null).statusCode(428);
        change("/departments/no-such", body, "\"0\"").statusCode(404);
        change("/departments/Big", body, "\"0\"").statusCode(400).body("detail", containsString("id"));
        change("/departments/" + fresh, "{\"nameEn\":\"T\",\"takesOrders\":true}", "\"1\"")
                .statusCode(400)
                .body("detail", containsString("nameZh"));
        change("/departments/" + fresh, "{\"nameZh\":\"a\\u0000b\",\"nameEn\":\"T\",\"takesOrders\":true}", "\"1\"")
                .statusCode(400)
                .body("detail", containsString("nameZh"));
        as("operations")
                .urlEncodingEnabled(false)
                .header("If-Match", "\"0\"")
                .delete("/routing/rules/a%00b")
                .then()
                .statusCode(404);
        change("/departments/" + fresh, "{\"nameZh\":\" \",\"nameEn\":\"T\",\"takesOrders\":true}", "\"1\"")
                .statusCode(400)
                .body("detail", containsString("nameZh"));
    }

    @Test
    void the_default_rules_department_must_take_orders() {
        String etag = as("operations").get("/departments/it-support").header("ETag");

        change("/departments/it-support", "{\"nameZh\":\"x\",\"nameEn\":\"x\",\"takesOrders\":false}", etag)
                .statusCode(409)
                .body("type", equalTo("urn:firstline:problem:rulebook-unsound"));

        as("operations")
                .get("/departments/it-support")
                .then()
                .body("takesOrders", equalTo(true))
                .header("ETag", etag);
    }

    @Test
    void a_new_rule_decides_at_once_and_the_dry_run_says_why() {
        String region = fresh.substring(0, 20);
        dryRun(region)
                .statusCode(200)
                .body("department", equalTo("access-network"))
                .body("alternative", equalTo("field-service"))
                .body("rule", equalTo("network-broadband"));

        add(
                        "/routing/rules/" + fresh,
                        "{\"region\":\"" + region
                                + "\",\"grade\":\"G2\",\"faultClass\":\"broadband.\",\"department\":\"transmission\"}")
                .statusCode(201);

        dryRun(region)
                .statusCode(200)
                .body("department", equalTo("transmission"))
                .body("alternative", nullValue())
                .body("why[-1].decides", equalTo(true))
                .body("why[-1].rule", equalTo(fresh));
        dryRun("CN-11")
                .body("rule", equalTo("network-broadband"))
                .body("why.find { it.rule == '" + fresh + "' }.en", containsString("region"));
        as("operations")
                .header("If-Match", "\"7\"")
                .delete("/routing/rules/" + fresh)
                .then()
                .statusCode(412);
        as("operations")
                .header("If-Match", "\"0\"")
                .delete("/routing/rules/" + fresh)
                .then()
                .statusCode(204);
        as("operations")
                .header("If-Match", "\"0\"")
                .delete("/routing/rules/" + fresh)
                .then()
                .statusCode(404);
        dryRun(region).body("rule", equalTo("network-broadband"));
    }

    @Test
    void rules_stay_total_and_name_known_departments() {
        add("/routing/rules/" + fresh, "{\"department\":\"no-such\"}")
                .statusCode(400)
                .body("detail", containsString("department"));
        add("/routing/rules/" + fresh, "{\"department\":\"transmission\",\"alternative\":\"transmission\"}")
                .statusCode(400)
                .body("detail", containsString("alternative"));
        add("/routing/rules/" + fresh, "{\"department\":\"transmission\",\"grade\":\"G9\"}")
                .statusCode(400)
                .body("detail", containsString("grade"));
        as("operations").get("/routing/rules/default").then().statusCode(200).body("department", equalTo("it-support"));
        as("operations")
                .header("If-Match", "\"0\"")
                .delete("/routing/rules/default")
                .then()
                .statusCode(409);
        as("operations").get("/routing/rules/default").then().statusCode(200);
        as("agent").get("/routing/rules?limit=3").then().statusCode(200).body("items.size()", equalTo(3));
    }

    @Test
    void policies_are_read_and_changed() {
        String policy = as("operations")
                .get("/deadline-policies/G4")
                .asString()
                .replaceFirst(",\"version\":\\d+", "")
                .replaceFirst("\"grade\":\"G4\",", "");
        String etag = as("operations").get("/deadline-policies/G4").header("ETag");

        as("agent")
                .get("/deadline-policies")
                .then()
                .statusCode(200)
                .body("items.grade", equalTo(java.util.List.of("G1", "G2", "G3", "G4")));
        change("/deadline-policies/G4", policy.replace("PT72H", "PT71H"), etag)
                .statusCode(200)
                .body("resolveWithin", equalTo("PT71H"));
        change("/deadline-policies/G4", policy, etag).statusCode(412);
        change("/deadline-policies/G4", policy, null).statusCode(428);
        change("/deadline-policies/G9", policy, "\"0\"").statusCode(400);
        change("/deadline-policies/G4", policy.replace("\"warnPercent\":75", "\"warnPercent\":100"), "\"1\"")
                .statusCode(400)
                .body("detail", containsString("warnPercent"));
        change("/deadline-policies/G4", policy.replaceFirst(",\\{\"role\":\"team-lead\".*\\]", "]"), "\"1\"")
                .statusCode(400)
                .body("detail", containsString("ladder"));
        change("/deadline-policies/G4", "{}", "\"1\"").statusCode(400).body("detail", containsString("desk"));
        String now = as("operations").get("/deadline-policies/G4").header("ETag");
        change("/deadline-policies/G4", policy, now).statusCode(200).body("resolveWithin", equalTo("PT72H"));
    }

    @Test
    void each_door_asks_for_its_role() {
        given().get("/departments").then().statusCode(401);
        as("platform").get("/departments").then().statusCode(403);
        as("platform").get("/routing/rules").then().statusCode(403);
        as("platform").get("/deadline-policies").then().statusCode(403);
        put("agent", "/departments/" + fresh, "{}", "If-None-Match", "*").statusCode(403);
        put("agent", "/routing/rules/" + fresh, "{}", "If-None-Match", "*").statusCode(403);
        put("dept-access-network", "/deadline-policies/G1", "{}", "If-Match", "\"0\"")
                .statusCode(403);
        as("agent")
                .header("If-Match", "\"0\"")
                .delete("/routing/rules/default")
                .then()
                .statusCode(403);
        as("dept-access-network")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/routing/dry-run")
                .then()
                .statusCode(403);
    }

    @Test
    void a_dry_run_wants_a_whole_fault() {
        as("operations")
                .contentType(ContentType.JSON)
                .body("{\"category\":\"NETWORK_FAULT\"}")
                .post("/routing/dry-run")
                .then()
                .statusCode(400)
                .body("detail", containsString("serviceLine"));
    }

    private static RequestSpecification as(String user) {
        return given().auth().oauth2(EmbeddedStack.token(user));
    }

    private static ValidatableResponse dryRun(String region) {
        return as("operations")
                .contentType(ContentType.JSON)
                .body(FAULT.formatted(region))
                .post("/routing/dry-run")
                .then();
    }

    private static ValidatableResponse add(String path, String body) {
        return put("operations", path, body, "If-None-Match", "*");
    }

    private static ValidatableResponse change(String path, String body, String ifMatch) {
        return ifMatch == null
                ? as("operations")
                        .contentType(ContentType.JSON)
                        .body(body)
                        .put(path)
                        .then()
                : put("operations", path, body, "If-Match", ifMatch);
    }

    private static ValidatableResponse put(String user, String path, String body, String header, String value) {
        return as(user).contentType(ContentType.JSON)
                .header(header, value)
                .body(body)
                .put(path)
                .then();
    }
}
