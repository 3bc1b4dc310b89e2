package org.firstline.intake.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.ContractViolation;
import org.firstline.intake.listen.Platform.Callback;
import org.junit.jupiter.api.Test;

/** The platforms' own languages, as their public documentation has them. */
class PlatformsTest {

    private static final String CONNECT = """
            {"version":"0","id":"e-1","detail-type":"Amazon Connect Contact Event","source":"aws.connect",
             "time":"2026-03-02T00:14:40Z","detail":{"eventType":"%s","contactId":"c-1","initialContactId":"c-0",
             "channel":"VOICE","initiationMethod":"%s","initiationTimestamp":"2026-03-02T00:14:00Z",
             "disconnectTimestamp":"2026-03-02T00:20:00Z",
             "agentInfo":{"agentArn":"arn:aws:connect:x:instance/i/agent/a-7"%s}}}""";

    private static Callback connect(String type, String method, String more) {
        return callback(CONNECT.formatted(type, method, more), Map.of());
    }

    private static Callback callback(String body, Map<String, String> headers) {
        return new Callback("https://intake.example/x", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static CallEvent only(List<CloudEvent> events) {
        assertThat(events).hasSize(1);
        return read(events.getFirst());
    }

    private static CallEvent read(CloudEvent event) {
        return (CallEvent) Catalogue.read(event.getType(), event.getData().toBytes());
    }

    @Test
    void connects_events_become_call_events_of_the_first_contact() {
        AmazonConnect platform = new AmazonConnect();
        String connected = ",\"connectedToAgentTimestamp\":\"2026-03-02T00:14:31Z\"";

        assertThat(only(platform.events(connect("INITIATED", "INBOUND", "")))).isInstanceOf(CallEvent.Offered.class);
        CallEvent.Answered answered =
                (CallEvent.Answered) only(platform.events(connect("CONNECTED_TO_AGENT", "INBOUND", connected)));
        assertThat(answered.agentId()).isEqualTo("a-7");
        assertThat(answered.rootCallId()).isEqualTo("c-0");
        assertThat(answered.at()).isEqualTo("2026-03-02T00:14:31Z");
        assertThat(only(platform.events(connect("CONNECTED_TO_AGENT", "TRANSFER", connected))))
                .isInstanceOf(CallEvent.Transferred.class);
        assertThat(only(platform.events(connect("DISCONNECTED", "INBOUND", connected))))
                .isInstanceOf(CallEvent.Ended.class);
        assertThat(only(platform.events(connect("DISCONNECTED", "INBOUND", ""))))
                .isInstanceOf(CallEvent.Abandoned.class);
        assertThat(only(platform.events(connect("CONNECTED_TO_AGENT", "OUTBOUND", connected)))
                        .direction()
                        .name())
                .isEqualTo("OUTBOUND");
        assertThat(platform.events(connect("CONTACT_DATA_UPDATED", "INBOUND", "")))
                .isEmpty();
    }

    @Test
    void a_retry_is_the_same_event() {
        AmazonConnect platform = new AmazonConnect();
        Callback callback = connect("INITIATED", "INBOUND", "");

        assertThat(platform.events(callback).getFirst().getId())
                .isEqualTo(platform.events(callback).getFirst().getId())
                .isEqualTo("e-1");
    }

    @Test
    void a_connect_event_without_its_fields_names_the_field() {
        AmazonConnect platform = new AmazonConnect();

        assertThatThrownBy(() -> platform.events(callback("[]", Map.of()))).isInstanceOf(ContractViolation.class);
        assertThatThrownBy(() -> platform.events(callback("{\"detail\":{\"channel\":\"VOICE\"}}", Map.of())))
                .hasMessageContaining("detail.contactId");
    }

    @Test
    void connect_is_known_by_its_key() {
        AmazonConnect platform = new AmazonConnect();

        assertThat(platform.isGenuine(callback("{}", Map.of("x-api-key", "s3cret")), "s3cret"))
                .isTrue();
        assertThat(platform.isGenuine(callback("{}", Map.of("x-api-key", "other")), "s3cret"))
                .isFalse();
        assertThat(platform.isGenuine(callback("{}", Map.of()), "s3cret")).isFalse();
    }

    /** The example of Twilio's own documentation of its signature. */
    @Test
    void twilios_documented_signature_is_found_again() {
        Map<String, String> form = new TreeMap<>(Map.of(
                "CallSid", "CA1234567890ABCDE",
                "Caller", "+12349013030",
                "Digits", "1234",
                "From", "+12349013030",
                "To", "+18005551212"));

        assertThat(Twilio.signed("https://mycompany.com/myapp.php?foo=1&bar=2", form, "12345"))
                .isEqualTo("0/KCTR6DLpKmkAf8muzZqo1nDgQ=");
    }

    @Test
    void twilios_legs_become_one_call() {
        Twilio platform = new Twilio();
        String when = "&Timestamp=Mon%2C%2002%20Mar%202026%2000%3A14%3A05%20%2B0000";

        CallEvent.Offered offered = (CallEvent.Offered) only(platform.events(
                callback("CallSid=CA1&CallStatus=ringing&Direction=inbound&From=%2B8613800138000" + when, Map.of())));
        assertThat(offered.callerNumber()).isEqualTo("+8613800138000");
        CallEvent.Answered answered = (CallEvent.Answered) only(platform.events(callback(
                "CallSid=CA2&ParentCallSid=CA1&CallStatus=in-progress&Direction=outbound-dial&To=client%3A20644" + when,
                Map.of())));
        assertThat(answered.rootCallId()).isEqualTo("CA1");
        assertThat(answered.agentId()).isEqualTo("20644");
        assertThat(platform.events(callback("CallSid=CA1&CallStatus=completed&Direction=inbound" + when, Map.of())))
                .extracting(event -> read(event).getClass().getSimpleName())
                .containsExactly("Ended", "Abandoned");
        assertThatThrownBy(
                        () -> platform.events(callback("CallSid=CA1&CallStatus=ringing&Direction=inbound", Map.of())))
                .hasMessageContaining("Timestamp");
    }
}
