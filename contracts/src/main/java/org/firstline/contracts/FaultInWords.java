package org.firstline.contracts;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Jackson's faults in our words. Jackson's own words quote the value and name classes, so none of them is passed on. */
final class FaultInWords {

    /** The field of a fault that stands at the very place Jackson's path leads to. */
    static final String HERE = "";

    private static final String WHOLE = "data";
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");

    private FaultInWords() {}

    static ContractViolation of(IOException e) {
        return switch (e) {
            case JsonMappingException m
            when m.getCause() instanceof ContractViolation inner ->
                new ContractViolation(fieldOf(pathOf(m), inner.field()), inner.expected(), inner.found());
            case InvalidFormatException f
            when f.getTargetType() != null && f.getTargetType().isEnum() ->
                new ContractViolation(
                        fieldOf(pathOf(f), HERE),
                        "one of " + Arrays.toString(f.getTargetType().getEnumConstants()),
                        "something else");
            case UnrecognizedPropertyException u ->
                new ContractViolation(fieldOf(pathOf(u), HERE), "only known fields", "an unknown one");
            case MismatchedInputException m ->
                new ContractViolation(
                        fieldOf(pathOf(m), HERE), expectedOf(m.getTargetType()), "something else or nothing");
            case JsonMappingException m
            when m.getCause() instanceof InputCoercionException tooLarge ->
                new ContractViolation(
                        fieldOf(pathOf(m), HERE), expectedOf(tooLarge.getTargetType()), "one out of range");
            case JsonMappingException m ->
                new ContractViolation(fieldOf(pathOf(m), HERE), "a value of its kind", "something else");
            case StreamConstraintsException tooMuch ->
                new ContractViolation(
                        WHOLE, "JSON within the bounds of depth and length", placeOf(tooMuch.getLocation()));
            case JsonProcessingException p ->
                new ContractViolation(WHOLE, "well-formed JSON with each name once", placeOf(p.getLocation()));
            default -> new ContractViolation(WHOLE, "JSON in UTF-8", "bytes that are not");
        };
    }

    /** What stands in the JSON, without saying what it says. */
    static String kindOf(@Nullable JsonToken token) {
        return switch (token) {
            case null -> "nothing";
            case VALUE_STRING -> "another text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "another number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "a list";
            case VALUE_NULL, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
        };
    }

    /**
     * Records within records name their own fields with a first word for themselves ({@code steps.at}), which the path
     * ({@code steps[2]}) says better.
     */
    private static String fieldOf(String path, String field) {
        if (path.isEmpty()) {
            return field.isEmpty() ? WHOLE : field;
        }
        return field.isEmpty() ? path : path + "." + field.substring(field.indexOf('.') + 1);
    }

    private static String pathOf(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            String name = step.getFieldName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(NAME.matcher(name).matches() ? name : "?");
            }
        }
        return path.toString();
    }

    private static String placeOf(@Nullable JsonLocation at) {
        return at == null ? "something else" : "a fault at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static String expectedOf(@Nullable Class<?> type) {
        if (type == null) {
            return "a value of its kind";
        }
        if (type == Instant.class) {
            return "an instant as RFC 3339 with zone, such as 2026-03-01T08:00:00Z";
        }
        if (type == Duration.class) {
            return "a duration as ISO 8601, such as PT30M";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
