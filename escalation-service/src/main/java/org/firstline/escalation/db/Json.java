package org.firstline.escalation.db;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.firstline.escalation.domain.DepartmentId;
import org.firstline.escalation.domain.FreeText;

/** How what only a state knows is written into a row. Fields that a newer version wrote are passed over. */
final class Json {

    /** A value of one text is that text. */
    private abstract static class OneText {
        // Only the shape counts: Jackson makes the value by the constructor that this one stands for.
        @SuppressWarnings("UnusedVariable")
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OneText(String value) {}

        @JsonValue
        abstract String value();
    }

    private static final JsonMapper MAPPER = on(JsonMapper.builder());
    private static final ObjectWriter WRITER = MAPPER.writer();

    private Json() {}

    /** The same way of reading and writing, whatever the file's syntax. */
    static JsonMapper on(JsonMapper.Builder builder) {
        return builder.addModule(new JavaTimeModule())
                .addMixIn(DepartmentId.class, OneText.class)
                .addMixIn(FreeText.class, OneText.class)
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .build();
    }

    static ObjectReader reader(Class<?> type) {
        return MAPPER.readerFor(type);
    }

    static ObjectReader reader(TypeReference<?> type) {
        return MAPPER.readerFor(type);
    }

    static String write(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a " + value.getClass().getSimpleName() + " to be writable", e);
        }
    }

    static <T> T read(ObjectReader reader, String json) {
        try {
            return reader.readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a row that this version can read, found another", e);
        }
    }
}
