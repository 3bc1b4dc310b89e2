package org.firstline.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckReportTest {

    @Test
    void a_run_that_broke_nothing_is_one_line() {
        Evidence evidence = Made.sound().evidence();

        assertThat(CheckReport.of(evidence, List.of()).lines())
                .singleElement()
                .asString()
                .endsWith("no promise is broken.");
    }

    @Test
    void what_could_not_be_judged_is_said() {
        Made made = Made.sound();
        made.gateway = Optional.empty();

        assertThat(CheckReport.of(made.evidence(), List.of()).lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .contains("Not judged: P5", "that 1 notices were delivered is follow-up's own word");
    }

    @Test
    void violations_stand_under_their_promise_with_what_shows_them_the_first_five_in_full() {
        Violation violation = new Violation(Promise.P4, "case c", "expected this, found that", List.of("row 7"));

        String report = CheckReport.of(Made.sound().evidence(), Collections.nCopies(7, violation));

        assertThat(report)
                .contains("7 violations", "P4: what was committed is what was published", "for case c: expected this")
                .contains("    row 7", "... and 2 more");
        assertThat(report.lines().filter(line -> line.contains("row 7"))).hasSize(5);
    }
}
