package org.firstline.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.firstline.local.Suite;

/**
 * What {@link FlowWorkload} found, beside what is promised (F1–F3, F7).
 *
 * @param phases the runs as fast as they go
 * @param halves as many runs at half of that load, after them
 * @param coresAtHalf over all of {@code halves}
 * @param limit as many readings, after those; the first goes with the first of {@code phases}, and so on
 */
record FlowReport(
        Duration start,
        List<WholeFlow.Phase> phases,
        List<Pair> pairs,
        List<WholeFlow.Phase> halves,
        Map<String, Double> cores,
        Map<String, Double> coresAtHalf,
        Map<String, Long> residentMiB,
        Writes writes,
        DatabaseWork work,
        int cases,
        Limit.Result limit)
        implements Section {

    private static final Set<String> SERVICES = Set.of("intake", "diagnosis", "escalation", "followup");

    /** Cases a second of the whole suite. */
    static Spread ours(List<WholeFlow.Phase> phases) {
        return Spread.of(phases.stream().map(WholeFlow.Phase::perSecond).toList());
    }

    @Override
    public String markdown() {
        StringBuilder text = new StringBuilder();
        line(text, "| what | measured | promised |");
        line(text, "|---|---|---|");
        flows(text);
        line(
                text,
                "| F2 share of the physical limit, run by run (median, min–max of %d runs): a bare client writes the"
                        + " reference rows (%.1f a case), after the runs and as often, %s cases/s (batches of %d, %d"
                        + " connections) | %s | ≥ 0.5 |",
                phases.size(),
                Writes.reference().perCase(Writes.REFERENCE_CASES),
                Spread.of(limit.runs()).text(0),
                limit.batch(),
                limit.connections(),
                Spread.of(shares()).text(3));
        line(
                text,
                "| F3 call event in → work order on the department's topic, at %.0f cases/s (median, min–max of %d runs) |"
                        + " p50 %s ms, p99 %s ms | p50 ≤ 50 ms, p99 ≤ 250 ms |",
                rateAtHalf(),
                halves.size(),
                latency(50).text(0),
                latency(99).text(0));
        line(
                text,
                "| F7 cold start, everything built, new data directory | %.1f s | ≤ 20 s |",
                start.toMillis() / 1000.0);
        line(
                text,
                "| F7 resident memory of the four services, after the load | %d MiB | ≤ 1024 MiB |",
                Ground.ofServices(residentMiB));
        line(text, "");
        pairByPair(text);
        line(text, "| process | cores used in the last run | at half of that load | resident MiB |");
        line(text, "|---|---|---|---|");
        cores.forEach((name, used) -> line(
                text,
                "| %s | %.2f | %.2f | %s |",
                name,
                used,
                coresAtHalf.getOrDefault(name, 0.0),
                residentMiB.getOrDefault(name, 0L)));
        line(text, "");
        line(text, "| a case's way to the department, at that rate, all runs together | p50 ms | p99 ms |");
        line(text, "|---|---|---|");
        hops().all()
                .forEach(hop -> line(
                        text,
                        "| %s | %d | %d |",
                        hop.name(),
                        hop.ms().getValueAtPercentile(50),
                        hop.ms().getValueAtPercentile(99)));
        line(text, "");
        line(
                text,
                "Per case: %.1f transactions, %.1f times that the log was made to last, %.1f KiB of log%s; rows written: %.1f, of which:",
                work.commits() / (double) cases,
                work.walSyncs() / (double) cases,
                work.walBytes() / 1024.0 / cases,
                pairs.isEmpty() ? "" : " (the engine's among them)",
                writes.perCase(cases));
        line(text, "");
        line(text, "| table | inserted | updated | deleted |");
        line(text, "|---|---|---|---|");
        writes.byTable()
                .forEach((table, count) -> line(
                        text,
                        "| %s | %.2f | %.2f | %.2f |",
                        table,
                        count.inserted() / (double) cases,
                        count.updated() / (double) cases,
                        count.deleted() / (double) cases));
        return text.toString();
    }

    @Override
    public Map<String, Object> figures() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("flowsPerSecond", ours(phases));
        all.put("runs", phases.stream().map(WholeFlow.Phase::perSecond).toList());
        all.put("closedPerSecond", phases.stream().map(WholeFlow.Phase::closed).toList());
        if (!pairs.isEmpty()) {
            all.put("peer", peer());
        }
        all.put("limit", limit);
        all.put("shareOfLimit", Spread.of(shares()).median());
        all.put("sharesOfLimit", shares());
        all.put("latencyAtHalf", latencyAtHalf());
        all.put("coresInLastRun", cores);
        all.put("coresAtHalfLoad", coresAtHalf);
        all.put("residentMiB", residentMiB);
        all.put("casesCounted", cases);
        all.put("databaseWork", work);
        all.put("rowsWritten", writes.byTable());
        return all;
    }

    private Map<String, Object> peer() {
        Map<String, Object> peer = new LinkedHashMap<>();
        peer.put("name", "Flowable " + Peer.VERSION);
        peer.put("threads", Peer.THREADS);
        peer.put("runs", pairs.stream().map(pair -> pair.peer().perSecond()).toList());
        peer.put("ratios", pairs.stream().map(Pair::ratio).toList());
        return peer;
    }

    private Map<String, Object> latencyAtHalf() {
        Map<String, Object> latency = new LinkedHashMap<>();
        latency.put("casesPerSecond", rateAtHalf());
        latency.put("ms", Figures.medians(halves.stream().map(FlowReport::ms).toList()));
        latency.put(
                "runs",
                halves.stream()
                        .map(half -> Map.of("casesPerSecond", half.perSecond(), "ms", ms(half)))
                        .toList());
        Map<String, Object> hops = new LinkedHashMap<>();
        List<Hops.Hop> way = hops().all();
        for (int place = 0; place < way.size(); place++) {
            hops.put(
                    (place + 1) + " " + way.get(place).name(),
                    Figures.percentiles(way.get(place).ms(), 1));
        }
        latency.put("hopsMs", hops);
        return latency;
    }

    private static Map<String, Double> ms(WholeFlow.Phase half) {
        return Figures.percentiles(half.latencyUs(), 1_000);
    }

    /** Of each run, by what the bare client did in the reading that goes with it. */
    private List<Double> shares() {
        return IntStream.range(0, phases.size())
                .mapToObj(run -> phases.get(run).perSecond() / limit.runs().get(run))
                .toList();
    }

    private double rateAtHalf() {
        return ours(halves).median();
    }

    /** At half of the load, ms. */
    private Spread latency(double percentile) {
        return Spread.of(halves.stream()
                .map(half -> half.latencyUs().getValueAtPercentile(percentile) / 1_000.0)
                .toList());
    }

    private Hops hops() {
        return Hops.together(halves.stream().map(WholeFlow.Phase::hops).toList());
    }

    @Override
    public Map<String, Plot> plots() {
        return Map.of("flows", flowsOverTime(), "latency", latencyCurve());
    }

    /** Cases closed in each second of each run. */
    private Plot flowsOverTime() {
        List<Plot.Series> runs = new ArrayList<>();
        for (int run = 0; run < phases.size(); run++) {
            runs.add(Plot.perSecond("run " + (run + 1), phases.get(run).closed()));
        }
        return new Plot("Cases closed a second, as fast as they go", "s", "cases", false, runs);
    }

    /** At half of the load, all runs: how many cases had their work order on its topic within which time. */
    private Plot latencyCurve() {
        Histogram all = new ConcurrentHistogram(3);
        halves.forEach(half -> all.add(half.latencyUs()));
        String title =
                String.format(Locale.ROOT, "Call event to work order on its topic, at %.0f cases/s", rateAtHalf());
        return new Plot(title, "ms", "%", true, List.of(Plot.within("within", all)));
    }

    private void flows(StringBuilder text) {
        line(
                text,
                "| F1 whole case flows a second, all four services (median, min–max of %d runs) | %s | %s |",
                phases.size(),
                ours(phases).text(0),
                pairs.isEmpty() ? "8 × an embedded BPMN engine's (376/s where that does 47/s)" : "8 × the next line");
        if (!pairs.isEmpty()) {
            line(
                    text,
                    "| F1 the same on an embedded BPMN engine (Flowable %s, same PostgreSQL, %d threads) | %s | |",
                    Peer.VERSION,
                    Peer.THREADS,
                    Spread.of(pairs.stream()
                                    .map(pair -> pair.peer().perSecond())
                                    .toList())
                            .text(0));
            line(
                    text,
                    "| F1 ours / the engine's, pair by pair | %s | ≥ 8 |",
                    Spread.of(pairs.stream().map(Pair::ratio).toList()).text(1));
        }
    }

    private void pairByPair(StringBuilder text) {
        if (pairs.isEmpty()) {
            return;
        }
        line(text, "Suite and engine took turns. The suite stood idle while the engine ran, but it was there:");
        line(text, "");
        line(
                text,
                "| run | suite, cases/s | engine, cases/s | ratio | cores meanwhile: engine | PostgreSQL | the idle"
                        + " suite |");
        line(text, "|---|---|---|---|---|---|---|");
        for (int run = 0; run < pairs.size(); run++) {
            Pair pair = pairs.get(run);
            double idle = pair.cores().entrySet().stream()
                    .filter(e -> SERVICES.contains(e.getKey()) || e.getKey().equals(Suite.BROKER))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            line(
                    text,
                    "| %d | %.0f | %.0f | %.1f | %.2f | %.2f | %.2f |",
                    run + 1,
                    pair.ours().perSecond(),
                    pair.peer().perSecond(),
                    pair.ratio(),
                    pair.cores().getOrDefault("load", 0.0),
                    pair.cores().getOrDefault(Suite.POSTGRES, 0.0),
                    idle);
        }
        line(text, "");
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
