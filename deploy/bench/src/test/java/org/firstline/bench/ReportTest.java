package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.ConcurrentHistogram;
import org.firstline.local.Suite;
import org.junit.jupiter.api.Test;

class ReportTest {

    static final Head HEAD = new Head(
            new Machine(
                    2,
                    "Some Processor 9000",
                    24_000,
                    "Linux 6",
                    new Storage("ext4", "a virtual disk"),
                    "Temurin 25",
                    "18.6",
                    "4.1.1",
                    "abc1234"),
            Duration.ofMillis(11_700),
            Map.of("intake", 200L, "diagnosis", 150L, "escalation", 160L, "followup", 240L, "broker", 500L));

    @Test
    void the_suite_is_compared_with_the_peer_pair_by_pair() {
        List<WholeFlow.Phase> phases = List.of(phase(200), phase(90), phase(120));
        Map<String, Double> cores = Map.of("load", 1.2, Suite.POSTGRES, 0.5, "intake", 0.02, Suite.BROKER, 0.01);
        List<Pair> pairs = List.of(
                new Pair(phases.get(0), peer(20), cores),
                new Pair(phases.get(1), peer(30), cores),
                new Pair(phases.get(2), peer(24), cores));

        String report = report(phases, pairs).markdown();

        assertThat(report)
                .contains("(median, min–max of 3 runs) | 120 (90–200) |")
                .contains("| 24 (20–30) | |")
                .contains("| F1 ours / the engine's, pair by pair | 5.0 (3.0–10.0) | ≥ 8 |")
                .contains("| 2 | 90 | 30 | 3.0 | 1.20 | 0.50 | 0.03 |");
    }

    @Test
    void without_the_peer_there_is_no_word_of_pairs() {
        String report = report(List.of(phase(100)), List.of()).markdown();

        assertThat(report)
                .contains("| 100 (100–100) | 8 × an embedded BPMN engine's")
                .doesNotContain("pair by pair");
    }

    @Test
    void the_figures_for_programs_are_those_for_people_unrounded() throws Exception {
        List<WholeFlow.Phase> phases = List.of(phase(200), phase(90));
        FlowReport report = report(phases, List.of(new Pair(phases.get(1), peer(40), Map.of())));

        JsonNode figures = new ObjectMapper().readTree(Figures.json(HEAD, List.of(report)));

        assertThat(figures.at("/machine/commit").asText()).isEqualTo("abc1234");
        assertThat(figures.at("/flowsPerSecond/median").asDouble()).isEqualTo(145);
        assertThat(figures.at("/runs/1").asDouble()).isEqualTo(90);
        assertThat(figures.at("/closedPerSecond/0/1").asInt()).isEqualTo(201);
        assertThat(figures.at("/peer/ratios/0").asDouble()).isEqualTo(2.25);
        assertThat(figures.at("/shareOfLimit").asDouble()).isEqualTo((200 / 600.0 + 90 / 600.0) / 2);
    }

    @Test
    void the_head_says_what_was_measured_on_and_what_the_suite_took_before_any_load() {
        String report = Bench.markdown(HEAD, List.of(log()));

        assertThat(report)
                .startsWith("2 cores (Some Processor 9000), 24000 MiB, Linux 6, data on ext4, a virtual disk, Java"
                        + " Temurin 25, PostgreSQL 18.6, Kafka 4.1.1, code abc1234\n\nF7 before any load: cold start,"
                        + " everything built, new data directory 11.7 s (promised: ≤ 20 s); resident memory of the four"
                        + " services then 750 MiB.\n\nThe incident log");
    }

    @Test
    void the_head_is_in_the_figures_whatever_was_measured() throws Exception {
        JsonNode figures = figures(log());

        assertThat(figures.at("/machine/processor").asText()).isEqualTo("Some Processor 9000");
        assertThat(figures.at("/machine/storage/fileSystem").asText()).isEqualTo("ext4");
        assertThat(figures.at("/machine/storage/disk").asText()).isEqualTo("a virtual disk");
        assertThat(figures.at("/machine/postgres").asText()).isEqualTo("18.6");
        assertThat(figures.at("/machine/kafka").asText()).isEqualTo("4.1.1");
        assertThat(figures.at("/coldStartMs").asLong()).isEqualTo(11_700);
        assertThat(figures.at("/residentMiBBeforeLoad/followup").asLong()).isEqualTo(240);
    }

    @Test
    void where_the_machine_does_not_tell_of_memory_the_head_says_so() {
        Head silent = new Head(HEAD.machine(), HEAD.start(), Map.of());

        assertThat(silent.markdown()).endsWith("resident memory of the four services then not known here.\n");
    }

    @Test
    void memory_after_the_load_stands_in_the_flows_own_table() {
        assertThat(flow().markdown())
                .contains("| F7 resident memory of the four services, after the load | 200 MiB | ≤ 1024 MiB |");
    }

    @Test
    void each_run_has_its_share_of_the_reading_that_goes_with_it() throws Exception {
        FlowReport report = report(
                List.of(phase(200), phase(90), phase(120)),
                List.of(),
                List.of(half(60, 80)),
                Limit.Result.of(List.of(500.0, 600.0, 400.0), 200, 3));

        assertThat(report.markdown())
                .contains("F2 share of the physical limit, run by run (median, min–max of 3 runs)")
                .contains("as often, 500 (400–600) cases/s (batches of 200, 3 connections) | 0.300 (0.150–0.400) |");
        JsonNode figures = figures(report);
        assertThat(figures.at("/limit/casesPerSecond").asDouble()).isEqualTo(500);
        assertThat(numbers(figures.at("/limit/runs"))).containsExactly(500.0, 600.0, 400.0);
        assertThat(figures.at("/shareOfLimit").asDouble()).isEqualTo(0.3);
        assertThat(numbers(figures.at("/sharesOfLimit"))).containsExactly(0.4, 0.15, 0.3);
    }

    @Test
    void latency_at_half_of_the_load_is_the_median_of_its_runs_and_their_curve_is_of_all_of_them() throws Exception {
        FlowReport report = report(
                List.of(phase(120)),
                List.of(),
                List.of(half(59, 40), half(60, 300), half(61, 50)),
                Limit.Result.of(List.of(600.0), 500, 2));

        assertThat(report.markdown())
                .contains(
                        "topic, at 60 cases/s (median, min–max of 3 runs) | p50 50 (40–300) ms, p99 250 (200–1500) ms |")
                .contains("| until intake decides | 50 | 300 |");
        JsonNode latency = figures(report).at("/latencyAtHalf");
        assertThat(latency.at("/casesPerSecond").asDouble()).isEqualTo(60);
        assertThat(latency.at("/ms/p50.0").asDouble()).isBetween(49.9, 50.1);
        assertThat(latency.at("/ms/p99.0").asDouble()).isBetween(249.0, 251.0);
        assertThat(latency.at("/runs")).hasSize(3);
        assertThat(latency.at("/runs/1/casesPerSecond").asDouble()).isEqualTo(60);
        assertThat(latency.at("/runs/1/ms/p50.0").asDouble()).isBetween(299.0, 301.0);
        List<Plot.Point> curve = Objects.requireNonNull(report.plots().get("latency"))
                .series()
                .getFirst()
                .points();
        assertThat(curve.getFirst().x()).isBetween(39.9, 40.1);
        assertThat(curve.getLast().x()).isBetween(1_490.0, 1_510.0);
    }

    @Test
    void intake_alone_is_told_per_event_beside_what_a_bare_client_makes_of_the_same_rows() throws Exception {
        IntakeReport report = intake();

        assertThat(report.markdown())
                .contains("median, min–max of 2 runs")
                .contains("| 400 (300–500) |")
                .contains("| 200 (200–200) |")
                .contains("3.0 a call (batches of 200, 1 connections) | 2100 |");
        JsonNode figures = new ObjectMapper().readTree(Figures.json(HEAD, List.of(report)));
        assertThat(figures.at("/intakeAlone/kafkaEventsPerSecond/median").asDouble())
                .isEqualTo(400);
        assertThat(figures.has("flowsPerSecond")).isFalse();
    }

    @Test
    void intakes_curve_is_that_of_all_answers_of_all_runs_over_http() {
        IntakeReport report = new IntakeReport(new IntakeAlone.Result(
                List.of(intakeRun(300)),
                List.of(answered(4, 40), answered(400, 40)),
                new Writes(Map.of()),
                120,
                Limit.Result.of(List.of(700.0), 200, 1)));

        Plot curve = Objects.requireNonNull(report.plots().get("intake-latency"));

        List<Plot.Point> points = curve.series().getFirst().points();
        assertThat(points.getFirst().x()).isBetween(3.9, 4.1);
        assertThat(points.getLast().x()).isBetween(399.0, 401.0);
        assertThat(points).anySatisfy(point -> {
            assertThat(point.y()).isEqualTo(50);
            assertThat(point.x()).isBetween(3.9, 4.1);
        });
    }

    @Test
    void the_filled_system_is_compared_with_the_empty_one_pair_by_pair() throws Exception {
        String update = "intake: update contact";
        HistoryReport report = history(update);

        assertThat(report.markdown())
                .contains("holds 1000 closed cases (1000 rows, 2.0 GB with indexes)")
                .contains("(median, min–max of 2 runs) | 110 (100–120) | |")
                .contains("| F6 the second / the first, pair by pair | 0.88 (0.80–0.95) | ≥ 0.9 |")
                .contains(
                        "| F6 the same by processor time a case of all of the suite's processes, the first / the"
                                + " second |",
                        "(0.80–0.95) | ≥ 0.9 |")
                .contains("| 2 | 120 | 96 | 0.80 | 10.00 | 12.50 | 0.80 |")
                .contains("| intake.contact | 1000 | 0.0 | 0.0 | 0.50 | 0.50 |")
                .contains("| 0.909 | 2.304 | 0.00 | `" + update + "` |");
        JsonNode figures = new ObjectMapper().readTree(Figures.json(HEAD, List.of(report)));
        assertThat(figures.at("/history/ratios/1").asDouble()).isEqualTo(96 / 120.0);
        assertThat(figures.at("/history/many/runs/0").asDouble()).isEqualTo(95);
        assertThat(figures.at("/history/grownMost/0/text").asText()).isEqualTo(update);
        assertThat(report.plots()).containsOnlyKeys("history", "history-latency");
    }

    @Test
    void a_workload_that_finds_no_room_says_so() throws Exception {
        NotMeasured section = new NotMeasured("history", "There is no room.");

        assertThat(section.markdown()).isEqualTo("Not measured: There is no room.\n");
        assertThat(new ObjectMapper()
                        .readTree(Figures.json(HEAD, List.of(section)))
                        .at("/history/notMeasured")
                        .asText())
                .isEqualTo("There is no room.");
    }

    @Test
    void the_counts_of_a_log_agree_when_each_incident_is_one_case_closed_once() throws Exception {
        LogReport good = log();
        LogReport bad = new LogReport("log.csv", 60, 498, 20, List.of(logRun(1_200), logRun(1_201)));

        assertThat(good.markdown())
                .contains("60 incidents (498 rows), in each run 20 times over")
                .contains("| 120 (120–120) |")
                .contains("| 3600 (3600–3600) |")
                .contains("agree: in each run 1200 incidents");
        assertThat(bad.markdown())
                .contains("do not agree: of 1200 incidents, 1200 cases opened, 1200 with a work order (1200 orders),"
                        + " 1200 closed (1201 closings), 0 dead letters");
        JsonNode figures = new ObjectMapper().readTree(Figures.json(HEAD, List.of(bad)));
        assertThat(figures.at("/log/incidentsPerSecond/median").asDouble()).isEqualTo(120);
        assertThat(figures.at("/log/countsAgree").asBoolean()).isFalse();
    }

    private static JsonNode figures(Section section) throws Exception {
        return new ObjectMapper().readTree(Figures.json(HEAD, List.of(section)));
    }

    private static List<Double> numbers(JsonNode list) {
        List<Double> numbers = new ArrayList<>();
        list.forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }

    /** Three runs of the suite, each with the peer's beside it. */
    static FlowReport flow() {
        List<WholeFlow.Phase> phases = List.of(phase(200), phase(90), phase(120));
        return report(
                phases,
                phases.stream().map(ours -> new Pair(ours, peer(20), Map.of())).toList());
    }

    /** Two runs that agree. */
    static LogReport log() {
        return new LogReport("log.csv", 60, 498, 20, List.of(logRun(1_200), logRun(1_200)));
    }

    /** Two runs over Kafka, one over HTTP. */
    static IntakeReport intake() {
        Writes writes = new Writes(Map.of("intake.contact", new Writes.Count(600, 1_200, 0)));
        return new IntakeReport(new IntakeAlone.Result(
                List.of(intakeRun(300), intakeRun(500)),
                List.of(intakeRun(200)),
                writes,
                600,
                Limit.Result.of(List.of(700.0), 200, 1)));
    }

    /** Two runs on each side. */
    static HistoryReport history(String update) {
        return new HistoryReport(
                new ClosedCases.Made(1_000, Map.of("intake.contact", 1_000L), 2_000_000_000, Duration.ofSeconds(9)),
                side(List.of(turn(100, 1.0), turn(120, 1.2)), update, 2_000),
                side(List.of(turn(95, 1.0), turn(96, 1.2)), update, 4_400));
    }

    private static LogReport.Run logRun(long closings) {
        return new LogReport.Run(
                phase(120),
                Map.of("intake", 0.6),
                new LogCount.Counts(1_200, 1_200, 1_200, 1_200, closings, 0, 36_000));
    }

    private static Side.Turn turn(int perSecond, double cores) {
        return new Side.Turn(phase(perSecond), Map.of("intake", cores));
    }

    private static Side.Result side(List<Side.Turn> turns, String statement, double ms) {
        int cases = turns.stream().mapToInt(turn -> turn.phase().cases()).sum();
        return new Side.Result(
                turns,
                new Statements(Map.of(statement, new Statements.Cost(statement, 1, ms, 0, 0))),
                new Reads(Map.of("intake.contact", new Reads.Count(0, 0, cases / 2))),
                new DatabaseWork(0, 0, 0));
    }

    private static IntakeAlone.Run intakeRun(int perSecond) {
        return new IntakeAlone.Run(perSecond * 10, Duration.ofSeconds(10), new ConcurrentHistogram(3));
    }

    private static IntakeAlone.Run answered(int ms, int times) {
        ConcurrentHistogram us = new ConcurrentHistogram(3);
        us.recordValueWithCount(ms * 1_000L, times);
        return new IntakeAlone.Run(times, Duration.ofSeconds(1), us);
    }

    private static FlowReport report(List<WholeFlow.Phase> phases, List<Pair> pairs) {
        return report(
                phases,
                pairs,
                List.of(half(50, 80)),
                Limit.Result.of(phases.stream().map(phase -> 600.0).toList(), 500, 2));
    }

    private static FlowReport report(
            List<WholeFlow.Phase> phases, List<Pair> pairs, List<WholeFlow.Phase> halves, Limit.Result limit) {
        return new FlowReport(
                Duration.ofSeconds(20),
                phases,
                pairs,
                halves,
                Map.of("load", 0.1),
                Map.of("load", 0.1),
                Map.of("intake", 200L),
                new Writes(Map.of()),
                new DatabaseWork(0, 0, 0),
                1_000,
                limit);
    }

    /** Ninety-five of a hundred work orders came after that time, the others after five times as long. */
    private static WholeFlow.Phase half(int perSecond, int ms) {
        ConcurrentHistogram us = new ConcurrentHistogram(3);
        us.recordValueWithCount(ms * 1_000L, 95);
        us.recordValueWithCount(5 * ms * 1_000L, 5);
        Hops hops = new Hops();
        hops.all().getFirst().ms().recordValue(ms);
        return new WholeFlow.Phase(perSecond * 10, Duration.ofSeconds(10), us, hops, List.of());
    }

    private static WholeFlow.Phase phase(int perSecond) {
        return new WholeFlow.Phase(
                perSecond * 10,
                Duration.ofSeconds(10),
                new ConcurrentHistogram(3),
                new Hops(),
                List.of(perSecond, perSecond + 1));
    }

    private static Peer.Run peer(int perSecond) {
        return new Peer.Run(perSecond * 10, Duration.ofSeconds(10));
    }
}
