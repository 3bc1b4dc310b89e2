package org.firstline.followup;

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
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.Examples;
import org.firstline.contracts.IntakeEvent;
import org.firstline.contracts.SuiteEvent;
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
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "followup"))
@QuarkusTestResource(Outside.class)
class BadInputTest {

    private static final String[] DESK = {"agent", "supervisor", "operations"};

    private final Story story = new Story();

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URI description;

    @BeforeEach
    void waitForACallback() {
        story.say(story.opened()).say(story.diagnosed(1)).say(story.order(1)).say(story.resolved());
        story.until("callback-scheduled").untilNotices("PROMISE DELIVERED", "RESOLUTION DELIVERED");
        story.run("update suite_clock set stopped_at = suite_now()");
    }

    @AfterEach
    void letTheClockRun() {
        story.run("update suite_clock set stopped_at = null");
        story.close();
    }

    @Test
    void every_kind_of_bad_request_is_told_what_is_wrong_and_changes_nothing() {
        BadInput bad = new BadInput(server, given().get(description).asByteArray(), doors());
        Map<String, String> before = Rows.of("followup", Set.of());

        List<String> offences = bad.knock();

        assertThat(offences).isEmpty();
        assertThat(Rows.of("followup", Set.of())).isEqualTo(before);
        assertThat(bad.unasked()).isEmpty();
        assertThat(bad.asked().values()).allMatch(many -> many >= 300);
        assertThat(bad.knockRightly("dead-letters", "/tasks/", "PUT /notice-templates"))
                .isEmpty();
    }

    @Test
    @Tag("long")
    void every_bad_request_there_is_is_told_what_is_wrong_and_changes_nothing() {
        BadInput bad = new BadInput(server, given().get(description).asByteArray(), doors());
        Map<String, String> before = Rows.of("followup", Set.of());

        List<String> offences = bad.knockWithEverything();

        assertThat(offences).isEmpty();
        assertThat(Rows.of("followup", Set.of())).isEqualTo(before);
    }

    @Test
    void every_bad_record_becomes_a_dead_letter_that_says_why_and_changes_nothing() {
        BadMail mail = new BadMail("followup");
        Set<String> mayChange = Set.of("dead_letter", "outbox");
        Map<String, String> before = Rows.of("followup", mayChange);

        List<String> offences = new ArrayList<>();
        offences.addAll(mail.send(
                "intake.cases", of(IntakeEvent.class), of(EscalationEvent.class).getFirst()));
        offences.addAll(mail.send(
                "diagnosis.cases",
                of(DiagnosisEvent.class),
                of(EscalationEvent.class).getFirst()));
        offences.addAll(mail.send(
                "escalation.work-orders",
                of(EscalationEvent.class),
                of(IntakeEvent.class).getFirst()));
        // Of what bots say, only callbacks are read here; the rest is for others to read.
        offences.addAll(mail.send(
                "case-inputs",
                of(CaseInput.class).stream()
                        .filter(example -> example.getKey().contains("callback-reported"))
                        .toList(),
                of(EscalationEvent.class).getFirst()));

        assertThat(offences).isEmpty();
        assertThat(Rows.of("followup", mayChange)).isEqualTo(before);
    }

    private static List<Map.Entry<String, byte[]>> of(Class<? extends SuiteEvent> family) {
        return Examples.ofFamily(family).stream()
                .map(example -> Map.entry(example.type(), example.bytes()))
                .toList();
    }

    private List<Door> doors() {
        String id = story.caseId.toString();
        return List.of(
                Door.at("GET /cases", DESK).free("ownerId"),
                Door.at("GET /cases/{id}", "agent", "supervisor", "operations", "department")
                        .path("id", id)
                        .ofDepartment("access-network"),
                Door.at("POST /cases/{id}/callbacks/{attempt}/result", "agent", "supervisor")
                        .path("id", id)
                        .path("attempt", "1")
                        .header("If-Match", etag("/cases/" + id))
                        .needs("outcome", "If-Match", "Idempotency-Key"),
                Door.at("GET /tasks", "agent", "supervisor"),
                Door.at("GET /tasks/{id}", "agent", "supervisor").path("id", id),
                Door.at("POST /tasks/{id}/completion", "agent", "supervisor")
                        .path("id", id)
                        .header("If-Match", "\"1\"")
                        .needs("outcome", "If-Match"),
                Door.at("GET /notice-templates", DESK),
                Door.at("GET /notice-templates/{about}/{language}", DESK)
                        .path("about", "THANKS")
                        .path("language", "en")
                        .calls("language", "notice template of that name"),
                Door.at("PUT /notice-templates/{about}/{language}", "supervisor")
                        .path("about", "THANKS")
                        .path("language", "en")
                        .calls("language", "notice template of that name")
                        .header("If-Match", etag("/notice-templates/THANKS/en"))
                        .needs("text", "If-Match"),
                Door.at("GET /messages", "operations", "supervisor"),
                Door.at("GET /dead-letters", "operations"),
                Door.at("GET /dead-letters/{id}", "operations").path("id", "999999999"),
                Door.at("POST /dead-letters/{id}/retry", "operations").path("id", "999999999"),
                Door.at("POST /dead-letters/{id}/discard", "operations").path("id", "999999999"));
    }

    private static String etag(String path) {
        return given().auth()
                .oauth2(EmbeddedStack.token("supervisor"))
                .get(path)
                .header("ETag");
    }
}
