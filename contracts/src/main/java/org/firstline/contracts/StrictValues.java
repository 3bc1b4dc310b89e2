package org.firstline.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.AccessPattern;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How single values are read: exactly as the JSON Schemas have them. Jackson's own readers guess and coerce (a number in
 * quotes as an instant, 24 characters of base64 as a UUID, a word with spaces around it as that word), and each guess is
 * a message that means one thing here and is invalid elsewhere.
 */
final class StrictValues {

    private StrictValues() {}

    static Module module() {
        SimpleModule module = new SimpleModule("org.firstline.contracts");
        module.setDeserializers(new WordsToo());
        module.addDeserializer(String.class, new OfText<>(String.class, "a text", text -> text));
        module.addDeserializer(
                Instant.class,
                new OfText<>(
                        Instant.class,
                        "an instant as RFC 3339 with zone, such as 2026-03-01T08:00:00Z",
                        Rfc3339::instantOrNull));
        module.addDeserializer(UUID.class, new OfText<>(UUID.class, "a UUID of 36 characters", StrictValues::id));
        module.addDeserializer(int.class, new WholeNumber(int.class, true));
        module.addDeserializer(Integer.class, new WholeNumber(Integer.class, false));
        module.addDeserializer(boolean.class, new YesOrNo());
        return module;
    }

    /** {@link UUID#fromString} alone takes {@code 1-1-1-1-1} too. */
    private static @Nullable UUID id(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? id : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    /** Enums by their exact words. */
    private static final class WordsToo extends SimpleDeserializers {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> findEnumDeserializer(
                Class<?> type, DeserializationConfig config, BeanDescription description) {
            Map<String, Object> words = Arrays.stream(type.getEnumConstants())
                    .collect(Collectors.toUnmodifiableMap(word -> ((Enum<?>) word).name(), word -> word));
            return new OfText<Object>(type, "one of " + Arrays.toString(type.getEnumConstants()), words::get);
        }
    }

    /** A value that the schema knows how to tell from others; what is not one is said in words, at its field. */
    private abstract static class Strict<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final String expected;

        Strict(Class<?> type, String expected) {
            super(type);
            this.expected = expected;
        }

        abstract @Nullable T readOrNull(JsonParser parser) throws IOException;

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            T value = readOrNull(parser);
            if (value == null) {
                throw fault(context, FaultInWords.kindOf(parser.currentToken()));
            }
            return value;
        }

        JsonMappingException fault(DeserializationContext context, String found) {
            return JsonMappingException.from(
                    context, expected, new ContractViolation(FaultInWords.HERE, expected, found));
        }
    }

    private static final class OfText<T> extends Strict<T> {
        private static final long serialVersionUID = 1L;

        private final transient Function<String, @Nullable T> reading;

        OfText(Class<?> type, String expected, Function<String, @Nullable T> reading) {
            super(type, expected);
            this.reading = reading;
        }

        @Override
        @Nullable
        T readOrNull(JsonParser parser) throws IOException {
            return parser.hasToken(JsonToken.VALUE_STRING) ? reading.apply(parser.getText()) : null;
        }
    }

    /** As in JSON Schema, 3.0 is a whole number too. */
    private static final class WholeNumber extends Strict<Integer> {
        private static final long serialVersionUID = 1L;

        private final boolean required;

        WholeNumber(Class<?> type, boolean required) {
            super(type, "a whole number");
            this.required = required;
        }

        @Override
        @Nullable
        Integer readOrNull(JsonParser parser) throws IOException {
            if (!parser.currentToken().isNumeric()) {
                return null;
            }
            try {
                return parser.getDecimalValue().intValueExact();
            } catch (ArithmeticException fractionOrTooLarge) {
                return null;
            }
        }

        @Override
        public @Nullable Integer getNullValue(DeserializationContext context) throws JsonMappingException {
            if (required) {
                throw fault(context, "nothing");
            }
            return null;
        }

        @Override
        public AccessPattern getNullAccessPattern() {
            return AccessPattern.DYNAMIC;
        }
    }

    private static final class YesOrNo extends Strict<Boolean> {
        private static final long serialVersionUID = 1L;

        YesOrNo() {
            super(boolean.class, "true or false");
        }

        @Override
        @Nullable
        Boolean readOrNull(JsonParser parser) {
            return parser.currentToken().isBoolean() ? parser.currentToken() == JsonToken.VALUE_TRUE : null;
        }

        @Override
        public Boolean getNullValue(DeserializationContext context) throws JsonMappingException {
            throw fault(context, "nothing");
        }

        @Override
        public AccessPattern getNullAccessPattern() {
            return AccessPattern.DYNAMIC;
        }
    }
}
