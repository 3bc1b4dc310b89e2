package org.firstline.intake.listen;

import io.cloudevents.CloudEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.ContractViolation;
import org.firstline.contracts.Terms.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's voice status callbacks (a form), signed with the account's auth token: HMAC-SHA1 over the URL followed by the
 * form's names and values in the order of the names.
 *
 * <p>The caller's leg is the call; a leg that was dialled for it (ParentCallSid) is an agent's. Twilio picks up the
 * caller's leg itself, so only an agent's leg in progress counts as answered.
 */
public final class Twilio implements Platform {

    private static final String SIGNATURE = "x-twilio-signature";
    private static final String CLIENT = "client:";

    @Override
    public String name() {
        return "twilio";
    }

    @Override
    public boolean isGenuine(Callback callback, String secret) {
        String signature = callback.header(SIGNATURE);
        Map<String, String> form;
        try {
            form = form(callback.body());
        } catch (ContractViolation e) {
            return false;
        }
        return signature != null
                && MessageDigest.isEqual(
                        signature.getBytes(StandardCharsets.UTF_8),
                        signed(callback.url(), form, secret).getBytes(StandardCharsets.UTF_8));
    }

    /** What Twilio would put into the header. */
    static String signed(String url, Map<String, String> form, String secret) {
        StringBuilder text = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected HMAC-SHA1 to be there", e);
        }
    }

    @Override
    public List<CloudEvent> events(Callback callback) {
        Map<String, String> form = form(callback.body());
        String call = given(form, "CallSid");
        String status = given(form, "CallStatus");
        String parent = form.getOrDefault("ParentCallSid", "");
        Instant at = at(form);
        List<CallEvent> said =
                parent.isEmpty() ? ofCaller(form, call, status, at) : ofAgent(form, call, parent, status, at);
        return said.stream()
                .map(event -> CallEventOf.platform(
                        name(), call + ":" + status + ":" + event.getClass().getSimpleName(), event))
                .toList();
    }

    private List<CallEvent> ofCaller(Map<String, String> form, String call, String status, Instant at) {
        Direction direction = given(form, "Direction").startsWith("inbound") ? Direction.INBOUND : Direction.OUTBOUND;
        String caller = direction == Direction.INBOUND ? number(form.get("From")) : null;
        return switch (status) {
            case "queued", "initiated", "ringing", "in-progress" ->
                List.of(new CallEvent.Offered(name(), call, call, direction, at, caller, null));
            // Whether an agent had answered is known from the agent's leg; a call that nobody took was given up.
            case "completed", "canceled", "no-answer", "busy", "failed" ->
                List.of(
                        new CallEvent.Ended(name(), call, call, direction, at, null),
                        new CallEvent.Abandoned(name(), call, call, direction, at, caller));
            default -> List.of();
        };
    }

    private List<CallEvent> ofAgent(Map<String, String> form, String call, String parent, String status, Instant at) {
        return switch (status) {
            case "in-progress" ->
                List.of(new CallEvent.Answered(name(), call, parent, Direction.INBOUND, at, agent(form.get("To"))));
            case "completed" -> List.of(new CallEvent.Ended(name(), call, parent, Direction.INBOUND, at, null));
            default -> List.of();
        };
    }

    private static Map<String, String> form(byte[] body) {
        Map<String, String> form = new TreeMap<>();
        try {
            for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    form.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ContractViolation("body", "a form", "something else");
        }
        return form;
    }

    private static String given(Map<String, String> form, String field) {
        String value = form.getOrDefault(field, "");
        if (value.isEmpty()) {
            throw new ContractViolation(field, "a text", "nothing");
        }
        return value;
    }

    private static Instant at(Map<String, String> form) {
        try {
            return ZonedDateTime.parse(given(form, "Timestamp"), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw new ContractViolation("Timestamp", "a date as in RFC 2822", "something else");
        }
    }

    private static @Nullable String number(@Nullable String from) {
        return from != null && from.matches("\\+?[0-9]{3,20}") ? from : null;
    }

    /** An agent's client has a name; another line's number is a person's and says nothing about which agent. */
    private static String agent(@Nullable String to) {
        return to != null && to.matches(CLIENT + "[\\x21-\\x7e]{1,100}") ? to.substring(CLIENT.length()) : "unknown";
    }
}
