package org.firstline.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which CloudEvents {@code type} stands for which record, and how the two become each other. One type string per event
 * and version: {@code org.firstline.<publisher>.<event>.v1}. A change within a version only adds optional fields.
 */
public final class Catalogue {

    private static final Map<String, Class<? extends SuiteEvent>> BY_TYPE = new LinkedHashMap<>();
    private static final Map<Class<?>, String> BY_RECORD = new LinkedHashMap<>();

    static {
        family("call", CallEvent.class);
        family("intake", IntakeEvent.class);
        family("diagnosis", DiagnosisEvent.class);
        family("escalation", EscalationEvent.class);
        family("department-order", DepartmentOrder.class);
        family("department-answer", DepartmentAnswer.class);
        family("input", CaseInput.class);
        family("followup", FollowupEvent.class);
    }

    private static final ObjectMapper JSON = mapper();
    private static final ObjectWriter WRITER = JSON.writer();
    private static final Map<String, ObjectReader> READERS =
            BY_TYPE.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> JSON.readerFor(e.getValue())));

    private static volatile BiConsumer<String, String> unknownFields = (type, field) -> {};

    private Catalogue() {}

    @SuppressWarnings("unchecked")
    private static void family(String publisher, Class<? extends SuiteEvent> family) {
        for (Class<?> event : family.getPermittedSubclasses()) {
            String type = "org.firstline." + publisher + "." + kebab(event.getSimpleName()) + ".v1";
            BY_TYPE.put(type, (Class<? extends SuiteEvent>) event);
            BY_RECORD.put(event, type);
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(32)
                        .maxStringLength(64 * 1024)
                        .maxNumberLength(32)
                        .build())
                .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        JsonMapper mapper = JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .addHandler(new UnknownFields())
                .build();
        for (LogicalType type : List.of(
                LogicalType.Textual, LogicalType.Integer, LogicalType.Boolean, LogicalType.DateTime, LogicalType.Enum)) {
            mapper.coercionConfigFor(type)
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        }
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.Integer).setCoercion(CoercionInputShape.String, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.Boolean)
                .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.DateTime)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
        return mapper;
    }

    /** Lets somebody count the fields that a newer version of an event brings: (type, field). */
    public static void onUnknownField(BiConsumer<String, String> counter) {
        unknownFields = counter;
    }

    /** All types there are, in the order of their families. */
    public static List<String> types() {
        return List.copyOf(BY_TYPE.keySet());
    }

    /** The types of one family of events, such as {@code IntakeEvent.class}. */
    public static List<String> typesOf(Class<? extends SuiteEvent> family) {
        return BY_TYPE.entrySet().stream()
                .filter(e -> family.isAssignableFrom(e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The CloudEvents type of an event. */
    public static String typeOf(SuiteEvent event) {
        return BY_RECORD.get(event.getClass());
    }

    /** The record behind a type; empty for a type this version does not know. */
    public static Optional<Class<? extends SuiteEvent>> recordOf(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /** The event as the bytes that travel: JSON, UTF-8, absent fields left out. */
    public static byte[] write(SuiteEvent event) {
        try {
            return WRITER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected " + typeOf(event) + " to be writable as JSON", e);
        }
    }

    /**
     * Bytes as the event they are. Fields that this version does not know are counted and passed over.
     *
     * @param type a type of this catalogue
     * @throws ContractViolation when the bytes are not what the type's contract asks for; its message holds no value of
     *     the message, so it may be logged
     * @throws IllegalArgumentException for a type that is not in the catalogue
     */
    public static SuiteEvent read(String type, byte[] data) {
        ObjectReader reader = READERS.get(type);
        if (reader == null) {
            throw new IllegalArgumentException("expected a type of the catalogue, found " + type);
        }
        try {
            SuiteEvent event = reader.withAttribute("type", type).readValue(data);
            if (event == null) {
                throw new ContractViolation("data", "a JSON object", "null");
            }
            return event;
        } catch (IOException e) {
            throw violation(e);
        }
    }

    /** A fault of Jackson's in our words: the field, what was expected, what was found; never the value. */
    public static ContractViolation violation(IOException e) {
        return switch (e) {
            case ValueInstantiationException v when v.getCause() instanceof ContractViolation inner -> new ContractViolation(
                    within(path(v), inner.field()), inner.expected(), inner.found());
            case InvalidFormatException f when f.getTargetType().isEnum() -> new ContractViolation(
                    path(f), "one of " + Arrays.toString(f.getTargetType().getEnumConstants()), "another word");
            case MismatchedInputException m -> new ContractViolation(
                    path(m), expectedOf(m.getTargetType()), "something else or nothing");
            case JsonMappingException m when m.getCause() instanceof ContractViolation inner -> inner;
            case JsonMappingException m -> new ContractViolation(path(m), "a value of the contract's kind", "something else");
            case JsonProcessingException p -> new ContractViolation(
                    "data",
                    "well-formed JSON within the limits (64 KiB, 32 levels, each name once)",
                    p.getLocation() == null
                            ? "something else"
                            : "a fault at line " + p.getLocation().getLineNr() + ", column "
                                    + p.getLocation().getColumnNr());
            default -> new ContractViolation("data", "JSON in UTF-8", "bytes that are not");
        };
    }

    private static String within(String path, String field) {
        String last = field.contains(".") ? field.substring(field.indexOf('.') + 1) : field;
        String first = field.contains(".") ? field.substring(0, field.indexOf('.')) : "";
        if (path.equals("data")) {
            return field;
        }
        return path.endsWith(first) && !first.isEmpty() ? path + "." + last : path + "." + field;
    }

    private static String path(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(ref -> ref.getFieldName() == null ? "[" + ref.getIndex() + "]" : ref.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        return path.isEmpty() ? "data" : path;
    }

    private static String expectedOf(@Nullable Class<?> type) {
        if (type == null) {
            return "a value of the contract's kind";
        }
        if (type == java.time.Instant.class) {
            return "an instant as RFC 3339 with zone, such as 2026-03-01T08:00:00Z";
        }
        if (type == java.util.UUID.class) {
            return "a UUID";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == int.class || type == Integer.class) {
            return "a whole number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return java.util.Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static final class UnknownFields extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String property)
                throws IOException {
            parser.skipChildren();
            unknownFields.accept(String.valueOf(context.getAttribute("type")), property);
            return true;
        }
    }
}
