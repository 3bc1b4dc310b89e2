package org.firstline.bench;

import java.util.Map;

/**
 * The section of a workload that could not be measured here.
 *
 * @param name of its figures
 * @param why one sentence
 */
record NotMeasured(String name, String why) implements Section {

    @Override
    public String markdown() {
        return "Not measured: " + why + "\n";
    }

    @Override
    public Map<String, Object> figures() {
        return Map.of(name, Map.of("notMeasured", why));
    }

    @Override
    public Map<String, Plot> plots() {
        return Map.of();
    }
}
