package org.firstline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.firstline.chaos.EvidenceFile.Entry;
import org.junit.jupiter.api.Test;

class EvidenceFileTest {

    private static final Entry FIRST = new Entry(new CodeState("aaa", "c1"), 1, 3, 19.8, 3_600, 6, 5, 0, 0);

    @Test
    void runs_of_one_state_of_the_code_are_added_up() {
        String text = EvidenceFile.with("", FIRST);
        text = EvidenceFile.with(text, new Entry(new CodeState("aaa", "c2"), -2, 10, 20, 12_000, 20, 15, 40, 1));

        assertThat(text)
                .contains("## aaa")
                .contains("2 runs, 86 fault points: 26 kills, 20 other faults, 40 injected crash points; 1 violations.")
                .contains("| c1 | 1 | 3 | 19.8 | 3600 | 6 | 5 | 0 | 0 |")
                .contains("| c2 | -2 | 10 | 20.0 | 12000 | 20 | 15 | 40 | 1 |");
    }

    @Test
    void newer_code_begins_anew_and_stands_first() {
        String text = EvidenceFile.with(
                EvidenceFile.with("", FIRST), new Entry(new CodeState("bbb", "c3"), 3, 3, 20, 3_600, 7, 4, 0, 0));

        assertThat(text.indexOf("## bbb")).isPositive().isLessThan(text.indexOf("## aaa"));
        assertThat(text).contains("1 run, 11 fault points: 7 kills").contains("1 run, 11 fault points: 6 kills");
    }
}
