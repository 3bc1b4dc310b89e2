package org.firstline.local.badinput;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An operation as the service's OpenAPI document has it. */
record Described(List<String> query, List<String> headers, Map<String, Body> examples) {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    /** A good body. */
    record Body(String contentType, byte[] bytes) {}

    /** With bodies that the description has no example of. */
    Described with(Map<String, byte[]> bodies) {
        Map<String, Body> more = new LinkedHashMap<>(examples);
        bodies.forEach((name, json) -> more.put(name, new Body("application/json", json)));
        return new Described(query, headers, more);
    }

    /** All operations by method and path. */
    static Map<String, Described> of(byte[] openApi) {
        Map<String, Described> operations = new LinkedHashMap<>();
        for (var path : read(openApi).get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    operations.put(
                            operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                            described(path.getValue(), operation.getValue()));
                }
            }
        }
        return operations;
    }

    private static Described described(JsonNode path, JsonNode operation) {
        List<String> query = new ArrayList<>();
        List<String> headers = new ArrayList<>();
        for (JsonNode parameters : List.of(path.path("parameters"), operation.path("parameters"))) {
            for (JsonNode parameter : parameters) {
                switch (parameter.get("in").asText()) {
                    case "query" -> query.add(parameter.get("name").asText());
                    case "header" -> headers.add(parameter.get("name").asText());
                    default -> {}
                }
            }
        }
        Map<String, Body> examples = new LinkedHashMap<>();
        for (var content : operation.path("requestBody").path("content").properties()) {
            String type = content.getKey();
            for (var example : content.getValue().path("examples").properties()) {
                JsonNode value = example.getValue().get("value");
                String text = value.isTextual() ? value.asText() : value.toString();
                examples.put(
                        examples.containsKey(example.getKey()) ? example.getKey() + " as " + type : example.getKey(),
                        new Body(type, text.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return new Described(List.copyOf(query), List.copyOf(headers), examples);
    }

    private static JsonNode read(byte[] openApi) {
        try {
            return new ObjectMapper().readTree(openApi);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected the description to be JSON", e);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
