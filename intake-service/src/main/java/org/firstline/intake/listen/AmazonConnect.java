package org.firstline.intake.listen;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.ContractViolation;
import org.firstline.contracts.Terms.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Connect's contact events as EventBridge sends them to an API destination. EventBridge signs nothing; its
 * connection puts an API key into a header, which is the shared secret.
 */
public final class AmazonConnect implements Platform {

    /** The header with the shared secret. */
    static final String KEY_HEADER = "x-api-key";

    private static final Set<String> OUTBOUND = Set.of("OUTBOUND", "API", "CALLBACK", "EXTERNAL_OUTBOUND");
    private static final Set<String> TRANSFERS = Set.of("TRANSFER", "QUEUE_TRANSFER");

    /** One event in one body, in UTF-8 and each name once, so that nobody can read it otherwise than we do. */
    private static final ObjectMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public String name() {
        return "amazon-connect";
    }

    @Override
    public boolean isGenuine(Callback callback, String secret) {
        String key = callback.header(KEY_HEADER);
        return key != null
                && MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<CloudEvent> events(Callback callback) {
        JsonNode event = read(callback.body());
        JsonNode detail = event.path("detail");
        if (!detail.path("channel").asText("").equalsIgnoreCase("VOICE")) {
            return List.of();
        }
        CallEvent said = said(event, detail);
        return said == null ? List.of() : List.of(CallEventOf.platform(name(), text(event, "", "id"), said));
    }

    private @Nullable CallEvent said(JsonNode event, JsonNode detail) {
        String call = text(detail, "detail.", "contactId");
        String root = detail.path("initialContactId").asText(call);
        String method = detail.path("initiationMethod").asText("").toUpperCase(Locale.ROOT);
        boolean transfer = TRANSFERS.contains(method);
        Direction direction = OUTBOUND.contains(method) ? Direction.OUTBOUND : Direction.INBOUND;
        JsonNode agent = either(detail, "agentInfo", "AgentInfo");
        String caller = number(detail.at("/customerEndpoint/address").asText(""));
        String queue = last(detail.at("/queueInfo/queueArn").asText(""));
        return switch (text(detail, "detail.", "eventType")) {
            case "INITIATED" ->
                transfer
                        ? null
                        : new CallEvent.Offered(
                                name(), call, root, direction, at(event, detail, "initiationTimestamp"), caller, null);
            case "QUEUED" ->
                transfer
                        ? new CallEvent.Transferred(
                                name(),
                                call,
                                root,
                                direction,
                                at(event, detail.path("queueInfo"), "enqueueTimestamp"),
                                queue,
                                null)
                        : new CallEvent.Offered(
                                name(),
                                call,
                                root,
                                direction,
                                at(event, detail.path("queueInfo"), "enqueueTimestamp"),
                                caller,
                                queue);
            case "CONNECTED_TO_AGENT" -> {
                Instant at = at(event, agent, "connectedToAgentTimestamp");
                String id = last(either(agent, "agentArn", "AgentArn").asText(""));
                yield transfer
                        ? new CallEvent.Transferred(name(), call, root, direction, at, null, id)
                        : new CallEvent.Answered(name(), call, root, direction, at, id == null ? "unknown" : id);
            }
            case "DISCONNECTED" -> {
                Instant at = at(event, detail, "disconnectTimestamp");
                boolean answered = transfer || agent.hasNonNull("connectedToAgentTimestamp");
                yield answered
                        ? new CallEvent.Ended(name(), call, root, direction, at, null)
                        : new CallEvent.Abandoned(name(), call, root, direction, at, caller);
            }
            default -> null;
        };
    }

    private static JsonNode read(byte[] body) {
        try {
            // The parser itself lets overlong bytes pass.
            JsonNode event = JSON.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
            if (event != null && event.isObject()) {
                return event;
            }
        } catch (IOException e) {
            throw new ContractViolation("body", "one EventBridge event in JSON", "something that is not JSON in UTF-8");
        }
        throw new ContractViolation("body", "one EventBridge event in JSON", "something else");
    }

    private static JsonNode either(JsonNode node, String name, String other) {
        return node.has(name) ? node.path(name) : node.path(other);
    }

    private static String text(JsonNode node, String path, String field) {
        String text = node.path(field).asText("");
        if (text.isEmpty()) {
            throw new ContractViolation(path + field, "a text", "nothing");
        }
        return text;
    }

    private static Instant at(JsonNode event, JsonNode node, String field) {
        String text = node.path(field).asText(event.path("time").asText(""));
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ContractViolation("detail." + field, "an instant such as 2026-03-01T08:00:00Z", "something else");
        }
    }

    /** The id at the end of an ARN. */
    private static @Nullable String last(String arn) {
        String id = arn.substring(arn.lastIndexOf('/') + 1);
        return id.isBlank() ? null : id;
    }

    private static @Nullable String number(String address) {
        return address.matches("\\+?[0-9]{3,20}") ? address : null;
    }
}
