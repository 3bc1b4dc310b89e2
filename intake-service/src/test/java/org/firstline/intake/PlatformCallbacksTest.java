package org.firstline.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.intake.Surroundings.fresh;
import static org.firstline.intake.Surroundings.names;
import static org.firstline.intake.Surroundings.stageOf;
import static org.firstline.intake.Surroundings.story;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.firstline.intake.domain.CaseId;
import org.firstline.local.EmbeddedStack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Platforms call back over HTTP as they really do: with their secret or signature, and no token. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class PlatformCallbacksTest {

    private static final String CONNECT = "/platforms/amazon-connect/contact-events";
    private static final String TWILIO = "/platforms/twilio/voice-status";
    private static final String WHEN = "Mon, 02 Mar 2026 00:14:%02d +0000";
    private static final String SIGNATURE = "urn:firstline:problem:signature";

    @TestHTTPResource(TWILIO)
    URI twilio;

    private static String secret(String platform) {
        return ConfigProvider.getConfig().getValue("firstline.intake." + platform + "-secret", String.class);
    }

    @Test
    void connects_contact_becomes_a_case_and_a_retry_changes_nothing() {
        String root = fresh("c");
        String id = CaseId.ofCall("amazon-connect", root).toString();

        connect(contact(root + "-1", "INITIATED", root, root, 0))
                .statusCode(202)
                .body("fresh", equalTo(1));
        String connected = contact(root + "-2", "CONNECTED_TO_AGENT", root, root, 9);
        connect(connected).statusCode(202).body("events", equalTo(1)).body("fresh", equalTo(1));
        connect(connected).statusCode(202).body("fresh", equalTo(0));

        var story = story(id, 1);
        assertThat(names(story)).containsExactly("case-opened");
        assertThat(story.getFirst().data().at("/platform").asText()).isEqualTo("amazon-connect");
        assertThat(story.getFirst().data().at("/agentId").asText()).isEqualTo("a-" + root);
    }

    /** Two legs of one call, each told of twice, in any order: one contact, one case, and who has it now. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void the_legs_of_a_transferred_call_are_one_case_in_any_order(long seed) {
        String root = fresh("c");
        String leg = fresh("leg");
        List<String> events = new ArrayList<>(List.of(
                contact(root + "-1", "INITIATED", root, root, 0),
                contact(root + "-2", "CONNECTED_TO_AGENT", root, root, 9),
                contact(root + "-3", "CONNECTED_TO_AGENT", leg, root, 30),
                contact(root + "-4", "DISCONNECTED", root, root, 31),
                contact(root + "-5", "DISCONNECTED", leg, root, 59)));
        events.addAll(List.copyOf(events));
        Collections.shuffle(events, new Random(seed));

        events.forEach(event -> connect(event).statusCode(202));

        String id = CaseId.ofCall("amazon-connect", root).toString();
        assertThat(names(story(id, 1))).containsExactly("case-opened");
        assertThat(Surroundings.sql("select count(*) from contact where root_call_id in (?, ?)", root, leg))
                .isEqualTo("1");
        assertThat(Surroundings.sql("select agent_id from contact where root_call_id = ?", root))
                .isEqualTo("a-" + leg);
    }

    @Test
    void connect_without_its_key_or_with_another_is_turned_away_before_its_body_is_looked_at() {
        String root = fresh("c");
        String event = contact(root, "INITIATED", root, root, 0);

        post(CONNECT, null, null, event).statusCode(401).body("type", equalTo(SIGNATURE));
        post(CONNECT, "x-api-key", "another", event)
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo(SIGNATURE))
                .body("detail", not(containsString("another")));
        post(CONNECT, "x-api-key", "", event).statusCode(401);
        post(CONNECT, "x-api-key", secret("twilio"), event).statusCode(401);
        post(CONNECT, "x-api-key", "another", "{").statusCode(401);

        assertThat(stageOf(CaseId.ofCall("amazon-connect", root).toString())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{ | body",
                "[] | body",
                "{\"id\":\"e\",\"detail\":{\"channel\":\"CHAT\"}}{\"id\":\"f\",\"detail\":{\"channel\":\"CHAT\"}} | body",
                "{\"id\":\"e\",\"id\":\"f\",\"detail\":{\"channel\":\"CHAT\"}} | body",
                "{\"id\":\"e\",\"detail\":{\"channel\":\"VOICE\",\"eventType\":\"INITIATED\"}} | detail.contactId",
                "{\"id\":\"e\",\"detail\":{\"channel\":\"VOICE\",\"contactId\":\"c\"}} | detail.eventType",
                "{\"detail\":{\"channel\":\"VOICE\",\"contactId\":\"c\",\"eventType\":\"INITIATED\","
                        + "\"initiationTimestamp\":\"2026-03-02T00:14:00Z\"}} | id",
                "{\"id\":\"e\",\"detail\":{\"channel\":\"VOICE\",\"contactId\":\"c\",\"eventType\":\"INITIATED\","
                        + "\"initiationTimestamp\":\"yesterday\"}} | detail.initiationTimestamp",
                "{\"id\":\"e\",\"detail\":{\"channel\":\"VOICE\",\"contactId\":\"c c\",\"eventType\":\"INITIATED\","
                        + "\"initiationTimestamp\":\"2026-03-02T00:14:00Z\"}} | callId"
            })
    void a_bad_event_of_connect_is_refused_by_the_name_of_the_field(String body, String field) {
        connect(body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].field", equalTo(field));
    }

    @Test
    void what_connect_says_of_other_channels_is_taken_and_is_none_of_our_business() {
        connect("{\"id\":\"e\",\"detail\":{\"channel\":\"CHAT\"}}")
                .statusCode(202)
                .body("events", equalTo(0));
    }

    @Test
    void a_body_that_is_missing_or_too_large_is_refused() {
        connect("").statusCode(400).body("violations[0].field", equalTo("body"));
        connect("{\"id\":\"" + "x".repeat(70_000) + "\"}").statusCode(400).body("violations[0].field", equalTo("body"));
        given().header("x-api-key", secret("connect"))
                .contentType("text/plain")
                .body("{}")
                .post(CONNECT)
                .then()
                .statusCode(415);
        given().contentType("application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature(Map.of(), secret("twilio")))
                .post(TWILIO)
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("CallSid"));
    }

    @Test
    void twilios_call_becomes_a_case_once_an_agents_leg_is_in_progress() {
        String sid = fresh("CA");
        Map<String, String> rings = Map.of(
                "CallSid",
                sid,
                "CallStatus",
                "ringing",
                "Direction",
                "inbound",
                "From",
                numberOf(sid),
                "Timestamp",
                WHEN.formatted(0));
        Map<String, String> agent = Map.of(
                "CallSid",
                fresh("CA"),
                "ParentCallSid",
                sid,
                "CallStatus",
                "in-progress",
                "Direction",
                "outbound-dial",
                "To",
                "client:20644",
                "Timestamp",
                WHEN.formatted(9));

        twilio(rings).statusCode(202).body("fresh", equalTo(1));
        twilio(rings).statusCode(202).body("fresh", equalTo(0));
        twilio(agent).statusCode(202).body("fresh", equalTo(1));

        var story = story(CaseId.ofCall("twilio", sid).toString(), 1);
        assertThat(names(story)).containsExactly("case-opened");
        assertThat(story.getFirst().data().at("/agentId").asText()).isEqualTo("20644");
    }

    @Test
    void twilio_without_its_signature_or_with_one_for_something_else_is_turned_away() {
        String sid = fresh("CA");
        Map<String, String> rings = new TreeMap<>(Map.of(
                "CallSid", sid, "CallStatus", "ringing", "Direction", "inbound", "Timestamp", WHEN.formatted(0)));
        String right = signature(rings, secret("twilio"));

        form(null, rings).statusCode(401).body("type", equalTo(SIGNATURE));
        form("AAAA", rings).statusCode(401);
        form(signature(rings, "another secret"), rings).statusCode(401);
        rings.put("CallStatus", "completed");
        form(right, rings).statusCode(401).contentType("application/problem+json");

        assertThat(stageOf(CaseId.ofCall("twilio", sid).toString())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CallSid", "CallStatus", "Direction", "Timestamp"})
    void a_form_of_twilio_without_a_field_is_refused_by_its_name(String missing) {
        Map<String, String> form = new TreeMap<>(Map.of(
                "CallSid",
                fresh("CA"),
                "CallStatus",
                "ringing",
                "Direction",
                "inbound",
                "Timestamp",
                WHEN.formatted(0)));
        form.remove(missing);

        twilio(form).statusCode(400).body("violations[0].field", equalTo(missing));
    }

    @Test
    void a_form_of_twilio_with_a_date_of_another_kind_is_refused() {
        twilio(Map.of(
                        "CallSid", fresh("CA"),
                        "CallStatus", "ringing",
                        "Direction", "inbound",
                        "Timestamp", "2026-03-02T00:14:00Z"))
                .statusCode(400)
                .body("violations[0].field", equalTo("Timestamp"));
    }

    private static ValidatableResponse connect(String body) {
        return post(CONNECT, "X-Api-Key", secret("connect"), body);
    }

    private static ValidatableResponse post(String path, @Nullable String header, @Nullable String value, String body) {
        var request = given().contentType("application/json").body(body);
        return (header == null ? request : request.header(header, value))
                .post(path)
                .then();
    }

    /** A contact event as EventBridge delivers it; the leg's agent is named after the leg. */
    private static String contact(String id, String type, String leg, String root, int second) {
        String at = "2026-03-02T00:14:%02dZ".formatted(second);
        return """
                {"version":"0","id":"%s","detail-type":"Amazon Connect Contact Event","source":"aws.connect",
                 "time":"%s","detail":{"eventType":"%s","contactId":"%s","initialContactId":"%s","channel":"VOICE",
                 "initiationMethod":"%s","initiationTimestamp":"%s","disconnectTimestamp":"%s",
                 "customerEndpoint":{"type":"TELEPHONE_NUMBER","address":"%s"},
                 "agentInfo":{"agentArn":"arn:aws:connect:x:instance/i/agent/a-%s","connectedToAgentTimestamp":"%s"}}}""".formatted(
                id, at, type, leg, root, leg.equals(root) ? "INBOUND" : "TRANSFER", at, at, numberOf(root), leg, at);
    }

    /** A number that calls once only: a second call of it would wait for the agent's word. */
    private static String numberOf(String root) {
        return "+8697" + String.format("%09d", Math.floorMod(root.hashCode(), 1_000_000_000));
    }

    private ValidatableResponse twilio(Map<String, String> form) {
        return form(signature(form, secret("twilio")), form);
    }

    private ValidatableResponse form(@Nullable String signature, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = given().contentType("application/x-www-form-urlencoded").body(body);
        return (signature == null ? request : request.header("X-Twilio-Signature", signature))
                .post(TWILIO)
                .then();
    }

    /** As Twilio documents it: HMAC-SHA1 over the URL and the sorted fields, with the auth token. */
    private String signature(Map<String, String> form, String token) {
        StringBuilder text = new StringBuilder(twilio.toString());
        new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
