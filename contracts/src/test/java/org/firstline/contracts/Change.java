package org.firstline.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a schema says today that it may not say within its version. Old readers meet new writers and new readers old
 * events, so what was published stands: each bound, each word, each required field. Only a field that is optional may be
 * added, and words for people may be improved.
 */
final class Change {

    private static final Set<String> FOR_PEOPLE = Set.of("title", "description", "$comment", "examples");

    private final List<String> breaches = new ArrayList<>();

    private Change() {}

    /** The breaches between two states of one schema, each with the place where it stands; empty where there is none. */
    static List<String> breaches(JsonNode published, JsonNode today) {
        Change change = new Change();
        change.compare("", published, today);
        return change.breaches;
    }

    private void compare(String place, JsonNode published, JsonNode today) {
        if (!published.isObject() || !today.isObject()) {
            if (!withoutOrder(place, published).equals(withoutOrder(place, today))) {
                breaches.add(place + " was " + published + " and is " + today);
            }
            return;
        }
        Set<String> names = new TreeSet<>();
        published.fieldNames().forEachRemaining(names::add);
        today.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String inner = place + "/" + name;
            boolean ofField = place.endsWith("/properties") || place.endsWith("/$defs");
            if (!ofField && FOR_PEOPLE.contains(name)) {
                continue;
            }
            if (!today.has(name)) {
                breaches.add(inner + " was removed");
            } else if (published.has(name)) {
                compare(inner, published.get(name), today.get(name));
            } else if (!ofField) {
                breaches.add(inner + " was added");
            }
        }
    }

    /** Neither required fields nor words have an order. */
    private static Object withoutOrder(String place, JsonNode node) {
        return node.isArray() && (place.endsWith("/required") || place.endsWith("/enum"))
                ? node.valueStream().map(JsonNode::asText).collect(Collectors.toSet())
                : node;
    }
}
