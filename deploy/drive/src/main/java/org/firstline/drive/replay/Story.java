package org.firstline.drive.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.firstline.drive.Heard;

/**
 * What the suite said of each incident, in an order and in words that are the same whenever it says the same: ids that
 * are drawn at random are left out. Two replays of a log tell the same story or something is wrong.
 */
final class Story {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final Pattern RANDOM_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    /** Surrogates, drawn at random or under a key of the installation. */
    private static final List<String> SURROGATES = List.of("customerRef", "serviceRef");

    private static final Comparator<Heard> AS_TOLD = Comparator.comparing(Heard::at)
            .thenComparing(Heard::topic)
            .thenComparingLong(Heard::sequence)
            .thenComparing(Heard::type)
            .thenComparing(Story::words);

    private final Map<String, List<Heard>> byIncident = new TreeMap<>();

    /** Adds what was said of an incident. */
    void add(String incident, Heard heard) {
        byIncident.computeIfAbsent(incident, number -> new ArrayList<>()).add(heard);
    }

    /** SHA-256 over all of it, in hexadecimal. */
    String digest() {
        MessageDigest digest = sha256();
        byIncident.forEach((incident, events) -> events.stream()
                .sorted(AS_TOLD)
                .forEach(heard ->
                        digest.update((incident + " " + line(heard) + "\n").getBytes(StandardCharsets.UTF_8))));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The story of all incidents, one event a line. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        byIncident.forEach((incident, events) ->
                events.stream().sorted(AS_TOLD).forEach(heard -> lines.add(incident + " " + line(heard))));
        return lines;
    }

    private static String line(Heard heard) {
        return heard.at() + " " + heard.topic() + " " + heard.type() + " " + words(heard);
    }

    private static String words(Heard heard) {
        try {
            JsonNode data = JSON.readTree(heard.data());
            withoutSurrogates(data);
            Object plain = JSON.treeToValue(data, Object.class);
            return RANDOM_ID.matcher(JSON.writeValueAsString(plain)).replaceAll("id");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what stands on " + heard.topic(), e);
        }
    }

    private static void withoutSurrogates(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(SURROGATES);
        }
        node.forEach(Story::withoutSurrogates);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
