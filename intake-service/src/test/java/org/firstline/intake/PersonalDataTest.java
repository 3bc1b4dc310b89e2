package org.firstline.intake;

import static org.firstline.intake.Clients.AT;
import static org.firstline.intake.Clients.as;
import static org.firstline.intake.Clients.recorded;
import static org.firstline.intake.Surroundings.call;
import static org.firstline.intake.Surroundings.fresh;
import static org.firstline.intake.Surroundings.problem;
import static org.firstline.intake.Surroundings.send;
import static org.firstline.intake.Surroundings.story;
import static org.firstline.intake.Surroundings.until;
import static org.firstline.intake.Surroundings.with;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.firstline.intake.domain.CaseId;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

/** Personal data is shown to who may see it, with a reason; and what operations keep. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class PersonalDataTest {

    @Test
    void personal_data_is_shown_with_a_reason_and_noted() {
        String root = fresh("call");
        String id = CaseId.ofCall("test", root).toString();
        send(
                "call-events",
                root,
                root,
                "org.firstline.call.problem-reported.v1",
                with(call(root, AT), "problem", problem("TERMINAL", fresh("t"), "NJ-0000-0005", "机顶盒坏了，找李四")));
        String ref = story(id, 3).get(2).data().at("/facts/customerRef").asText();

        as("agent")
                .body("{}")
                .post("/cases/" + id + "/personal-data")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("reason"));
        as("agent")
                .body("{\"reason\":\"the caller asks which number we have\"}")
                .post("/cases/" + id + "/personal-data")
                .then()
                .statusCode(200)
                .body("name", equalTo("示例戊"))
                .body("words", containsString("找李四"));
        as("agent").get("/cases/" + id + "/personal-data").then().statusCode(405);
        as("service-followup")
                .body("{\"customerRefs\":[\"%s\",\"cust-nobody\"],\"reason\":\"notice\"}".formatted(ref))
                .post("/contact-points/lookups")
                .then()
                .statusCode(200)
                .body("contactPoints.customerRef", equalTo(List.of(ref)))
                .body("contactPoints[0].address", equalTo("+8610000000005"));
        as("service-followup")
                .body("{\"customerRefs\":[],\"reason\":\"notice\"}")
                .post("/contact-points/lookups")
                .then()
                .statusCode(400);
        as("supervisor")
                .queryParam("customerRef", ref)
                .get("/access-audit")
                .then()
                .statusCode(200)
                .body("items.what", equalTo(List.of("contact-point", "personal-data")))
                .body("items[1].who", equalTo("agent-li"))
                .body("items[1].reason", equalTo("the caller asks which number we have"));
    }

    @Test
    void a_department_sees_the_site_of_its_own_cases_only() {
        String root = fresh("call");
        String id = CaseId.ofCall("test", root).toString();
        send(
                "call-events",
                root,
                root,
                "org.firstline.call.problem-reported.v1",
                with(call(root, AT), "problem", problem("NETWORK_FAULT", fresh("n"), "CD-0000-0009", "断网")));
        story(id, 3);
        as("dept-field-service")
                .body("{\"reason\":\"visit\"}")
                .post("/cases/" + id + "/site-access")
                .then()
                .statusCode(403);

        Map<String, Object> order = new LinkedHashMap<>(Map.copyOf(WorkOrderExample.data(id, "field-service")));
        send("escalation.work-orders", id, fresh("wo"), "org.firstline.escalation.work-order-opened.v1", order);
        until("the department to be known", () -> Surroundings.sql(
                        "select departments::text from contact where id = ?", UUID.fromString(id))
                .contains("field-service"));

        as("dept-field-service")
                .body("{\"reason\":\"visit\"}")
                .post("/cases/" + id + "/site-access")
                .then()
                .statusCode(200)
                .body("numbers", hasItem("+8610000000009"))
                .body("address", containsString("成都"));
        as("dept-core-network")
                .body("{\"reason\":\"visit\"}")
                .post("/cases/" + id + "/site-access")
                .then()
                .statusCode(403);
        as("dept-core-network")
                .body("{\"reason\":\"visit\"}")
                .post("/cases/" + UUID.randomUUID() + "/site-access")
                .then()
                .statusCode(403);
    }

    @Test
    void the_greeting_follows_the_readers_language() {
        as("agent")
                .header("Accept-Language", "en-GB,en;q=0.9")
                .get("/scripts/greeting")
                .then()
                .statusCode(200)
                .body("text", containsString("my agent number is agent-li"))
                .header("Content-Language", equalTo("en"));
        as("agent")
                .header("Accept-Language", "zh-CN")
                .queryParam("channel", "voice")
                .get("/scripts/greeting")
                .then()
                .body("text", containsString("工号agent-li"));
        as("agent")
                .queryParam("channel", "smoke")
                .get("/scripts/greeting")
                .then()
                .statusCode(400);
    }

    @Test
    void desks_are_administered_and_take_effect() {
        as("agent").get("/desks").then().statusCode(200).body("items.category", hasItems("BILLING", "OTHER"));
        as("operations")
                .body("{\"desk\":\"terminals\"}")
                .put("/desks/TERMINAL")
                .then()
                .statusCode(200);
        String id = recorded();

        as("agent")
                .body("{\"category\":\"TERMINAL\",\"impact\":\"LOW\",\"urgency\":\"LOW\"}")
                .post("/cases/" + id + "/triage")
                .then()
                .statusCode(200)
                .body("stage", equalTo("handed-over"))
                .body("details.desk", equalTo("terminals"));
        as("operations").delete("/desks/TERMINAL").then().statusCode(204);
        as("agent").get("/desks").then().body("items.category", not(hasItem("TERMINAL")));
        as("operations").body("{\"desk\":\"x\"}").put("/desks/NOISE").then().statusCode(400);
    }

    @Test
    void nothing_is_listed_as_next_on_the_last_page() {
        as("operations")
                .queryParam("who", fresh("nobody"))
                .get("/access-audit")
                .then()
                .statusCode(200)
                .body("next", nullValue());
    }
}
