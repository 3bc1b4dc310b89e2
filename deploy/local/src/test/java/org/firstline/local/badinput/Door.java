package org.firstline.local.badinput;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a service as its test knows it: who may come in, and what a good request says. What parameters it has
 * and what bodies it takes, the service's own description tells.
 *
 * @param operation method and path as the description has them, such as {@code GET /work-orders/{id}}
 * @param open users who may, the first of them asks
 * @param path values for the path's parameters
 * @param headers of a good request, besides those that every request has
 * @param free fields and parameters in which people may write what they like
 * @param needed fields and headers that must be there
 * @param bodies good bodies in JSON by name, where the description has no example
 * @param tolerant whether a body may bring fields that nobody knows, and is looked into where its topic is
 * @param department whose alone it is, of all departments; null where it is no department's
 * @param proof by what a caller without a token proves who it is; null where a token does that
 * @param looked where the bodies of such a caller are looked into, by the place as it is written, {@code detail.id}
 * @param called what an answer calls the thing that a parameter of the path names, where it does not name the parameter
 */
public record Door(
        String operation,
        Set<String> open,
        Map<String, String> path,
        Map<String, String> headers,
        Set<String> free,
        Set<String> needed,
        Map<String, byte[]> bodies,
        boolean tolerant,
        @Nullable String department,
        @Nullable Proof proof,
        Map<String, Looked> looked,
        Map<String, String> called) {

    /**
     * A place in the body of somebody else's making, where most texts are fine.
     *
     * @param names what an answer must name when it is not, one of them where there is a bar between
     * @param needed whether it must be there and say something
     * @param fine whether a text may stand there; of what is no text, the text that it reads as
     */
    public record Looked(String names, boolean needed, Predicate<String> fine) {}

    public Door {
        open = new LinkedHashSet<>(open);
        path = Map.copyOf(path);
        headers = new LinkedHashMap<>(headers);
        free = Set.copyOf(free);
        needed = Set.copyOf(needed);
        bodies = Map.copyOf(bodies);
        looked = new LinkedHashMap<>(looked);
        called = Map.copyOf(called);
    }

    /** A door and those of the demo users who may come in, by name or role. */
    public static Door at(String operation, String... open) {
        return new Door(
                operation,
                new LinkedHashSet<>(List.of(open)),
                Map.of(),
                Map.of(),
                Set.of(),
                Set.of(),
                Map.of(),
                false,
                null,
                null,
                Map.of(),
                Map.of());
    }

    /** A door that nobody opens with a token; whoever knocks brings a proof with each request. */
    public static Door at(String operation, Proof proof) {
        return new Door(
                operation, Set.of(), Map.of(), Map.of(), Set.of(), Set.of(), Map.of(), true, null, proof, Map.of(),
                Map.of());
    }

    /** With a place of a body that is looked into; all others may say what they like. */
    public Door looksAt(String place, String names, boolean isNeeded, Predicate<String> fine) {
        Map<String, Looked> more = new LinkedHashMap<>(looked);
        more.put(place, new Looked(names, isNeeded, fine));
        return new Door(
                operation, open, path, headers, free, needed, bodies, tolerant, department, proof, more, called);
    }

    /** With a value for a parameter of the path, not escaped. */
    public Door path(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(path);
        more.put(name, value);
        return new Door(
                operation, open, more, headers, free, needed, bodies, tolerant, department, proof, looked, called);
    }

    /** With a header of a good request. */
    public Door header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Door(operation, open, path, more, free, needed, bodies, tolerant, department, proof, looked, called);
    }

    /** With names of fields and parameters in which any text is a good one, as long as it is text. */
    public Door free(String... names) {
        return new Door(
                operation,
                open,
                path,
                headers,
                Set.of(names),
                needed,
                bodies,
                tolerant,
                department,
                proof,
                looked,
                called);
    }

    /** With names of fields and headers without which a request is a bad one. */
    public Door needs(String... names) {
        return new Door(
                operation,
                open,
                path,
                headers,
                free,
                Set.of(names),
                bodies,
                tolerant,
                department,
                proof,
                looked,
                called);
    }

    /** With a good body in JSON, where the description has no example of it. */
    public Door body(String name, byte[] json) {
        return new Door(
                operation,
                open,
                path,
                headers,
                free,
                needed,
                Map.of(name, json),
                tolerant,
                department,
                proof,
                looked,
                called);
    }

    /** Where bodies are events: a newer version may say more, and what it may not say its topic's records show. */
    public Door takingEvents() {
        return new Door(operation, open, path, headers, free, needed, bodies, true, department, proof, looked, called);
    }

    /** With the one department that may come in; any other learns nothing. */
    public Door ofDepartment(String id) {
        return new Door(operation, open, path, headers, free, needed, bodies, tolerant, id, proof, looked, called);
    }

    /**
     * With what an answer calls the thing that a parameter of the path names. Where any text may be a name, a bad one is
     * the name of nothing, and the answer says of what it is none.
     */
    public Door calls(String name, String thing) {
        Map<String, String> more = new LinkedHashMap<>(called);
        more.put(name, thing);
        return new Door(
                operation, open, path, headers, free, needed, bodies, tolerant, department, proof, looked, more);
    }

    String method() {
        return operation.substring(0, operation.indexOf(' '));
    }

    String template() {
        return operation.substring(operation.indexOf(' ') + 1);
    }
}
