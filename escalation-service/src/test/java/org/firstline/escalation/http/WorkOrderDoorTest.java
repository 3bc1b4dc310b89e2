package org.firstline.escalation.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.firstline.contracts.DepartmentOrder;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.Terms.Grade;
import org.firstline.escalation.AnyEvents;
import org.firstline.escalation.Post;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "escalation"))
class WorkOrderDoorTest {

    private static final String OWN = "dept-access-network";
    private static final String OTHER = "dept-field-service";

    private final UUID caseId = UUID.randomUUID();
    private final UUID order = UUID.randomUUID();
    private final Post post = new Post("escalation.work-orders", "departments.access-network.work-orders");

    @BeforeEach
    void escalate() {
        post.send("diagnosis.cases", caseId.toString(), AnyEvents.escalation(caseId, order, Grade.G2));
        post.ofCase(caseId, 2);
    }

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    void a_department_answers_its_order_over_http() {
        answer(OWN, "{\"type\":\"accepted\"}")
                .statusCode(200)
                .body("state", equalTo("acknowledged"))
                .body("accountability.owner", equalTo("DEPARTMENT"))
                .header("ETag", "\"2\"");
        answer(OWN, "{\"type\":\"progressed\",\"expectedAt\":\"2030-03-02T10:30:00Z\",\"note\":\"打 13812345678\"}")
                .statusCode(200)
                .body("state", equalTo("progressed"))
                .body("expectedAt", equalTo("2030-03-02T10:30:00Z"));
        answer(OWN, "{\"type\":\"information-needed\",\"question\":\"Which light?\"}")
                .statusCode(200)
                .body("question", equalTo("Which light?"));
        answer(OWN, "{\"type\":\"resolved\",\"cause\":\"access.fibre-break\"}")
                .statusCode(200)
                .body("state", equalTo("resolved"))
                .body("cause", equalTo("access.fibre-break"));

        var progressed = post.ofCase(caseId, EscalationEvent.WorkOrderProgressed.class, 1);

        assertThat(progressed.getFirst().note()).isEqualTo("打 ***");
    }

    @Test
    void the_same_key_answers_the_same_and_another_request_with_it_is_refused() {
        String key = UUID.randomUUID().toString();

        post(OWN, "answers", "{\"type\":\"accepted\"}", key).statusCode(200);
        post(OWN, "answers", "{\"type\":\"accepted\"}", key).statusCode(200).header("ETag", "\"2\"");
        post(OWN, "answers", "{\"type\":\"resolved\",\"cause\":\"x\"}", key)
                .statusCode(422)
                .body("type", equalTo("urn:firstline:problem:idempotency-key-reused"));
    }

    @Test
    void a_refused_answer_may_be_repeated_with_its_key_when_it_is_right() {
        String key = UUID.randomUUID().toString();
        answer(OWN, "{\"type\":\"returned\",\"reason\":\"INFORMATION_MISSING\"}")
                .statusCode(200);
        post(OWN, "answers", "{\"type\":\"accepted\"}", key)
                .statusCode(409)
                .body("type", equalTo("urn:firstline:problem:work-order-returned"));
        inform("agent", "{\"information\":\"The light blinks.\"}").statusCode(200);

        post(OWN, "answers", "{\"type\":\"accepted\"}", key).statusCode(200).body("state", equalTo("acknowledged"));
    }

    @Test
    void another_departments_order_is_not_there() {
        as(OTHER).get("/work-orders/" + order).then().statusCode(404);
        answer(OTHER, "{\"type\":\"accepted\"}").statusCode(404);
        as(OTHER)
                .get("/work-orders?department=access-network&limit=200")
                .then()
                .statusCode(200)
                .body("items.department.findAll { it != 'field-service' }.size()", equalTo(0));
        as(OWN).get("/work-orders/" + order).then().statusCode(200).body("id", equalTo(order.toString()));
    }

    @Test
    void a_department_that_sent_an_order_on_sees_no_more_of_it() {
        answer(OWN, "{\"type\":\"returned\",\"reason\":\"WRONG_DEPARTMENT\",\"suggestedDepartment\":\"field-service\"}")
                .statusCode(204);

        as(OWN).get("/work-orders/" + order).then().statusCode(404);
        as(OTHER).get("/work-orders/" + order).then().statusCode(200).body("submission", equalTo(2));
        answer(OTHER, "{\"type\":\"resolved\",\"cause\":\"drop-cable\"}").statusCode(200);
        answer(OWN, "{\"type\":\"resolved\",\"cause\":\"mine\"}").statusCode(404);
    }

    @Test
    void a_returned_order_is_sent_again_by_the_desk() {
        answer(OWN, "{\"type\":\"returned\",\"reason\":\"NOT_REPRODUCIBLE\",\"note\":\"fine here\"}")
                .statusCode(200)
                .body("state", equalTo("returned"))
                .body("returnReason", equalTo("NOT_REPRODUCIBLE"))
                .body("accountability.owner", equalTo("FIRST_LINE"))
                .body("accountability.nextStep", equalTo("COMPLETE_REQUEST"));

        edit("agent", "resubmission", "{\"remark\":\"Only at night.\"}", null).statusCode(428);
        edit("agent", "resubmission", "{\"remark\":\"Only at night.\"}", "\"1\"")
                .statusCode(412);
        edit("agent", "resubmission", "{\"remark\":\"x\",\"department\":\"no-such\"}", "\"2\"")
                .statusCode(409)
                .body("type", equalTo("urn:firstline:problem:department-takes-no-orders"));
        edit("agent", "resubmission", "{\"remark\":\"Only at night.\"}", "\"2\"")
                .statusCode(200)
                .body("state", equalTo("submitted"))
                .body("submission", equalTo(2));

        var again = post.ofCase(caseId, DepartmentOrder.Submitted.class, 2).getLast();
        assertThat(again.remark()).isEqualTo("Only at night.");
    }

    @Test
    void a_department_is_told_what_it_asked_for() {
        answer(OWN, "{\"type\":\"information-needed\",\"question\":\"Which light?\"}")
                .statusCode(200)
                .body("accountability.nextStep", equalTo("SUPPLY_INFORMATION"));

        inform("supervisor", "{\"information\":\"LOS. Call zhang@example.com\"}")
                .statusCode(200)
                .body("state", equalTo("acknowledged"));

        var informed = post.ofCase(caseId, DepartmentOrder.Informed.class, 1).getFirst();
        assertThat(informed.information()).isEqualTo("LOS. Call ***");
    }

    @Test
    void an_open_order_is_cancelled_and_then_takes_no_answer() {
        edit("supervisor", "cancellation", "{\"reason\":\"No power.\"}", "\"1\"")
                .statusCode(200)
                .body("state", equalTo("cancelled"))
                .body("endedBy", notNullValue());

        answer(OWN, "{\"type\":\"accepted\"}")
                .statusCode(409)
                .body("type", equalTo("urn:firstline:problem:work-order-cancelled"));
        assertThat(post.ofCase(caseId, DepartmentOrder.Withdrawn.class, 1)
                        .getFirst()
                        .reason())
                .isEqualTo("cancelled");
    }

    @Test
    void lists_are_filtered_and_paged() {
        UUID second = UUID.randomUUID();
        post.send("diagnosis.cases", caseId.toString(), AnyEvents.escalation(caseId, second, Grade.G1));
        post.ofCase(caseId, 4);
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            var page = as("supervisor")
                    .get("/work-orders?state=submitted&overdue=false&limit=1&after=" + after)
                    .then()
                    .statusCode(200)
                    .body("items.state", everyItem(equalTo("submitted")))
                    .extract();
            seen.addAll(page.path("items.id"));
            after = page.path("next");
        } while (after != null);

        assertThat(seen).doesNotHaveDuplicates().contains(order.toString(), second.toString());
        as("operations")
                .get("/sla/due?limit=200&department=access-network")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(order.toString()))
                .body("items.nextDue", hasItem("ACKNOWLEDGE warning"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"shrug\"} | type",
                "{} | type",
                "{\"type\":\"accepted\",\"colour\":1} | colour",
                "{\"type\":\"resolved\"} | cause",
                "{\"type\":\"information-needed\",\"question\":\" \"} | question",
                "{\"type\":\"returned\",\"reason\":\"TIRED\"} | reason",
                "{\"type\":\"progressed\",\"expectedAt\":\"tomorrow\"} | expectedAt",
                "{\"type\" | well-formed JSON"
            })
    void a_wrong_answer_is_told_its_field(String body, String field) {
        answer(OWN, body).statusCode(400).body("detail", containsString(field));
    }

    @Test
    void wrong_requests_are_told_their_field() {
        as("supervisor").get("/work-orders/17").then().statusCode(400).body("detail", containsString("id:"));
        as("supervisor").get("/work-orders?state=odd").then().statusCode(400).body("detail", containsString("state"));
        as("supervisor").get("/work-orders?overdue=1").then().statusCode(400).body("detail", containsString("overdue"));
        as("supervisor").get("/work-orders?after=%21").then().statusCode(400).body("detail", containsString("after"));
        as("supervisor").get("/work-orders?limit=0").then().statusCode(400).body("detail", containsString("limit"));
        as("supervisor")
                .get("/work-orders?department=A")
                .then()
                .statusCode(400)
                .body("detail", containsString("depart"));
        as("supervisor").get("/work-orders/" + UUID.randomUUID()).then().statusCode(404);
        inform("agent", "{\"information\":\"a\\u0000b\"}")
                .statusCode(400)
                .body("detail", containsString("information"));
        edit("agent", "cancellation", "{\"reason\":\"\"}", "\"1\"")
                .statusCode(400)
                .body("detail", containsString("reason"));
        edit("agent", "cancellation", "", "\"1\"").statusCode(400);
        edit("agent", "resubmission", "{\"remark\":\"x\"}", "1")
                .statusCode(400)
                .body("detail", containsString("If-Match"));
        edit("agent", "resubmission", "{\"remark\":\"x\"}", "\"1\"")
                .statusCode(409)
                .body("type", equalTo("urn:firstline:problem:work-order-not-returned"));
        as(OWN).contentType(ContentType.JSON)
                .body("{\"type\":\"accepted\"}")
                .post("/work-orders/" + order + "/answers")
                .then()
                .statusCode(400)
                .body("detail", containsString("Idempotency-Key"));
    }

    @Test
    void each_door_asks_for_its_role() {
        given().get("/work-orders").then().statusCode(401);
        given().get("/work-orders/" + order).then().statusCode(401);
        as("platform").get("/work-orders").then().statusCode(403);
        as("platform").get("/work-orders/" + order).then().statusCode(403);
        answer("agent", "{\"type\":\"accepted\"}").statusCode(403);
        inform(OWN, "{\"information\":\"x\"}").statusCode(403);
        edit(OWN, "resubmission", "{\"remark\":\"x\"}", "\"1\"").statusCode(403);
        edit("operations", "cancellation", "{}", "\"1\"").statusCode(403);
        as(OWN).get("/sla/due").then().statusCode(403);
        as("operations").get("/dead-letters").then().statusCode(200);
    }

    private static RequestSpecification as(String user) {
        return given().auth().oauth2(EmbeddedStack.token(user));
    }

    private ValidatableResponse answer(String user, String body) {
        return post(user, "answers", body, UUID.randomUUID().toString());
    }

    private ValidatableResponse inform(String user, String body) {
        return post(user, "information", body, UUID.randomUUID().toString());
    }

    private ValidatableResponse post(String user, String what, String body, String key) {
        return as(user).contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/work-orders/" + order + "/" + what)
                .then();
    }

    private ValidatableResponse edit(String user, String what, String body, String ifMatch) {
        var request = as(user).contentType(ContentType.JSON).body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .post("/work-orders/" + order + "/" + what)
                .then();
    }
}
