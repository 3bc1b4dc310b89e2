package org.firstline.intake.db;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.CustomerRef;
import org.firstline.intake.domain.Stage;

/** How states are written into jsonb columns. A field that an older version does not know is passed over. */
final class Json {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .addMixIn(Stage.class, StageNames.class)
            .addMixIn(CaseId.class, AsValue.class)
            .addMixIn(CustomerRef.class, AsValue.class)
            .build();

    private Json() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Stage.Ringing.class, name = "ringing"),
        @JsonSubTypes.Type(value = Stage.Outbound.class, name = "outbound"),
        @JsonSubTypes.Type(value = Stage.Waiting.class, name = "waiting"),
        @JsonSubTypes.Type(value = Stage.Undecided.class, name = "undecided"),
        @JsonSubTypes.Type(value = Stage.Owed.class, name = "owed"),
        @JsonSubTypes.Type(value = Stage.Settled.class, name = "settled"),
        @JsonSubTypes.Type(value = Stage.Open.class, name = "open"),
        @JsonSubTypes.Type(value = Stage.Recorded.class, name = "recorded"),
        @JsonSubTypes.Type(value = Stage.Triaged.class, name = "triaged"),
        @JsonSubTypes.Type(value = Stage.HandedOver.class, name = "handed-over"),
        @JsonSubTypes.Type(value = Stage.Attached.class, name = "attached")
    })
    private interface StageNames {}

    private interface AsValue {
        @com.fasterxml.jackson.annotation.JsonValue
        Object value();
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a state to be writable as JSON", e);
        }
    }

    static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a profile to be writable as JSON", e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a row's " + type.getSimpleName() + " to be readable", e);
        }
    }

    static <T> T read(byte[] json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException("expected a sealed " + type.getSimpleName() + " to be readable", e);
        }
    }

    /** The name of a stage in the column and over HTTP. */
    static String nameOf(Stage stage) {
        return switch (stage) {
            case Stage.Ringing s -> "ringing";
            case Stage.Outbound s -> "outbound";
            case Stage.Waiting s -> "waiting";
            case Stage.Undecided s -> "undecided";
            case Stage.Owed s -> "owed";
            case Stage.Settled s -> "settled";
            case Stage.Open s -> "open";
            case Stage.Recorded s -> "recorded";
            case Stage.Triaged s -> "triaged";
            case Stage.HandedOver s -> "handed-over";
            case Stage.Attached s -> "attached";
        };
    }
}
