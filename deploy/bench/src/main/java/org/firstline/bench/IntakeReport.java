package org.firstline.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What {@link IntakeAlone} found, for people and for programs. */
record IntakeReport(IntakeAlone.Result result) implements Section {

    @Override
    public String markdown() {
        Histogram answers = answers();
        return String.format(
                Locale.ROOT,
                """
                Intake alone, the services behind it taken away; each call is three events:

                | what | call events a second (median, min–max of %d runs) |
                |---|---|
                | over Kafka, until all calls are triaged cases on intake's topic | %s |
                | over HTTP, %d requests under way, each answered when it is kept (p50 %.0f ms, p99 %.0f ms) | %s |
                | a bare client that writes the same rows, %.1f a call (batches of %d, %d connections) | %.0f |
                """,
                result.kafka().size(),
                perSecond(result.kafka()).text(0),
                IntakeAlone.CLIENTS,
                answers.getValueAtPercentile(50) / 1000.0,
                answers.getValueAtPercentile(99) / 1000.0,
                perSecond(result.http()).text(0),
                result.writes().perCase(result.calls()),
                result.limit().batch(),
                result.limit().connections(),
                3 * result.limit().casesPerSecond());
    }

    @Override
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("kafkaEventsPerSecond", perSecond(result.kafka()));
        figures.put("httpEventsPerSecond", perSecond(result.http()));
        figures.put("httpAnswerMs", Figures.percentiles(answers(), 1_000));
        figures.put("limitEventsPerSecond", 3 * result.limit().casesPerSecond());
        figures.put("rowsWritten", result.writes().byTable());
        return Map.of("intakeAlone", figures);
    }

    @Override
    public Map<String, Plot> plots() {
        return Map.of(
                "intake-latency",
                new Plot(
                        String.format(
                                Locale.ROOT,
                                "Call event to its answer over HTTP, %d requests under way",
                                IntakeAlone.CLIENTS),
                        "ms",
                        "%",
                        true,
                        List.of(Plot.within("within", answers()))));
    }

    private Histogram answers() {
        Histogram all = new ConcurrentHistogram(3);
        result.http().forEach(run -> all.add(run.answerUs()));
        return all;
    }

    private static Spread perSecond(List<IntakeAlone.Run> runs) {
        return Spread.of(runs.stream().map(IntakeAlone.Run::perSecond).toList());
    }
}
