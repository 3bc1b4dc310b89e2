package org.firstline.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/** A report's figures for programs: the same as people read, unrounded. */
final class Figures {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 100.0);

    private Figures() {}

    static String json(Head head, List<Section> sections) {
        Map<String, Object> all = new LinkedHashMap<>(head.figures());
        sections.forEach(section -> all.putAll(section.figures()));
        try {
            return JSON.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected figures that can be written as JSON", e);
        }
    }

    /** Of each figure the median of what several runs gave; all have the same figures. */
    static Map<String, Double> medians(List<Map<String, Double>> runs) {
        Map<String, Double> medians = new LinkedHashMap<>();
        runs.getFirst()
                .keySet()
                .forEach(name -> medians.put(
                        name,
                        Spread.of(runs.stream()
                                        .map(run -> Objects.requireNonNull(run.get(name)))
                                        .toList())
                                .median()));
        return medians;
    }

    static Map<String, Double> percentiles(Histogram histogram, double unit) {
        Map<String, Double> values = new LinkedHashMap<>();
        PERCENTILES.forEach(p -> values.put("p" + p, histogram.getValueAtPercentile(p) / unit));
        return values;
    }
}
