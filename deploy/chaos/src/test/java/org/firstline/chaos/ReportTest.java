package org.firstline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.firstline.chaos.check.Promise;
import org.firstline.chaos.check.Violation;
import org.firstline.chaos.fault.Fault;
import org.firstline.chaos.fault.Fault.Kind;
import org.firstline.chaos.fault.Fault.Lane;
import org.firstline.chaos.fault.Happening;
import org.firstline.chaos.fault.Plan;
import org.firstline.chaos.load.Load;
import org.firstline.chaos.load.Mix;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void a_run_that_kept_every_promise_says_so_and_how_soon_all_served_again() {
        Result result =
                result(List.of(), done(1, Kind.KILL, "intake", 2_500, 1), done(2, Kind.KILL, "intake", 7_500, 1));

        String report = new Report(result).markdown();

        assertThat(result.held()).isTrue();
        assertThat(report)
                .contains("# Chaos, seed 42")
                .contains("Every promise was kept.")
                .contains("600 calls in 60.0 s (10.0/s; asked for 12.0/s)")
                .contains("2 processes killed with -9, 0 let die at a chosen point, 0 other faults")
                .contains("| intake | 2 | 7.5 | 7.5 |  |")
                .contains("| 1 | 8 | kill | intake | 0 | 2.5 |  |")
                .doesNotContain("**");
    }

    @Test
    void what_was_broken_stands_with_its_promise_and_what_shows_it() {
        Violation lost = new Violation(Promise.P1, "call 17", "expected one contact, found 0", List.of("KAFKA sent"));
        Result result = result(List.of(lost), done(1, Kind.CUT, "broker", 100, 0));

        String report = new Report(result).markdown();

        assertThat(result.held()).isFalse();
        assertThat(report)
                .contains("**1 violations.**")
                .contains("| P1 | " + Promise.P1.words() + " | **1 violations** |")
                .contains("| P2 | " + Promise.P2.words() + " | held |")
                .contains("P1 is broken for call 17: expected one contact, found 0\n    KAFKA sent")
                .contains("1 other faults");
    }

    @Test
    void what_could_not_be_judged_is_said_and_is_no_violation() {
        Result all = result(List.of());
        Result result = new Result(
                all.order(),
                all.start(),
                all.sent(),
                all.gateway(),
                all.happenings(),
                all.restTook(),
                all.violations(),
                List.of("P5: nobody kept what the gateway took"),
                all.counts());

        assertThat(result.held()).isTrue();
        assertThat(new Report(result).markdown())
                .contains("Every promise was kept.")
                .contains("Not judged: P5: nobody kept what the gateway took.");
        assertThat(new Report(all).markdown()).doesNotContain("Not judged");
    }

    @Test
    void what_was_left_out_says_why_and_counts_for_nothing() {
        Fault fault =
                new Fault(1, Kind.FULL_DISK, "postgres", Duration.ofSeconds(8), Duration.ofSeconds(9), Lane.BLOWS);
        Happening leftOut =
                new Happening(fault, Instant.EPOCH, Optional.empty(), Optional.of("not allowed"), 0, "", List.of());

        Result result = result(List.of(), leftOut);

        assertThat(new Report(result).markdown()).contains("| full disk | postgres | 9 |  | left out: not allowed |");
        assertThat(result.otherFaults()).isZero();
        assertThat(leftOut.violations()).isEmpty();
    }

    @Test
    void who_serves_again_later_than_promised_is_marked_and_the_run_has_not_failed_for_it() {
        Result result = result(
                List.of(),
                done(1, Kind.KILL, "intake", 30_000, 1),
                done(2, Kind.KILL, "intake", 30_001, 1),
                done(3, Kind.KILL, "intake", 58_400, 1),
                done(4, Kind.KILL, "postgres", 60_000, 1),
                done(5, Kind.KILL, "broker", 31_000, 1));

        assertThat(result.held()).isTrue();
        assertThat(new Report(result).markdown())
                .contains("| intake | 3 | 30.0 | 58.4 | **2 of 3 after more than 30 s** |")
                .contains("| postgres | 1 | 60.0 | 60.0 |  |")
                .contains("| broker | 1 | 31.0 | 31.0 | **1 of 1 after more than 30 s** |")
                .contains("is no failure of the run");
    }

    @Test
    void a_database_that_serves_again_later_than_its_longer_promise_is_marked_too() {
        Result result = result(List.of(), done(1, Kind.KILL, "postgres", 60_001, 1));

        assertThat(new Report(result).markdown()).contains("**1 of 1 after more than 60 s**");
    }

    @Test
    void a_fault_in_which_processes_are_killed_counts_as_kills_and_not_as_another_fault_beside() {
        Result result = result(
                List.of(),
                done(1, Kind.KILL, "intake", 2_500, 1),
                done(2, Kind.KAFKA_AWAY, "broker", 2_500, 1),
                done(3, Kind.ABSENT_AT_START, "followup postgres", 2_500, 2),
                done(4, Kind.CRASH, "intake AFTER_THE_COMMIT 3", 2_500, 0),
                done(5, Kind.CUT, "broker", 100, 0));

        assertThat(result.kills()).isEqualTo(4);
        assertThat(result.crashes()).isEqualTo(1);
        assertThat(result.otherFaults()).isEqualTo(1);
    }

    @Test
    void who_never_serves_again_breaks_a_promise() {
        Fault fault = new Fault(1, Kind.KILL, "broker", Duration.ofSeconds(8), Duration.ZERO, Lane.BLOWS);
        Happening lasting = new Happening(fault, Instant.EPOCH, Optional.empty(), Optional.empty(), 1, "", List.of());

        assertThat(lasting.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.promise()).isEqualTo(Promise.P7);
            assertThat(violation.about()).isEqualTo("broker");
        });
    }

    private static Happening done(int number, Kind kind, String target, long readyMs, int kills) {
        Fault fault = new Fault(number, kind, target, Duration.ofSeconds(8), Duration.ZERO, Lane.BLOWS);
        return new Happening(
                fault, Instant.EPOCH, Optional.of(Duration.ofMillis(readyMs)), Optional.empty(), kills, "", List.of());
    }

    private static Result result(List<Violation> violations, Happening... happenings) {
        return new Result(
                new Order(
                        42,
                        Duration.ofMinutes(1),
                        12,
                        new Plan(List.of()),
                        Mix.USUAL,
                        Path.of("run"),
                        Duration.ofMinutes(10)),
                Duration.ofSeconds(30),
                new Load.Sent(600, 90, 30, 31, 6, 270, 3, Duration.ofSeconds(60)),
                new Result.Gateway(1_800, 450, 150),
                List.of(happenings),
                Duration.ofSeconds(50),
                violations,
                List.of(),
                new Counts(600, 600, 600, 1_800, 0, 6, 12_000, 15_000));
    }
}
