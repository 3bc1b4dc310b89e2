package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.EscalationEvent;
import org.firstline.drive.Heard;
import org.junit.jupiter.api.Test;

class DeadlinesReportTest {

    private static final Instant DUE = Instant.parse("2026-01-01T00:00:00Z");
    private static final String WARNED =
            Catalogue.typesOf(EscalationEvent.DeadlineWarned.class).getFirst();
    private static final String OPENED =
            Catalogue.typesOf(EscalationEvent.WorkOrderOpened.class).getFirst();

    @Test
    void a_deadline_is_late_by_when_it_was_taken_and_by_when_it_could_be_read() {
        Fired fired = new Fired(Map.of("a", DUE, "b", DUE.plusSeconds(1)), 1);

        fired.accept(heard("1", "a", WARNED, DUE.plusMillis(20), DUE.plusMillis(50)));
        fired.accept(heard("2", "b", WARNED, DUE.plusMillis(1_030), DUE.plusMillis(1_070)));

        Fired.Result result = fired.result();
        assertThat(result.takenUs().getMaxValue() / 1_000).isEqualTo(30);
        assertThat(result.publishedUs().getMaxValue() / 1_000).isEqualTo(70);
        assertThat(result.publishedAfter()).isEqualTo(Duration.ofMillis(1_070));
        assertThat(result.perSecond()).containsExactly(1, 1);
    }

    @Test
    void what_is_said_twice_counts_once_and_what_is_not_about_a_deadline_not_at_all() {
        Fired fired = new Fired(Map.of("a", DUE), 1);

        fired.accept(heard("0", "a", OPENED, DUE, DUE));
        fired.accept(heard("1", "other", WARNED, DUE, DUE));
        assertThat(fired.missing()).isEqualTo(1);
        fired.accept(heard("2", "a", WARNED, DUE, DUE));
        fired.accept(heard("2", "a", WARNED, DUE, DUE));

        assertThat(fired.result().takenUs().getTotalCount()).isEqualTo(1);
    }

    @Test
    void a_deadline_that_was_taken_before_its_time_or_twice_or_not_at_all_is_no_result() {
        Fired early = new Fired(Map.of("a", DUE), 1);
        early.accept(heard("1", "a", WARNED, DUE.minusMillis(1), DUE));
        Fired twice = new Fired(Map.of("a", DUE), 1);
        twice.accept(heard("1", "a", WARNED, DUE, DUE));
        twice.accept(heard("2", "a", WARNED, DUE, DUE));
        Fired never = new Fired(Map.of("a", DUE), 1);

        assertThatIllegalStateException().isThrownBy(early::result).withMessageContaining("1 of them too early");
        assertThatIllegalStateException().isThrownBy(twice::result).withMessageContaining("found 2");
        assertThatIllegalStateException().isThrownBy(never::result).withMessageContaining("found 0");
    }

    @Test
    void deadlines_are_told_as_median_least_and_most_of_the_runs_beside_what_is_promised() throws Exception {
        DeadlinesReport report = report();

        assertThat(report.markdown())
                .contains("10,000,000 pending work orders (20.0 GiB, and 3.0 GiB of indexes; written in 300 s)")
                .contains("is a warning, 1 event:")
                .contains("p99 | 90 (80–120) ms | ≤ 150 ms |")
                .contains("| F4 cores used: escalation, PostgreSQL | 0.25 (0.25–0.25), 0.50 (0.50–0.50) | |")
                .contains("saved and published, a second | 11250 (10000–12500) | ≥ 10,000 |")
                .contains(
                        "nothing else, a second (batches of 500, 2 connections); ours of that | 25000; 0.45 (0.40–0.50) | |")
                .contains("escalation 250 (250–250), PostgreSQL 500 (500–500)")
                .contains("; 81 (72–90),")
                .contains("| GET intake /cases/{id} | 5 | 5 | 1 | 40 | 40 | 2 |");
        JsonNode figures = new ObjectMapper().readTree(Figures.json(ReportTest.HEAD, List.of(report)));
        assertThat(figures.at("/deadlines/evenly/1/publishedMs/p99.0").asDouble())
                .isBetween(119.0, 121.0);
        assertThat(figures.at("/deadlines/inOneInstant/0/deadlinesPerSecond").asDouble())
                .isEqualTo(10_000);
        assertThat(report.plots().get("deadlines-lateness").svg()).contains("run 3");
    }

    /** Three runs at an even rate, two bursts. */
    static DeadlinesReport report() {
        return new DeadlinesReport(
                10_000_000,
                1_000,
                PendingOrders.Step.WARNING,
                new DeadlinesWorkload.Generated(Duration.ofSeconds(300), 20L << 30, 3L << 30),
                List.of(steady(80), steady(120), steady(90)),
                new Probe.Found(Map.of("GET intake /cases/{id}", us(5)), us(100)),
                List.of(burst(10), burst(8)),
                new BareClient.Result(25_000, 500, 2));
    }

    private static Firing.Steady steady(int lateMs) {
        return new Firing.Steady(
                new Fired.Result(
                        60_000,
                        60_000,
                        us(lateMs / 2),
                        us(lateMs),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        List.of(1_000)),
                Map.of("escalation", 0.25, "postgres", 0.5),
                1 << 20);
    }

    private static Firing.Burst burst(int seconds) {
        return new Firing.Burst(
                new Fired.Result(
                        100_000,
                        100_000,
                        us(500),
                        us(1_000),
                        Duration.ofSeconds(seconds),
                        Duration.ofSeconds(seconds),
                        List.of(10_000)),
                Map.of("escalation", 0.9),
                1 << 20,
                Duration.ofSeconds(20),
                new Probe.Found(Map.of("GET intake /cases/{id}", us(40)), us(400)));
    }

    private static Histogram us(int ms) {
        Histogram us = new ConcurrentHistogram(3);
        us.recordValue(ms * 1_000L);
        return us;
    }

    private static Heard heard(String id, String key, String type, Instant at, Instant recordedAt) {
        return new Heard(
                "escalation.work-orders",
                0,
                0,
                key,
                "/firstline/escalation",
                id,
                type,
                1,
                null,
                at,
                recordedAt,
                new byte[0]);
    }
}
