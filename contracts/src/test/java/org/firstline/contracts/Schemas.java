package org.firstline.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The events' JSON Schemas for tests, with formats asserted. Needs com.networknt:json-schema-validator. */
public final class Schemas {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final String BASE = "https://firstline.org/schemas/";
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();
    private static final Map<String, JsonNode> SOURCES = new ConcurrentHashMap<>();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaMappers(
                    mappers -> mappers.mapPrefix(BASE, "classpath:org/firstline/contracts/schemas/")));

    private Schemas() {}

    /** What is wrong with an event's data, in the validator's words; empty where it is valid. */
    public static List<String> faultsOf(String type, byte[] data) {
        return faultsOf(type, read(data));
    }

    static List<String> faultsOf(String type, JsonNode data) {
        return SCHEMAS
                .computeIfAbsent(type, t -> FACTORY.getSchema(SchemaLocation.of(BASE + t + ".json"), config()))
                .validate(data)
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** A schema file as it stands, such as {@code terms.v1} or a type. */
    static JsonNode source(String name) {
        return SOURCES.computeIfAbsent(name, n -> read(Resource.bytes("schemas/" + n + ".json")));
    }

    static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SchemaValidatorsConfig config() {
        return SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    }
}
