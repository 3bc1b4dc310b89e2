package org.firstline.diagnosis;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.Examples;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.IntakeEvent;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms.Handling;
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
@OnTheStack
class BadInputTest {

    private static final String[] FIRST_LINE = {"agent", "supervisor"};

    private final UUID caseId = UUID.randomUUID();

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URI description;

    @BeforeEach
    void open() {
        Topic.say(
                "intake.cases",
                "/firstline/intake",
                caseId,
                Events.triaged(caseId, "broadband.no-internet", Handling.PERSON));
        Topic.hear(caseId, 1);
        Db.run("update suite_clock set stopped_at = suite_now()");
    }

    @AfterEach
    void letTheClockRun() {
        Db.run("update suite_clock set stopped_at = null");
    }

    @Test
    void every_kind_of_bad_request_is_told_what_is_wrong_and_changes_nothing() {
        BadInput bad = new BadInput(server, given().get(description).asByteArray(), doors());
        Map<String, String> before = Rows.of("diagnosis", Set.of());

        List<String> offences = bad.knock();

        assertThat(offences).isEmpty();
        assertThat(Rows.of("diagnosis", Set.of())).isEqualTo(before);
        assertThat(bad.unasked()).isEmpty();
        assertThat(bad.asked().values()).allMatch(many -> many >= 300);
        assertThat(bad.knockRightly("dead-letters", "PUT /knowledge-packs")).isEmpty();
    }

    @Test
    @Tag("long")
    void every_bad_request_there_is_is_told_what_is_wrong_and_changes_nothing() {
        BadInput bad = new BadInput(server, given().get(description).asByteArray(), doors());
        Map<String, String> before = Rows.of("diagnosis", Set.of());

        List<String> offences = bad.knockWithEverything();

        assertThat(offences).isEmpty();
        assertThat(Rows.of("diagnosis", Set.of())).isEqualTo(before);
    }

    @Test
    void every_bad_record_becomes_a_dead_letter_that_says_why_and_changes_nothing() {
        BadMail mail = new BadMail("diagnosis");
        Set<String> mayChange = Set.of("dead_letter", "outbox");
        Map<String, String> before = Rows.of("diagnosis", mayChange);

        List<String> offences = new ArrayList<>();
        offences.addAll(mail.send(
                "intake.cases", of(IntakeEvent.class), of(FollowupEvent.class).getFirst()));
        offences.addAll(mail.send(
                "case-inputs", of(CaseInput.class), of(FollowupEvent.class).getFirst()));
        offences.addAll(mail.send(
                "followup.cases", of(FollowupEvent.class), of(IntakeEvent.class).getFirst()));

        assertThat(offences).isEmpty();
        assertThat(Rows.of("diagnosis", mayChange)).isEqualTo(before);
        UUID next = UUID.randomUUID();
        Topic.say(
                "intake.cases", "/firstline/intake", next, Events.triaged(next, "broadband.slow", Handling.AUTOMATIC));
        Topic.say("case-inputs", "/bots/broadband", next, Events.exhausted(next));
        assertThat(Topic.hear(next, 2)).hasSize(2);
    }

    private static List<Map.Entry<String, byte[]>> of(Class<? extends SuiteEvent> family) {
        return Examples.ofFamily(family).stream()
                .map(example -> Map.entry(example.type(), example.bytes()))
                .toList();
    }

    private List<Door> doors() {
        String id = caseId.toString();
        var pack = given().auth().oauth2(EmbeddedStack.token("supervisor")).get("/knowledge-packs/broadband");
        byte[] content = pack.as(JsonNode.class).get("content").toString().getBytes(StandardCharsets.UTF_8);
        return List.of(
                Door.at("GET /diagnoses", FIRST_LINE),
                Door.at("GET /diagnoses/{caseId}", FIRST_LINE).path("caseId", id),
                Door.at("POST /diagnoses/{caseId}/observations", FIRST_LINE)
                        .path("caseId", id)
                        .header("If-Match", "\"1\"")
                        .needs("check", "value", "If-Match"),
                Door.at("POST /diagnoses/{caseId}/guided-steps", FIRST_LINE)
                        .path("caseId", id)
                        .header("If-Match", "\"1\"")
                        .needs("guidance", "outcome", "If-Match"),
                Door.at("POST /diagnoses/{caseId}/line-tests", FIRST_LINE)
                        .path("caseId", id)
                        .header("If-Match", "\"1\"")
                        .needs("If-Match"),
                Door.at("POST /diagnoses/{caseId}/conclusion", FIRST_LINE)
                        .path("caseId", id)
                        .header("If-Match", "\"1\"")
                        .free("note", "solution")
                        .needs("guidance", "If-Match", "Idempotency-Key"),
                Door.at("GET /knowledge-packs", "supervisor", "agent", "operations")
                        .free("after"),
                Door.at("GET /knowledge-packs/{id}", "supervisor", "agent", "operations")
                        .path("id", "broadband")
                        .calls("id", "knowledge pack of that name"),
                Door.at("PUT /knowledge-packs/{id}", "supervisor")
                        .path("id", "broadband")
                        .calls("id", "knowledge pack of that name")
                        .header("If-Match", pack.header("ETag"))
                        .free("zh", "en", "say", "name", "text", "note", "description", "minutes")
                        .needs("If-Match")
                        .body("as it was read", content),
                Door.at("GET /dead-letters", "operations"),
                Door.at("GET /dead-letters/{id}", "operations").path("id", "999999999"),
                Door.at("POST /dead-letters/{id}/retry", "operations").path("id", "999999999"),
                Door.at("POST /dead-letters/{id}/discard", "operations").path("id", "999999999"));
    }
}
