package org.firstline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The suite's channels as the contracts' {@code asyncapi.yaml} states them: which topics there are, how they are kept,
 * and who sends and receives on them. The broker is set up from that one file, so it cannot say something else.
 *
 * @param departments the departments that have topics of their own
 * @param channels one for each address, parameters not yet filled in
 * @param operations who does what
 */
record Channels(List<String> departments, List<Channel> channels, List<Operation> operations) {

    private static final String RESOURCE = "/org/firstline/contracts/asyncapi.yaml";
    private static final Channels DECLARED = read();

    /** Stands in an address for one of {@link #departments}. */
    static final String DEPARTMENT = "{department}";

    /** Stands in an address for a service. */
    static final String SERVICE = "{service}";

    /**
     * A channel.
     *
     * @param address the topic, or a pattern of topics
     * @param partitions of each topic
     * @param configuration of each topic, by Kafka's names
     */
    record Channel(String address, int partitions, Map<String, String> configuration) {
        Channel {
            configuration = Map.copyOf(configuration);
        }
    }

    /**
     * One application sends or receives on a channel.
     *
     * @param application a service's id, or {@code platforms}, {@code bots} or {@code departments}
     * @param sends else it receives
     * @param address the channel's
     */
    record Operation(String application, boolean sends, String address) {}

    Channels {
        departments = List.copyOf(departments);
        channels = List.copyOf(channels);
        operations = List.copyOf(operations);
    }

    /** What the contracts on the class path declare. */
    static Channels declared() {
        return DECLARED;
    }

    private static Channels read() {
        try (var in = Channels.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing: the contracts are not on the class path");
            }
            return parse(new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, e);
        }
    }

    private static Channels parse(JsonNode document) {
        var addresses = new LinkedHashMap<String, String>();
        var channels = new ArrayList<Channel>();
        document.required("channels").properties().forEach(entry -> {
            var channel = channel(entry.getValue());
            channels.add(channel);
            addresses.put("#/channels/" + entry.getKey(), channel.address());
        });
        var operations = new ArrayList<Operation>();
        document.required("operations").forEach(node -> {
            var reference = node.required("channel").required("$ref").asText();
            var address = addresses.get(reference);
            if (address == null) {
                throw new IllegalStateException(RESOURCE + " has an operation on " + reference + ", which it lacks");
            }
            operations.add(new Operation(
                    node.required("x-application").asText(),
                    node.required("action").asText().equals("send"),
                    address));
        });
        var departments = new ArrayList<String>();
        document.requiredAt("/components/parameters/department/enum").forEach(id -> departments.add(id.asText()));
        return new Channels(departments, channels, operations);
    }

    private static Channel channel(JsonNode node) {
        var binding = node.requiredAt("/bindings/kafka");
        var configuration = new LinkedHashMap<String, String>();
        binding.required("topicConfiguration").properties().forEach(entry -> {
            var value = entry.getValue();
            var words = new ArrayList<String>();
            value.forEach(word -> words.add(word.asText()));
            configuration.put(entry.getKey(), value.isArray() ? String.join(",", words) : value.asText());
        });
        return new Channel(
                node.required("address").asText(),
                binding.required("partitions").asInt(),
                configuration);
    }
}
