package org.firstline.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How the events' JSON is read and written. Reading is as strict as the JSON Schemas are; within bounds that hold for
 * any document, so that a hostile one costs little.
 */
final class StrictJson {

    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 32;

    private static final ObjectMapper JSON = mapper();

    private StrictJson() {}

    static ObjectReader reader(Class<?> type, Consumer<String> unknownFields) {
        return JSON.readerFor(type).withHandler(new UnknownFields(unknownFields));
    }

    static ObjectWriter writer() {
        return JSON.writer();
    }

    private static ObjectMapper mapper() {
        JsonFactory factory = new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(Limits.EVENT_BYTES)
                        .maxNumberLength(LONGEST_NUMBER)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // JSON that travels is UTF-8 (RFC 8259 §8.1); left to itself the parser takes UTF-16 and UTF-32 too.
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                // Four bytes instead of twelve for a character beyond the first 65,536.
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .build();
        return JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .addModule(StrictValues.module())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .build();
    }

    /** Tells of a field that this version does not know, and passes over it. */
    private static final class UnknownFields extends DeserializationProblemHandler {

        private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");

        private final Consumer<String> counter;

        UnknownFields(Consumer<String> counter) {
            this.counter = counter;
        }

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String property)
                throws IOException {
            parser.skipChildren();
            counter.accept(NAME.matcher(property).matches() ? property : "?");
            return true;
        }
    }
}
