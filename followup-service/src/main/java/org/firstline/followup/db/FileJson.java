package org.firstline.followup.db;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Map;
import org.firstline.followup.domain.Accountable;
import org.firstline.followup.domain.CaseFile;
import org.firstline.followup.domain.Phase;

/** The domain's records as the JSON of their rows. Additive: a field that an older version wrote may be missing. */
final class FileJson {

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Phase.Watching.class, name = "watching"),
        @JsonSubTypes.Type(value = Phase.CallbackPlanned.class, name = "callback-planned"),
        @JsonSubTypes.Type(value = Phase.CallbackOverdue.class, name = "callback-overdue"),
        @JsonSubTypes.Type(value = Phase.Closed.class, name = "closed")
    })
    private interface PhaseByName {}

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addMixIn(Phase.class, PhaseByName.class)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
    private static final ObjectWriter FILE_WRITER = MAPPER.writerFor(CaseFile.class);
    private static final ObjectReader FILE_READER = MAPPER.readerFor(CaseFile.class);
    private static final ObjectWriter FACTS_WRITER = MAPPER.writerFor(new TypeReference<Map<String, String>>() {});
    private static final ObjectReader FACTS_READER = MAPPER.readerFor(new TypeReference<Map<String, String>>() {});

    private static final ObjectWriter ACCOUNTABLE_WRITER = MAPPER.writerFor(Accountable.class);
    private static final ObjectReader ACCOUNTABLE_READER = MAPPER.readerFor(Accountable.class);

    private FileJson() {}

    static String write(CaseFile file) {
        return write(FILE_WRITER, file);
    }

    static CaseFile readFile(String json) {
        return read(FILE_READER, json);
    }

    static String write(Accountable accountable) {
        return write(ACCOUNTABLE_WRITER, accountable);
    }

    static Accountable readAccountable(String json) {
        return read(ACCOUNTABLE_READER, json);
    }

    static String write(Map<String, String> facts) {
        return write(FACTS_WRITER, facts);
    }

    static Map<String, String> readFacts(String json) {
        return read(FACTS_READER, json);
    }

    private static String write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a record that can be written as JSON", e);
        }
    }

    private static <T> T read(ObjectReader reader, String json) {
        try {
            return reader.readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected JSON that this service wrote, found something else", e);
        }
    }
}
