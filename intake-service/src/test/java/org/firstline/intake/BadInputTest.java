package org.firstline.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.intake.Surroundings.sql;
import static org.firstline.intake.Surroundings.story;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.Examples;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.SuiteEvent;
import org.firstline.local.EmbeddedStack;
import org.firstline.local.badinput.BadInput;
import org.firstline.local.badinput.BadMail;
import org.firstline.local.badinput.Door;
import org.firstline.local.badinput.Proof;
import org.firstline.local.badinput.Rows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What bad input gets at every door of this service: an answer that says what was wrong, and nothing is changed. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class BadInputTest {

    private static final String[] FIRST_LINE = {"agent", "supervisor"};

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URI description;

    private String recorded = "";

    @BeforeEach
    void stopTheClock() {
        recorded = Clients.recorded();
        story(recorded, 2);
        sql("update suite_clock set stopped_at = suite_now()");
    }

    @AfterEach
    void letItRun() {
        sql("update suite_clock set stopped_at = null");
    }

    @Test
    void every_kind_of_bad_request_is_told_what_is_wrong_and_changes_nothing() {
        BadInput bad = new BadInput(server, given().get(description).asByteArray(), doors());
        Map<String, String> before = Rows.of("intake", Set.of());

        List<String> offences = bad.knock();

        assertThat(offences).isEmpty();
        assertThat(Rows.of("intake", Set.of())).isEqualTo(before);
        assertThat(bad.unasked()).isEmpty();
        assertThat(bad.asked().values()).allMatch(many -> many >= 300);
        assertThat(bad.knockRightly("dead-letters", "attachment", "site-access", "/call-events", "/desks/"))
                .isEmpty();
    }

    @Test
    @Tag("long")
    void every_bad_request_there_is_is_told_what_is_wrong_and_changes_nothing() {
        BadInput bad = new BadInput(server, given().get(description).asByteArray(), doors());
        Map<String, String> before = Rows.of("intake", Set.of());

        List<String> offences = bad.knockWithEverything();

        assertThat(offences).isEmpty();
        assertThat(Rows.of("intake", Set.of())).isEqualTo(before);
    }

    @Test
    void every_bad_record_becomes_a_dead_letter_that_says_why_and_changes_nothing() {
        BadMail mail = new BadMail("intake");
        Set<String> mayChange = Set.of("dead_letter", "outbox");
        Map<String, String> before = Rows.of("intake", mayChange);

        List<String> offences = new ArrayList<>();
        offences.addAll(mail.send(
                "call-events", of(CallEvent.class), of(FollowupEvent.class).getFirst()));
        offences.addAll(mail.send(
                "escalation.work-orders",
                of(EscalationEvent.class),
                of(FollowupEvent.class).getFirst()));
        offences.addAll(mail.send(
                "followup.cases",
                of(FollowupEvent.class),
                of(EscalationEvent.class).getFirst()));

        assertThat(offences).isEmpty();
        assertThat(Rows.of("intake", mayChange)).isEqualTo(before);
    }

    private static List<Map.Entry<String, byte[]>> of(Class<? extends SuiteEvent> family) {
        return Examples.ofFamily(family).stream()
                .map(example -> Map.entry(example.type(), example.bytes()))
                .toList();
    }

    private static Door connect() {
        return Door.at(
                        "POST /platforms/amazon-connect/contact-events",
                        new Proof.Key("X-Api-Key", secret("connect"), secret("twilio")))
                .looksAt("id", "id", true, id -> id.matches("\\P{Cc}{1,512}"))
                .looksAt("detail.eventType", "detail.eventType", true, type -> !type.isEmpty())
                .looksAt("detail.contactId", "detail.contactId|callId", true, BadInputTest::isCode)
                .looksAt("detail.initialContactId", "initialContactId|rootCallId", false, BadInputTest::isCode)
                .looksAt(
                        "detail.agentInfo.connectedToAgentTimestamp",
                        "detail.connectedToAgentTimestamp|at: expected",
                        false,
                        never -> false)
                .looksAt("detail.agentInfo.agentArn", "agentArn|agentId", false, arn -> {
                    String agent = arn.substring(arn.lastIndexOf('/') + 1);
                    return agent.isBlank() || isCode(agent);
                });
    }

    private static Door twilio() {
        return Door.at(
                        "POST /platforms/twilio/voice-status",
                        new Proof.Signature(
                                "X-Twilio-Signature", "http://localhost", secret("twilio"), secret("connect")))
                .looksAt("CallSid", "CallSid|callId", true, BadInputTest::isCode)
                .looksAt("CallStatus", "CallStatus", true, status -> !status.isEmpty())
                .looksAt("Direction", "Direction", true, direction -> !direction.isEmpty())
                .looksAt("Timestamp", "Timestamp", true, never -> false);
    }

    private static boolean isCode(String text) {
        return text.matches("[\\x21-\\x7e]{1,128}");
    }

    private static String secret(String platform) {
        return ConfigProvider.getConfig().getValue("firstline.intake." + platform + "-secret", String.class);
    }

    private List<Door> doors() {
        return List.of(
                Door.at("GET /contacts", FIRST_LINE).free("agentId"),
                Door.at("POST /contacts/searches", FIRST_LINE).needs("callerNumber"),
                Door.at("GET /contacts/{id}", FIRST_LINE).path("id", recorded),
                Door.at("POST /contacts/{id}/attachment", FIRST_LINE)
                        .path("id", recorded)
                        .needs("caseId"),
                Door.at("POST /cases", FIRST_LINE).needs("Idempotency-Key"),
                Door.at("GET /cases/{id}", FIRST_LINE).path("id", recorded),
                Door.at("PUT /cases/{id}/intake-record", FIRST_LINE)
                        .path("id", recorded)
                        .header("If-Match", Clients.etag(recorded))
                        .free("text", "unknown", "code")
                        .needs("serviceLine", "symptom", "since", "frequency", "tried", "If-Match"),
                Door.at("POST /cases/{id}/identity-check", FIRST_LINE)
                        .path("id", recorded)
                        .free("account", "evidence", "method")
                        .needs("method", "evidence"),
                Door.at("GET /cases/{id}/classification-suggestion", FIRST_LINE).path("id", recorded),
                Door.at("POST /cases/{id}/triage", FIRST_LINE)
                        .path("id", recorded)
                        .header("If-Match", Clients.etag(recorded))
                        .needs("category", "impact", "urgency"),
                Door.at("POST /cases/{id}/personal-data", FIRST_LINE)
                        .path("id", recorded)
                        .free("reason")
                        .needs("reason"),
                Door.at("POST /cases/{id}/site-access", "department")
                        .path("id", recorded)
                        .ofDepartment("access-network")
                        .free("reason")
                        .needs("reason"),
                Door.at("POST /contact-points/lookups", "service")
                        .free("reason")
                        .needs("customerRefs", "reason"),
                Door.at("GET /access-audit", "supervisor", "operations").free("customerRef", "who"),
                Door.at("GET /scripts/greeting", FIRST_LINE),
                Door.at("GET /desks", "agent", "supervisor", "operations"),
                Door.at("PUT /desks/{category}", "operations")
                        .path("category", "BILLING")
                        .free("desk")
                        .needs("desk"),
                Door.at("DELETE /desks/{category}", "operations").path("category", "BILLING"),
                Door.at("POST /call-events", "platform").takingEvents(),
                connect(),
                twilio(),
                Door.at("GET /dead-letters", "operations"),
                Door.at("GET /dead-letters/{id}", "operations").path("id", "999999999"),
                Door.at("POST /dead-letters/{id}/retry", "operations").path("id", "999999999"),
                Door.at("POST /dead-letters/{id}/discard", "operations").path("id", "999999999"));
    }
}
