package org.firstline.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which CloudEvents {@code type} stands for which record, and how the two become each other. One type string per event
 * and version: {@code org.firstline.<publisher>.<event>.v1}. A change within a version only adds optional fields.
 */
public final class Catalogue {

    private static final Pattern LATER_VERSION = Pattern.compile("(.+)V([2-9]|[1-9][0-9]+)");

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

    private static volatile BiConsumer<String, String> unknownFields = (type, field) -> {};

    private static final ObjectWriter WRITER = StrictJson.writer();
    private static final Map<String, ObjectReader> READERS = BY_TYPE.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    e -> StrictJson.reader(e.getValue(), field -> unknownFields.accept(e.getKey(), field))));

    private Catalogue() {}

    private static void family(String publisher, Class<? extends SuiteEvent> family) {
        for (Class<?> event : family.getPermittedSubclasses()) {
            String type = "org.firstline." + publisher + "." + nameAndVersion(event.getSimpleName());
            BY_TYPE.put(type, event.asSubclass(SuiteEvent.class));
            BY_RECORD.put(event, type);
        }
    }

    /** {@code CaseTriaged} is {@code case-triaged.v1}, {@code CaseTriagedV2} beside it {@code case-triaged.v2}. */
    static String nameAndVersion(String record) {
        Matcher later = LATER_VERSION.matcher(record);
        String name = later.matches() ? later.group(1) : record;
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT)
                + (later.matches() ? ".v" + later.group(2) : ".v1");
    }

    /**
     * Lets somebody count the fields that a newer version of an event brings: (type, field). The field is the name the
     * sender gave it, or {@code ?} where that is not a name (letters and digits, at most 64).
     */
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
        return Objects.requireNonNull(BY_RECORD.get(event.getClass()), "expected every event to have its type");
    }

    /** The record behind a type; empty for a type this version does not know. */
    public static Optional<Class<? extends SuiteEvent>> recordOf(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /** Where the JSON Schema of a type's data is known under, the CloudEvents {@code dataschema}. */
    public static URI dataSchemaOf(String type) {
        return URI.create("https://firstline.org/schemas/" + type + ".json");
    }

    /**
     * The event as the bytes that travel: JSON, UTF-8, absent fields left out. The records' bounds keep it below
     * {@link Limits#EVENT_BYTES}.
     */
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
     * @param data JSON in UTF-8, at most {@link Limits#EVENT_BYTES}
     * @throws ContractViolation when the bytes are not what the type's contract asks for; its message holds no value of
     *     the message, so it may be logged
     * @throws IllegalArgumentException for a type that is not in the catalogue
     */
    public static SuiteEvent read(String type, byte[] data) {
        ObjectReader reader = READERS.get(type);
        if (reader == null) {
            throw new IllegalArgumentException("expected a type of the catalogue, found " + type);
        }
        if (data.length > Limits.EVENT_BYTES) {
            throw new ContractViolation("data", "at most " + Limits.EVENT_BYTES + " bytes", data.length + " bytes");
        }
        try {
            SuiteEvent event = reader.readValue(data);
            if (event == null) {
                throw new ContractViolation("data", "an object", "null");
            }
            return event;
        } catch (IOException e) {
            throw violation(e);
        }
    }

    /**
     * A fault of Jackson's, ours or another mapper's, in our words: the field, what was expected, what was found; never
     * the value, and without the cause, whose message may quote the value.
     */
    public static ContractViolation violation(IOException e) {
        return FaultInWords.of(e);
    }
}
