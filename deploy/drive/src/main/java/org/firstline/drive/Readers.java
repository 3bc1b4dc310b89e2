package org.firstline.drive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstline.local.Service;

/** Which service reads which topics, as the contracts' {@code asyncapi.yaml} declares it. */
final class Readers {

    private static final String RESOURCE = "/org/firstline/contracts/asyncapi.yaml";
    private static final String DEPARTMENT = "{department}";

    private Readers() {}

    /** Topics by service. */
    static Map<String, List<String>> declared() {
        try (InputStream in = Readers.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing: the contracts are not on the class path");
            }
            return readers(new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, e);
        }
    }

    private static Map<String, List<String>> readers(JsonNode document) {
        List<String> services = Arrays.stream(Service.values()).map(Service::id).toList();
        Map<String, List<String>> readers = new HashMap<>();
        for (JsonNode operation : document.required("operations")) {
            String application = operation.required("x-application").asText();
            if (services.contains(application)
                    && operation.required("action").asText().equals("receive")) {
                String channel = operation.requiredAt("/channel/$ref").asText().substring("#".length());
                readers.computeIfAbsent(application, name -> new ArrayList<>())
                        .addAll(topics(document.requiredAt(channel + "/address").asText()));
            }
        }
        return readers;
    }

    private static List<String> topics(String address) {
        return address.contains(DEPARTMENT)
                ? Doors.departments().stream()
                        .map(department -> address.replace(DEPARTMENT, department))
                        .collect(Collectors.toList())
                : Stream.of(address).collect(Collectors.toList());
    }
}
