package org.firstline.contracts;

import java.util.ArrayList;
import java.util.List;

/**
 * The golden examples: what publishers' tests must be able to write and consumers' tests must be able to read. They tell
 * one story, of a broadband customer in Shanghai whose OLT port has failed.
 */
public final class Examples {

    private Examples() {}

    /**
     * One example.
     *
     * @param type the CloudEvents type
     * @param full whether it has every optional field, or none
     */
    public record Example(String type, boolean full) {

        /** The event's data as JSON in UTF-8. */
        public byte[] bytes() {
            return Resource.bytes(path());
        }

        /** The event as its record; for a type of the catalogue. */
        public SuiteEvent event() {
            return Catalogue.read(type, bytes());
        }

        private String path() {
            return "examples/" + type + (full ? ".json" : ".minimal.json");
        }

        @Override
        public String toString() {
            return type + (full ? "" : " (minimal)");
        }
    }

    /** Every example of every type in the catalogue. */
    public static List<Example> all() {
        return Catalogue.types().stream().flatMap(type -> of(type).stream()).toList();
    }

    /** Every example of one family, such as {@code IntakeEvent.class}. */
    public static List<Example> ofFamily(Class<? extends SuiteEvent> family) {
        return Catalogue.typesOf(family).stream()
                .flatMap(type -> of(type).stream())
                .toList();
    }

    /** The examples of one type: the full one, then the minimal one where there are optional fields. */
    public static List<Example> of(String type) {
        List<Example> examples = new ArrayList<>();
        examples.add(new Example(type, true));
        Example minimal = new Example(type, false);
        if (Resource.exists(minimal.path())) {
            examples.add(minimal);
        }
        return List.copyOf(examples);
    }

    /** The full example of one record. */
    public static <T extends SuiteEvent> T full(Class<T> event) {
        return Catalogue.types().stream()
                .filter(type -> Catalogue.recordOf(type).orElseThrow() == event)
                .map(type -> event.cast(new Example(type, true).event()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected an event's record, found " + event));
    }

    /** A complete CloudEvent in structured mode (application/cloudevents+json) for a call event's type. */
    public static byte[] structured(String callType) {
        String name = callType.replaceFirst("^org\\.firstline\\.call\\.(.*)\\.v1$", "$1");
        return Resource.bytes("examples/call/" + name + ".structured.json");
    }

    /** Four call events as one CloudEvents batch (application/cloudevents-batch+json). */
    public static byte[] batch() {
        return Resource.bytes("examples/call/batch.json");
    }
}
