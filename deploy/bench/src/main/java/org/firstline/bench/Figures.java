package org.firstline.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A report's figures for programs: the same as people read, unrounded. */
final class Figures {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 100.0);

    private Figures() {}

    static String json(Machine machine, @Nullable Report report, @Nullable IntakeReport intake) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", machine);
        if (report != null) {
            flow(report, all);
        }
        if (intake != null) {
            all.put("intakeAlone", intake.figures());
        }
        try {
            return JSON.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected figures that can be written as JSON", e);
        }
    }

    private static void flow(Report report, Map<String, Object> all) {
        all.put("coldStartMs", report.start().toMillis());
        all.put("flowsPerSecond", Report.ours(report.phases()));
        all.put("runs", report.phases().stream().map(WholeFlow.Phase::perSecond).toList());
        all.put(
                "closedPerSecond",
                report.phases().stream().map(WholeFlow.Phase::closed).toList());
        if (!report.pairs().isEmpty()) {
            all.put("peer", peer(report.pairs()));
        }
        all.put("limit", report.limit());
        all.put(
                "shareOfLimit",
                Report.ours(report.phases()).median() / report.limit().casesPerSecond());
        all.put("latencyAtHalf", latency(report.half()));
        all.put("coresInLastRun", report.cores());
        all.put("residentMiB", report.residentMiB());
        all.put("casesCounted", report.cases());
        all.put("databaseWork", report.work());
        all.put("rowsWritten", report.writes().byTable());
    }

    private static Map<String, Object> peer(List<Pair> pairs) {
        Map<String, Object> peer = new LinkedHashMap<>();
        peer.put("name", "Flowable " + Peer.VERSION);
        peer.put("threads", Peer.THREADS);
        peer.put("runs", pairs.stream().map(pair -> pair.peer().perSecond()).toList());
        peer.put("ratios", pairs.stream().map(Pair::ratio).toList());
        return peer;
    }

    private static Map<String, Object> latency(WholeFlow.Phase half) {
        Map<String, Object> latency = new LinkedHashMap<>();
        latency.put("casesPerSecond", half.perSecond());
        latency.put("ms", percentiles(half.latencyUs(), 1_000));
        Map<String, Object> hops = new LinkedHashMap<>();
        List<Hops.Hop> way = half.hops().all();
        for (int place = 0; place < way.size(); place++) {
            hops.put(
                    (place + 1) + " " + way.get(place).name(),
                    percentiles(way.get(place).ms(), 1));
        }
        latency.put("hopsMs", hops);
        return latency;
    }

    static Map<String, Double> percentiles(Histogram histogram, double unit) {
        Map<String, Double> values = new LinkedHashMap<>();
        PERCENTILES.forEach(p -> values.put("p" + p, histogram.getValueAtPercentile(p) / unit));
        return values;
    }
}
