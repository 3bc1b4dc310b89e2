package org.firstline.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.firstline.local.Service;
import org.firstline.local.Suite;

/** What {@link DeadlinesWorkload} found, beside what is promised (F4, F5). */
record DeadlinesReport(
        int pending,
        int dueRate,
        PendingOrders.Step step,
        DeadlinesWorkload.Generated generated,
        List<Firing.Steady> steady,
        Probe.Found before,
        List<Firing.Burst> bursts,
        BareClient.Result bare)
        implements Section {

    private static final String ESCALATION = Service.ESCALATION.id();

    @Override
    public String markdown() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "Deadlines: %,d pending work orders (%.1f GiB, and %.1f GiB of indexes; written in %d s). Each that falls"
                        + " due is a %s, %d event%s:",
                pending,
                generated.tableBytes() / 1024.0 / 1024 / 1024,
                generated.indexBytes() / 1024.0 / 1024 / 1024,
                generated.took().toSeconds(),
                step.name().toLowerCase(Locale.ROOT),
                step.events(),
                step.events() == 1 ? "" : "s");
        line(text, "");
        line(text, "| what (median, min–max of %d runs) | measured | promised |", steady.size());
        line(text, "|---|---|---|");
        line(text, "| F4 %,d due a second: from due to readable on the topic, p50 | %s ms | |", dueRate, late(50));
        line(text, "| F4 the same, p99 | %s ms | ≤ 150 ms |", late(99));
        line(text, "| F4 the same, the latest | %s ms | |", late(100));
        line(
                text,
                "| F4 from due to the transaction that takes it, p50 and p99 | %s ms, %s ms | |",
                ms(steadyFired(), Fired.Result::takenUs, 50),
                ms(steadyFired(), Fired.Result::takenUs, 99));
        line(
                text,
                "| F4 cores used: escalation, PostgreSQL | %s, %s | |",
                cores(steady, Firing.Steady::cores, ESCALATION),
                cores(steady, Firing.Steady::cores, Suite.POSTGRES));
        line(
                text,
                "| F5 %,d due in one instant: decided, saved and published, a second | %s | ≥ 10,000 |",
                bursts.getFirst().fired().deadlines(),
                spread(burstFired(), Fired.Result::perSecondPublished).text(0));
        line(
                text,
                "| F5 a bare client that writes as much to the same PostgreSQL and does nothing else, a second (batches of"
                        + " %d, %d connection%s); ours of that | %.0f; %s | |",
                bare.batch(),
                bare.connections(),
                bare.connections() == 1 ? "" : "s",
                bare.perSecond(),
                spread(burstFired(), fired -> fired.perSecondPublished() / bare.perSecond())
                        .text(2));
        line(
                text,
                "| F5 from that instant until the last was taken, and was on the topic | %s s, %s s | |",
                spread(burstFired(), fired -> fired.takenAfter().toMillis() / 1000.0)
                        .text(1),
                spread(burstFired(), fired -> fired.publishedAfter().toMillis() / 1000.0)
                        .text(1));
        line(
                text,
                "| F5 until intake and followup had heard all of it | %s s | |",
                spread(bursts, burst -> burst.heardAfter().toMillis() / 1000.0).text(1));
        line(text, "");
        line(
                text,
                "Whether the rest answers (F5), asked %.0f times a second; during is from a second before the instant until"
                        + " intake and followup had heard all:",
                Probe.PER_SECOND);
        line(text, "");
        line(text, "| what | before: p50 ms | p99 ms | times | during: p50 ms | p99 ms | times |");
        line(text, "|---|---|---|---|---|---|---|");
        Probe.Found during = during();
        before.answersUs()
                .forEach((name, us) -> answers(
                        text,
                        name,
                        us,
                        Objects.requireNonNull(during.answersUs().get(name))));
        answers(text, "call event → work order on the department's topic", before.flowUs(), during.flowUs());
        line(text, "");
        line(
                text,
                "| process | cores in the last run at an even rate | until all of the last burst was on the topic |");
        line(text, "|---|---|---|");
        steady.getLast()
                .cores()
                .forEach((name, used) -> line(
                        text,
                        "| %s | %.2f | %.2f |",
                        name,
                        used,
                        bursts.getLast().cores().getOrDefault(name, 0.0)));
        line(text, "");
        line(
                text,
                "Processor time for each deadline, µs: escalation %s, PostgreSQL %s, the broker %s at an even rate;"
                        + " %s, %s and %s in a burst.",
                cost(steady, run -> cost(run.fired(), run.cores(), ESCALATION)),
                cost(steady, run -> cost(run.fired(), run.cores(), Suite.POSTGRES)),
                cost(steady, run -> cost(run.fired(), run.cores(), Suite.BROKER)),
                cost(bursts, run -> cost(run.fired(), run.cores(), ESCALATION)),
                cost(bursts, run -> cost(run.fired(), run.cores(), Suite.POSTGRES)),
                cost(bursts, run -> cost(run.fired(), run.cores(), Suite.BROKER)));
        line(
                text,
                "PostgreSQL wrote %.1f KiB of log for each deadline at an even rate, %.1f KiB in a burst.",
                steady.stream()
                        .mapToDouble(
                                run -> run.walBytes() / 1024.0 / run.fired().deadlines())
                        .average()
                        .orElse(0),
                bursts.stream()
                        .mapToDouble(
                                run -> run.walBytes() / 1024.0 / run.fired().deadlines())
                        .average()
                        .orElse(0));
        return text.toString();
    }

    @Override
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("pending", pending);
        figures.put("step", step);
        figures.put("generatedInSeconds", generated.took().toSeconds());
        figures.put("tableBytes", generated.tableBytes());
        figures.put("indexBytes", generated.indexBytes());
        figures.put("duePerSecond", dueRate);
        figures.put(
                "evenly",
                steady.stream()
                        .map(run -> run(run.fired(), run.cores(), run.walBytes()))
                        .toList());
        List<Map<String, Object>> inOneInstant = new ArrayList<>();
        for (Firing.Burst burst : bursts) {
            Map<String, Object> run = run(burst.fired(), burst.cores(), burst.walBytes());
            run.put("deadlinesPerSecond", burst.fired().perSecondPublished());
            run.put("heardAfterMs", burst.heardAfter().toMillis());
            inOneInstant.add(run);
        }
        figures.put("inOneInstant", inOneInstant);
        figures.put("deadlinesPerSecond", spread(burstFired(), Fired.Result::perSecondPublished));
        figures.put("bareDeadlinesPerSecond", bare.perSecond());
        figures.put("probedBefore", probed(before));
        figures.put("probedDuring", probed(during()));
        return Map.of("deadlines", figures);
    }

    @Override
    public Map<String, Plot> plots() {
        List<Plot.Series> lateness = new ArrayList<>();
        List<Plot.Series> published = new ArrayList<>();
        for (int run = 0; run < steady.size(); run++) {
            lateness.add(Plot.within("run " + (run + 1), steady.get(run).fired().publishedUs()));
        }
        for (int run = 0; run < bursts.size(); run++) {
            published.add(
                    Plot.perSecond("run " + (run + 1), bursts.get(run).fired().perSecond()));
        }
        Probe.Found during = during();
        return Map.of(
                "deadlines-lateness",
                new Plot(
                        String.format(
                                Locale.ROOT,
                                "From due to readable on the topic, %,d a second of %,d pending",
                                dueRate,
                                pending),
                        "ms",
                        "%",
                        true,
                        lateness),
                "deadlines-burst",
                new Plot(
                        String.format(
                                Locale.ROOT,
                                "Events on the topic in each second after %,d fell due",
                                bursts.getFirst().fired().deadlines()),
                        "s",
                        "events",
                        false,
                        published),
                "deadlines-probe",
                new Plot(
                        "A normal case meanwhile: call event to work order on its topic",
                        "ms",
                        "%",
                        true,
                        List.of(Plot.within("before", before.flowUs()), Plot.within("during", during.flowUs()))));
    }

    /** For people, in short. */
    static String lateness(Histogram us) {
        return String.format(
                Locale.ROOT,
                "p50 %.0f ms, p99 %.0f ms, latest %.0f ms",
                us.getValueAtPercentile(50) / 1000.0,
                us.getValueAtPercentile(99) / 1000.0,
                us.getMaxValue() / 1000.0);
    }

    private Map<String, Object> run(Fired.Result fired, Map<String, Double> cores, long walBytes) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("deadlines", fired.deadlines());
        run.put("events", fired.events());
        run.put("takenMs", Figures.percentiles(fired.takenUs(), 1_000));
        run.put("publishedMs", Figures.percentiles(fired.publishedUs(), 1_000));
        run.put("takenAfterMs", fired.takenAfter().toMillis());
        run.put("publishedAfterMs", fired.publishedAfter().toMillis());
        run.put("publishedPerSecond", fired.perSecond());
        run.put("cores", cores);
        run.put("walBytes", walBytes);
        return run;
    }

    private static Map<String, Object> probed(Probe.Found found) {
        Map<String, Object> probed = new LinkedHashMap<>();
        found.answersUs().forEach((name, us) -> probed.put(name, Figures.percentiles(us, 1_000)));
        probed.put("call event to work order", Figures.percentiles(found.flowUs(), 1_000));
        return probed;
    }

    private Probe.Found during() {
        return Probe.Found.together(bursts.stream().map(Firing.Burst::probed).toList());
    }

    private List<Fired.Result> steadyFired() {
        return steady.stream().map(Firing.Steady::fired).toList();
    }

    private List<Fired.Result> burstFired() {
        return bursts.stream().map(Firing.Burst::fired).toList();
    }

    private String late(double percentile) {
        return ms(steadyFired(), Fired.Result::publishedUs, percentile);
    }

    private static String ms(List<Fired.Result> runs, Function<Fired.Result, Histogram> kind, double percentile) {
        return spread(runs, run -> kind.apply(run).getValueAtPercentile(percentile) / 1000.0)
                .text(0);
    }

    private static <T> String cores(List<T> runs, Function<T, Map<String, Double>> cores, String process) {
        return spread(runs, run -> cores.apply(run).getOrDefault(process, 0.0)).text(2);
    }

    /** A machine that is shared slows a run down; what a deadline costs it tells all the same. */
    private static double cost(Fired.Result fired, Map<String, Double> cores, String process) {
        return cores.getOrDefault(process, 0.0) * fired.publishedAfter().toNanos() / 1_000.0 / fired.deadlines();
    }

    private static <T> String cost(List<T> runs, ToDoubleFunction<T> cost) {
        return spread(runs, cost).text(0);
    }

    private static <T> Spread spread(List<T> runs, ToDoubleFunction<T> figure) {
        return Spread.of(runs.stream().map(figure::applyAsDouble).toList());
    }

    private static void answers(StringBuilder text, String name, Histogram before, Histogram during) {
        line(
                text,
                "| %s | %.0f | %.0f | %d | %.0f | %.0f | %d |",
                name,
                before.getValueAtPercentile(50) / 1000.0,
                before.getValueAtPercentile(99) / 1000.0,
                before.getTotalCount(),
                during.getValueAtPercentile(50) / 1000.0,
                during.getValueAtPercentile(99) / 1000.0,
                during.getTotalCount());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
