package org.firstline.diagnosis.db;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.firstline.diagnosis.domain.Diagnosis;

/** A state as the columns {@code state} and {@code data}. */
final class StateJson {

    // A field that a newer version wrote is passed over, so that the version before can go on.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private StateJson() {}

    static StateName nameOf(Diagnosis state) {
        return switch (state) {
            case Diagnosis.Awaited s -> StateName.AWAITED;
            case Diagnosis.Open s -> StateName.OPEN;
            case Diagnosis.Fixed s -> StateName.FIXED;
            case Diagnosis.Guided s -> StateName.GUIDED;
            case Diagnosis.Escalated s -> StateName.ESCALATED;
            case Diagnosis.Ended s -> StateName.ENDED;
        };
    }

    static String write(Diagnosis state) {
        try {
            return JSON.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a state to be writable as JSON", e);
        }
    }

    static Diagnosis read(String name, String data) {
        Class<? extends Diagnosis> type =
                switch (StateName.valueOf(name)) {
                    case AWAITED -> Diagnosis.Awaited.class;
                    case OPEN -> Diagnosis.Open.class;
                    case FIXED -> Diagnosis.Fixed.class;
                    case GUIDED -> Diagnosis.Guided.class;
                    case ESCALATED -> Diagnosis.Escalated.class;
                    case ENDED -> Diagnosis.Ended.class;
                };
        try {
            return JSON.readValue(data, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected the data of state " + name + ", found something else", e);
        }
    }
}
