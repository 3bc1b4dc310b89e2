package org.firstline.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What {@link LogWorkload} found.
 *
 * @param file the log's name
 * @param incidents that it has
 * @param rows that it has
 * @param times how often each run played it
 */
record LogReport(String file, int incidents, int rows, int times, List<Run> runs) implements Section {

    /** One run. */
    record Run(WholeFlow.Phase phase, Map<String, Double> cores, LogCount.Counts counts) {

        double eventsPerSecond() {
            return counts.events() / (phase.took().toNanos() / 1e9);
        }

        boolean agrees() {
            return counts.agree(phase.cases());
        }
    }

    @Override
    public String markdown() {
        Histogram latency = latency();
        return String.format(
                Locale.ROOT,
                """
                The incident log %s as fast as it goes: %d incidents (%d rows), in each run %d times over. The bot comes to its
                end at once, department and dialer answer by themselves.

                | what | measured (median, min–max of %d runs) |
                |---|---|
                | incidents a second, from the call to the closed case | %s |
                | events of the suite a second | %s |
                | call event in → work order on the department's topic, meanwhile | p50 %.0f ms, p99 %.0f ms |
                | processor, ms an incident, all of the suite's processes | %s |
                | counts | %s |
                """,
                file,
                incidents,
                rows,
                times,
                runs.size(),
                perSecond().text(0),
                Spread.of(runs.stream().map(Run::eventsPerSecond).toList()).text(0),
                latency.getValueAtPercentile(50) / 1000.0,
                latency.getValueAtPercentile(99) / 1000.0,
                Spread.of(runs.stream().map(LogReport::msPerIncident).toList()).text(1),
                counts());
    }

    private String counts() {
        return runs.stream()
                .filter(run -> !run.agrees())
                .findFirst()
                .map(run -> String.format(
                        Locale.ROOT,
                        "do not agree: of %d incidents, %d cases opened, %d with a work order (%d orders), %d closed"
                                + " (%d closings), %d dead letters",
                        run.phase().cases(),
                        run.counts().opened(),
                        run.counts().ordered(),
                        run.counts().orders(),
                        run.counts().closed(),
                        run.counts().closings(),
                        run.counts().deadLetters()))
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "agree: in each run %d incidents are as many cases, work orders and closings, and no dead"
                                + " letter",
                        runs.getFirst().phase().cases()));
    }

    private static double msPerIncident(Run run) {
        double cores = run.cores().entrySet().stream()
                .filter(used -> !used.getKey().equals("load"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        return cores * 1_000 / run.phase().perSecond();
    }

    private Spread perSecond() {
        return Spread.of(runs.stream().map(run -> run.phase().perSecond()).toList());
    }

    private Histogram latency() {
        Histogram all = new ConcurrentHistogram(3);
        runs.forEach(run -> all.add(run.phase().latencyUs()));
        return all;
    }

    @Override
    public Map<String, Object> figures() {
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("file", file);
        log.put("incidents", incidents);
        log.put("timesInEachRun", times);
        log.put("incidentsPerSecond", perSecond());
        log.put("runs", runs.stream().map(run -> run.phase().perSecond()).toList());
        log.put("eventsPerSecond", runs.stream().map(Run::eventsPerSecond).toList());
        log.put("latencyMs", Figures.percentiles(latency(), 1_000));
        log.put(
                "processorMsPerIncident",
                runs.stream().map(LogReport::msPerIncident).toList());
        log.put("cores", runs.stream().map(Run::cores).toList());
        log.put("counts", runs.stream().map(Run::counts).toList());
        log.put("countsAgree", runs.stream().allMatch(Run::agrees));
        return Map.of("log", log);
    }

    @Override
    public Map<String, Plot> plots() {
        List<Plot.Series> series = IntStream.range(0, runs.size())
                .mapToObj(run ->
                        Plot.perSecond("run " + (run + 1), runs.get(run).phase().closed()))
                .toList();
        return Map.of(
                "log",
                new Plot("Incidents of the log closed a second", "s", "incidents", false, series),
                "log-latency",
                new Plot(
                        "Call event to work order, the log as fast as it goes",
                        "ms",
                        "%",
                        true,
                        List.of(Plot.within("within", latency()))));
    }
}
