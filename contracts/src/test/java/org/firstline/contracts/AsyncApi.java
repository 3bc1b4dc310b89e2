package org.firstline.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What asyncapi.yaml says, so that a service's test can hold it against the channels that the service configures. Needs
 * com.fasterxml.jackson.dataformat:jackson-dataformat-yaml.
 */
public final class AsyncApi {

    static final JsonNode DOCUMENT = read();

    private AsyncApi() {}

    /**
     * The addresses a service writes to, such as {@code intake.cases}, {@code intake.dead-letters} or
     * {@code departments.{department}.work-orders}.
     *
     * @param service intake, diagnosis, escalation or followup; or platforms, bots, departments outside
     */
    public static Set<String> channelsSentBy(String service) {
        return channels(service, "send");
    }

    /** The addresses a service reads from, such as {@code departments.{department}.answers}. */
    public static Set<String> channelsReceivedBy(String service) {
        return channels(service, "receive");
    }

    /** The topics behind an address: itself, or one per department. */
    public static List<String> topicsOf(String address) {
        return address.contains("{department}")
                ? departments().stream()
                        .map(department -> address.replace("{department}", department))
                        .toList()
                : List.of(address);
    }

    /** The ids of the departments there are. */
    public static List<String> departments() {
        return words(DOCUMENT.at("/components/parameters/department/enum"));
    }

    /** The four services. */
    public static List<String> services() {
        return words(DOCUMENT.at("/components/parameters/service/enum"));
    }

    /** The CloudEvents types that may stand on an address. */
    public static Set<String> typesOn(String address) {
        return channelsById().values().stream()
                .filter(channel -> channel.get("address").asText().equals(address))
                .flatMap(channel -> channel.get("messages").properties().stream())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Map<String, JsonNode> channelsById() {
        return DOCUMENT.get("channels").properties().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Stream<JsonNode> operations() {
        return DOCUMENT.get("operations").valueStream();
    }

    /** What a reference within the document leads to; missing where it leads nowhere. */
    static JsonNode at(String reference) {
        return DOCUMENT.at(reference.substring(reference.indexOf('#') + 1));
    }

    private static Set<String> channels(String service, String action) {
        return operations()
                .filter(operation -> operation.get("x-application").asText().equals(service))
                .filter(operation -> operation.get("action").asText().equals(action))
                .map(operation -> at(operation.at("/channel/$ref").asText()))
                .map(channel -> channel.get("address").asText().replace("{service}", service))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> words(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Resource.bytes("asyncapi.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
