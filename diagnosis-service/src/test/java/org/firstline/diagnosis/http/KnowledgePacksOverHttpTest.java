package org.firstline.diagnosis.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.firstline.contracts.Terms.Handling;
import org.firstline.contracts.Terms.ServiceLine;
import org.firstline.diagnosis.Events;
import org.firstline.diagnosis.OnTheStack;
import org.firstline.diagnosis.Topic;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

/** Knowledge packs as people administer them. The pack {@code general} is the one that is changed here. */
@OnTheStack
class KnowledgePacksOverHttpTest {

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(EmbeddedStack.token(role)).contentType(ContentType.JSON);
    }

    @Test
    void packs_are_listed_and_shown_with_what_was_confirmed() {
        as("agent")
                .get("/knowledge-packs")
                .then()
                .statusCode(200)
                .body("items.id", hasItems("broadband", "general"))
                .body("items[0].causes", greaterThanOrEqualTo(8));
        as("agent").get("/knowledge-packs?limit=1").then().body("items", hasSize(1));
        as("operations")
                .get("/knowledge-packs/broadband")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("content.causes[0].code", equalTo("access.fibre-break"))
                .body("confirmed[0].cause", equalTo("access.fibre-break"));
        as("agent").get("/knowledge-packs/none").then().statusCode(404);
    }

    @Test
    void a_new_version_is_used_for_new_rounds_and_not_for_those_under_way() {
        UUID before = UUID.randomUUID();
        UUID after = UUID.randomUUID();
        triage(before);
        Response read = as("supervisor").get("/knowledge-packs/general");
        int version = read.path("version");
        Map<String, Object> content = read.path("content");
        content.put("faultClass", "general.other");

        as("supervisor")
                .header("If-Match", read.header("ETag"))
                .body(content)
                .put("/knowledge-packs/general")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"" + (version + 1) + "\""))
                .body("version", equalTo(version + 1))
                .body("writtenBy", equalTo("supervisor-zhao"))
                .body("content.faultClass", equalTo("general.other"));
        triage(after);

        pack(before, "general.v" + version);
        pack(after, "general.v" + (version + 1));
        as("supervisor")
                .header("If-Match", read.header("ETag"))
                .body(content)
                .put("/knowledge-packs/general")
                .then()
                .statusCode(412);
    }

    @Test
    void a_faulty_pack_is_refused_with_its_place() {
        Response read = as("supervisor").get("/knowledge-packs/general");
        Map<String, Object> content = read.path("content");
        List<Map<String, Object>> causes = new JsonPath(read.asString()).getList("content.causes");
        causes.getFirst().put("prior", 2);
        content.put("causes", causes);

        as("supervisor")
                .header("If-Match", read.header("ETag"))
                .body(content)
                .put("/knowledge-packs/general")
                .then()
                .statusCode(400)
                .body("detail", containsString("causes[0].prior"));
        as("supervisor")
                .header("If-Match", read.header("ETag"))
                .body("{}")
                .put("/knowledge-packs/general")
                .then()
                .statusCode(400);
        as("supervisor").body("{}").put("/knowledge-packs/general").then().statusCode(428);
        as("agent").body("{}").put("/knowledge-packs/general").then().statusCode(403);
        as("department").get("/knowledge-packs").then().statusCode(403);
    }

    private static void triage(UUID caseId) {
        Topic.say(
                "intake.cases",
                "/firstline/intake",
                caseId,
                Events.triaged(caseId, ServiceLine.MOBILE, "mobile.no-signal", Handling.PERSON));
        Topic.hear(caseId, 1);
    }

    private static void pack(UUID caseId, String pack) {
        as("agent").get("/diagnoses/" + caseId).then().statusCode(200).body("pack", equalTo(pack));
    }
}
