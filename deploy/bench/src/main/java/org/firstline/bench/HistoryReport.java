package org.firstline.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What {@link HistoryWorkload} found, beside what is promised (F6).
 *
 * @param few the system that holds next to no closed cases
 * @param many the one that was filled
 */
record HistoryReport(ClosedCases.Made made, Side.Result few, Side.Result many) implements Section {

    private static final int MOST_STATEMENTS = 8;
    private static final int LONGEST_STATEMENT = 160;

    @Override
    public String markdown() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "History: two suites take turns, and one of them holds %d closed cases (%d rows, %.1f GB with"
                        + " indexes).",
                made.cases(),
                made.rows().values().stream().mapToLong(Long::longValue).sum(),
                made.bytes() / 1e9);
        line(text, "");
        line(text, "| what | measured | promised |");
        line(text, "|---|---|---|");
        line(
                text,
                "| whole case flows a second with next to no closed cases (median, min–max of %d runs) | %s | |",
                few.turns().size(),
                perSecond(few).text(0));
        line(
                text,
                "| the same with %d closed cases | %s | |",
                made.cases(),
                perSecond(many).text(0));
        line(
                text,
                "| F6 the second / the first, pair by pair | %s | ≥ 0.9 |",
                Spread.of(ratios(turn -> turn.phase().perSecond())).text(2));
        line(
                text,
                "| F6 the same by processor time a case of all of the suite's processes, the first / the second | %s |"
                        + " ≥ 0.9 |",
                Spread.of(ratios(turn -> 1 / turn.allMsPerCase())).text(2));
        line(text, "");
        line(text, "| run | few, cases/s | many, cases/s | ratio | few, processor ms a case | many | ratio |");
        line(text, "|---|---|---|---|---|---|---|");
        for (int run = 0; run < few.turns().size(); run++) {
            Side.Turn one = few.turns().get(run);
            Side.Turn other = many.turns().get(run);
            line(
                    text,
                    "| %d | %.0f | %.0f | %.2f | %.2f | %.2f | %.2f |",
                    run + 1,
                    one.phase().perSecond(),
                    other.phase().perSecond(),
                    other.phase().perSecond() / one.phase().perSecond(),
                    one.allMsPerCase(),
                    other.allMsPerCase(),
                    one.allMsPerCase() / other.allMsPerCase());
        }
        line(text, "");
        line(text, "| process | few, processor ms a case (median) | many |");
        line(text, "|---|---|---|");
        few.turns()
                .getFirst()
                .cores()
                .keySet()
                .forEach(name -> line(text, "| %s | %.2f | %.2f |", name, msPerCase(few, name), msPerCase(many, name)));
        line(text, "");
        line(text, "| the database, a case | few | many |");
        line(text, "|---|---|---|");
        line(text, "| log, KiB | %.1f | %.1f |", walKiB(few), walKiB(many));
        line(
                text,
                "| blocks that were not in its own memory | %.1f | %.1f |",
                few.reads().blocksPerCase(few.cases()),
                many.reads().blocksPerCase(many.cases()));
        line(
                text,
                "| execution of the services' statements, ms | %.2f | %.2f |",
                few.statements().msPerCase(few.cases()),
                many.statements().msPerCase(many.cases()));
        line(text, "");
        tables(text);
        statements(text);
        return text.toString();
    }

    private void tables(StringBuilder text) {
        line(
                text,
                "| table | rows | few: rows met by looking through all of it, a case | many | few: blocks read, a case"
                        + " | many |");
        line(text, "|---|---|---|---|---|---|");
        TreeSet<String> names = new TreeSet<>(few.reads().byTable().keySet());
        names.addAll(many.reads().byTable().keySet());
        Reads.Count none = new Reads.Count(0, 0, 0);
        for (String name : names) {
            Reads.Count one = few.reads().byTable().getOrDefault(name, none);
            Reads.Count other = many.reads().byTable().getOrDefault(name, none);
            if (made.rows().containsKey(name) || other.rowsOfWhole() > many.cases()) {
                line(
                        text,
                        "| %s | %d | %.1f | %.1f | %.2f | %.2f |",
                        name,
                        made.rows().getOrDefault(name, 0L),
                        one.rowsOfWhole() / (double) few.cases(),
                        other.rowsOfWhole() / (double) many.cases(),
                        one.blocks() / (double) few.cases(),
                        other.blocks() / (double) many.cases());
            }
        }
        line(text, "");
    }

    private void statements(StringBuilder text) {
        List<Statements.Growth> grown = growth();
        if (grown.isEmpty()) {
            return;
        }
        line(text, "What grew most, of the services' statements:");
        line(text, "");
        line(text, "| few, ms a case | many | calls a case | statement |");
        line(text, "|---|---|---|---|");
        grown.forEach(one -> line(
                text,
                "| %.3f | %.3f | %.2f | `%s` |",
                one.msPerCaseBefore(),
                one.msPerCaseAfter(),
                one.callsPerCase(),
                excerpt(one.text())));
    }

    private List<Statements.Growth> growth() {
        return many.statements().growth(many.cases(), few.statements(), few.cases(), MOST_STATEMENTS);
    }

    private static String excerpt(String statement) {
        String plain = statement.replace("|", "\\|").replace("`", "'");
        return plain.length() <= LONGEST_STATEMENT ? plain : plain.substring(0, LONGEST_STATEMENT) + " …";
    }

    @Override
    public Map<String, Object> figures() {
        Map<String, Object> history = new LinkedHashMap<>();
        history.put("closedCases", made.cases());
        history.put("bytes", made.bytes());
        history.put("rows", made.rows());
        history.put("fillMs", made.took().toMillis());
        history.put("ratios", ratios(turn -> turn.phase().perSecond()));
        history.put("processorRatios", ratios(turn -> 1 / turn.allMsPerCase()));
        history.put("few", figures(few));
        history.put("many", figures(many));
        history.put("grownMost", growth());
        return Map.of("history", history);
    }

    private static Map<String, Object> figures(Side.Result side) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("flowsPerSecond", perSecond(side));
        figures.put(
                "runs",
                side.turns().stream().map(turn -> turn.phase().perSecond()).toList());
        figures.put(
                "processorMsPerCase",
                side.turns().stream().map(Side.Turn::msPerCase).toList());
        figures.put(
                "closedPerSecond",
                side.turns().stream().map(turn -> turn.phase().closed()).toList());
        figures.put("databaseWork", side.work());
        figures.put("reads", side.reads().byTable());
        figures.put("casesCounted", side.cases());
        return figures;
    }

    @Override
    public Map<String, Plot> plots() {
        List<Plot.Series> series =
                Stream.concat(over(few, "few"), over(many, "many")).toList();
        List<Plot.Series> latencies = new ArrayList<>();
        latencies.add(Plot.within("few", few.turns().getLast().phase().latencyUs()));
        latencies.add(Plot.within("many", many.turns().getLast().phase().latencyUs()));
        return Map.of(
                "history",
                new Plot("Cases closed a second with few and with many closed cases", "s", "cases", false, series),
                "history-latency",
                new Plot("Call event to work order, as fast as they go, last run", "ms", "%", true, latencies));
    }

    private static Stream<Plot.Series> over(Side.Result side, String name) {
        return IntStream.range(0, side.turns().size())
                .mapToObj(run -> Plot.perSecond(
                        name + ", run " + (run + 1),
                        side.turns().get(run).phase().closed()));
    }

    private static Spread perSecond(Side.Result side) {
        return Spread.of(
                side.turns().stream().map(turn -> turn.phase().perSecond()).toList());
    }

    /** Of what each turn has more of the better: the filled system's by the other's. */
    private List<Double> ratios(Function<Side.Turn, Double> good) {
        return IntStream.range(0, few.turns().size())
                .mapToObj(run -> good.apply(many.turns().get(run))
                        / good.apply(few.turns().get(run)))
                .toList();
    }

    private static double msPerCase(Side.Result side, String process) {
        return Spread.of(side.turns().stream()
                        .map(turn -> turn.msPerCase().getOrDefault(process, 0.0))
                        .toList())
                .median();
    }

    private static double walKiB(Side.Result side) {
        return side.work().walBytes() / 1024.0 / side.cases();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
