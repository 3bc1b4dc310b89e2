package org.firstline.escalation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.Examples;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms.Grade;
import org.firstline.local.EmbeddedStack;
import org.firstline.local.badinput.BadInput;
import org.firstline.local.badinput.BadMail;
import org.firstline.local.badinput.Door;
import org.firstline.local.badinput.Rows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What bad input gets at every door of this service: an answer that says what was wrong, and nothing is changed. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "escalation"))
class BadInputTest {

    private static final String[] READERS = {"agent", "supervisor", "operations", "department"};

    private final UUID caseId = UUID.randomUUID();
    private final UUID order = UUID.randomUUID();
    private final Post post = new Post("escalation.work-orders", "departments.access-network.work-orders");

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URI description;

    @BeforeEach
    void escalate() {
        post.send("diagnosis.cases", caseId.toString(), AnyEvents.escalation(caseId, order, Grade.G2));
        post.ofCase(caseId, 2);
        Database.run("update suite_clock set stopped_at = suite_now()");
    }

    @AfterEach
    void close() {
        Database.resetClock();
        post.close();
    }

    @Test
    void every_kind_of_bad_request_is_told_what_is_wrong_and_changes_nothing() {
        BadInput bad = new BadInput(server, given().get(description).asByteArray(), doors());
        Map<String, String> before = Rows.of("escalation", Set.of());

        List<String> offences = bad.knock();

        assertThat(offences).isEmpty();
        assertThat(Rows.of("escalation", Set.of())).isEqualTo(before);
        assertThat(bad.unasked()).isEmpty();
        assertThat(bad.asked().values()).allMatch(many -> many >= 300);
        assertThat(bad.knockRightly("dead-letters", "PUT /", "DELETE /")).isEmpty();
    }

    @Test
    @Tag("long")
    void every_bad_request_there_is_is_told_what_is_wrong_and_changes_nothing() {
        BadInput bad = new BadInput(server, given().get(description).asByteArray(), doors());
        Map<String, String> before = Rows.of("escalation", Set.of());

        List<String> offences = bad.knockWithEverything();

        assertThat(offences).isEmpty();
        assertThat(Rows.of("escalation", Set.of())).isEqualTo(before);
    }

    @Test
    void every_bad_record_becomes_a_dead_letter_that_says_why_and_changes_nothing() {
        BadMail mail = new BadMail("escalation");
        Set<String> mayChange = Set.of("dead_letter", "outbox");
        Map<String, String> before = Rows.of("escalation", mayChange);

        List<String> offences = new ArrayList<>();
        offences.addAll(mail.send(
                "diagnosis.cases",
                of(DiagnosisEvent.class),
                of(FollowupEvent.class).getFirst()));
        offences.addAll(mail.send(
                "departments.access-network.answers",
                of(DepartmentAnswer.class),
                of(FollowupEvent.class).getFirst()));
        offences.addAll(mail.send(
                "case-inputs", of(CaseInput.class), of(FollowupEvent.class).getFirst()));
        offences.addAll(mail.send(
                "followup.cases",
                of(FollowupEvent.class),
                of(DiagnosisEvent.class).getFirst()));

        assertThat(offences).isEmpty();
        assertThat(Rows.of("escalation", mayChange)).isEqualTo(before);
        post.send("departments.access-network.answers", order.toString(), new DepartmentAnswer.Accepted(order, "an-1"));
        post.ofCase(caseId, 3);
        post.send("followup.cases", caseId.toString(), AnyEvents.cancelled(caseId));
        post.ofCase(caseId, 4);
    }

    private static List<Map.Entry<String, byte[]>> of(Class<? extends SuiteEvent> family) {
        return Examples.ofFamily(family).stream()
                .map(example -> Map.entry(example.type(), example.bytes()))
                .toList();
    }

    private List<Door> doors() {
        String id = order.toString();
        return List.of(
                Door.at("GET /work-orders", READERS).free("department"),
                Door.at("GET /work-orders/{id}", "department", "agent", "supervisor", "operations")
                        .path("id", id)
                        .ofDepartment("access-network"),
                Door.at("POST /work-orders/{id}/answers", "department")
                        .path("id", id)
                        .ofDepartment("access-network")
                        .free("note", "question", "suggestedDepartment", "cause", "solution")
                        .needs("type", "question", "reason", "cause", "Idempotency-Key"),
                Door.at("POST /work-orders/{id}/resubmission", "agent", "supervisor")
                        .path("id", id)
                        .header("If-Match", "\"1\"")
                        .free("remark")
                        .needs("remark", "If-Match"),
                Door.at("POST /work-orders/{id}/information", "agent", "supervisor")
                        .path("id", id)
                        .free("information")
                        .needs("information", "Idempotency-Key"),
                Door.at("POST /work-orders/{id}/cancellation", "agent", "supervisor")
                        .path("id", id)
                        .header("If-Match", "\"1\"")
                        .free("reason")
                        .needs("If-Match"),
                Door.at("GET /sla/due", "operations", "supervisor").free("department"),
                Door.at("GET /routing/rules", READERS).free("after"),
                Door.at("GET /routing/rules/{id}", READERS)
                        .path("id", "default")
                        .calls("id", "routing rule of that name"),
                Door.at("PUT /routing/rules/{id}", "operations", "supervisor")
                        .path("id", "network-broadband")
                        .calls("id", "id|routing rule of that name")
                        .header("If-Match", etag("/routing/rules/network-broadband"))
                        .free("region", "faultClass")
                        .needs("department", "If-Match"),
                Door.at("DELETE /routing/rules/{id}", "operations", "supervisor")
                        .path("id", "default")
                        .calls("id", "routing rule of that name")
                        .header("If-Match", etag("/routing/rules/default"))
                        .needs("If-Match"),
                Door.at("POST /routing/dry-run", "operations", "agent", "supervisor")
                        .free("region", "faultClass")
                        .needs("category", "serviceLine", "grade", "faultClass", "region"),
                Door.at("GET /departments", "agent", "supervisor", "operations", "department", "service")
                        .free("after"),
                Door.at("GET /departments/{id}", "agent", "supervisor", "operations", "department", "service")
                        .path("id", "core-network")
                        .calls("id", "department of that name"),
                Door.at("PUT /departments/{id}", "operations", "supervisor")
                        .path("id", "field-service")
                        .calls("id", "id|department of that name")
                        .header("If-Match", etag("/departments/field-service"))
                        .free("nameZh", "nameEn")
                        .needs("nameZh", "nameEn", "takesOrders", "If-Match"),
                Door.at("GET /deadline-policies", READERS).free("after"),
                Door.at("GET /deadline-policies/{grade}", READERS).path("grade", "G2"),
                Door.at("PUT /deadline-policies/{grade}", "operations", "supervisor")
                        .path("grade", "G2")
                        .header("If-Match", etag("/deadline-policies/G2"))
                        .needs(
                                "acknowledgeWithin",
                                "resolveWithin",
                                "factorPercent",
                                "warnPercent",
                                "reopenedPercent",
                                "desk",
                                "answerWithin",
                                "ladder",
                                "role",
                                "after",
                                "If-Match"),
                Door.at("GET /dead-letters", "operations"),
                Door.at("GET /dead-letters/{id}", "operations").path("id", "999999999"),
                Door.at("POST /dead-letters/{id}/retry", "operations").path("id", "999999999"),
                Door.at("POST /dead-letters/{id}/discard", "operations").path("id", "999999999"));
    }

    private static String etag(String path) {
        return given().auth()
                .oauth2(EmbeddedStack.token("operations"))
                .get(path)
                .header("ETag");
    }
}
