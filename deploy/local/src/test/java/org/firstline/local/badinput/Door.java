package org.firstline.local.badinput;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        @Nullable String department) {

    public Door {
        open = new LinkedHashSet<>(open);
        path = Map.copyOf(path);
        headers = new LinkedHashMap<>(headers);
        free = Set.copyOf(free);
        needed = Set.copyOf(needed);
        bodies = Map.copyOf(bodies);
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
                null);
    }

    /** With a value for a parameter of the path, not escaped. */
    public Door path(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(path);
        more.put(name, value);
        return new Door(operation, open, more, headers, free, needed, bodies, tolerant, department);
    }

    /** With a header of a good request. */
    public Door header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Door(operation, open, path, more, free, needed, bodies, tolerant, department);
    }

    /** With names of fields and parameters in which any text is a good one, as long as it is text. */
    public Door free(String... names) {
        return new Door(operation, open, path, headers, Set.of(names), needed, bodies, tolerant, department);
    }

    /** With names of fields and headers without which a request is a bad one. */
    public Door needs(String... names) {
        return new Door(operation, open, path, headers, free, Set.of(names), bodies, tolerant, department);
    }

    /** With a good body in JSON, where the description has no example of it. */
    public Door body(String name, byte[] json) {
        return new Door(operation, open, path, headers, free, needed, Map.of(name, json), tolerant, department);
    }

    /** Where bodies are events: a newer version may say more, and what it may not say its topic's records show. */
    public Door takingEvents() {
        return new Door(operation, open, path, headers, free, needed, bodies, true, department);
    }

    /** With the one department that may come in; any other learns nothing. */
    public Door ofDepartment(String id) {
        return new Door(operation, open, path, headers, free, needed, bodies, tolerant, id);
    }

    String method() {
        return operation.substring(0, operation.indexOf(' '));
    }

    String template() {
        return operation.substring(operation.indexOf(' ') + 1);
    }
}
