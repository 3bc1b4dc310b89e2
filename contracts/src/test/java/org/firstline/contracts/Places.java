package org.firstline.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Every place in an event's data where the schema says something, found by walking an example along its schema. */
final class Places {

    /**
     * @param path steps from the top: names of fields and indexes of lists
     * @param schema what stands there, with its reference followed
     * @param required whether the object it stands in must have it
     */
    record Place(List<Object> path, JsonNode schema, boolean required) {

        /** The path as a violation names it, such as {@code steps[0].at}. */
        String field() {
            StringBuilder field = new StringBuilder();
            for (Object step : path) {
                field.append(step instanceof Integer ? "[" + step + "]" : (field.isEmpty() ? "" : ".") + step);
            }
            return field.toString();
        }

        JsonNode with(JsonNode data, JsonNode value) {
            JsonNode copy = data.deepCopy();
            JsonNode parent = parent(copy);
            if (parent instanceof ObjectNode object) {
                object.set((String) path.getLast(), value);
            } else {
                ((ArrayNode) parent).set((int) path.getLast(), value);
            }
            return copy;
        }

        JsonNode without(JsonNode data) {
            JsonNode copy = data.deepCopy();
            JsonNode parent = parent(copy);
            if (parent instanceof ObjectNode object) {
                object.remove((String) path.getLast());
            } else {
                ((ArrayNode) parent).remove((int) path.getLast());
            }
            return copy;
        }

        JsonNode in(JsonNode data) {
            JsonNode node = data;
            for (Object step : path) {
                node = step instanceof Integer index ? node.get(index) : node.get((String) step);
            }
            return node;
        }

        boolean ofField() {
            return path.getLast() instanceof String;
        }

        private JsonNode parent(JsonNode data) {
            return new Place(path.subList(0, path.size() - 1), schema, required).in(data);
        }
    }

    private final List<Place> places = new ArrayList<>();

    private Places() {}

    static List<Place> of(String type, JsonNode example) {
        Places places = new Places();
        places.walk(new Located(type, Schemas.source(type)), example, List.of());
        return places.places;
    }

    private void walk(Located schema, JsonNode data, List<Object> path) {
        JsonNode required = schema.node().path("required");
        schema.node().path("properties").properties().forEach(property -> {
            if (data.has(property.getKey())) {
                boolean must =
                        required.valueStream().anyMatch(name -> name.asText().equals(property.getKey()));
                found(schema.at(property.getValue()), data.get(property.getKey()), path, property.getKey(), must);
            }
        });
        if (schema.node().has("items") && data.isArray()) {
            for (int i = 0; i < data.size(); i++) {
                found(schema.at(schema.node().get("items")), data.get(i), path, i, true);
            }
        }
    }

    private void found(Located schema, JsonNode data, List<Object> path, Object step, boolean required) {
        List<Object> here = new ArrayList<>(path);
        here.add(step);
        places.add(new Place(List.copyOf(here), schema.node(), required));
        walk(schema, data, here);
    }

    /** A schema and the file it stands in, from which its references are read. */
    private record Located(String file, JsonNode node) {

        Located at(JsonNode inner) {
            JsonNode target = inner.has("anyOf") ? inner.get("anyOf").get(0) : inner;
            if (!target.has("$ref")) {
                return new Located(file, target);
            }
            String reference = target.get("$ref").asText();
            String name = reference.startsWith("#") ? file : reference.substring(0, reference.indexOf(".json#"));
            JsonNode node = Schemas.source(name).at(reference.substring(reference.indexOf('#') + 1));
            return new Located(name, ((ObjectNode) node.deepCopy()).put("is", reference.replaceAll(".*/", "")));
        }
    }
}
