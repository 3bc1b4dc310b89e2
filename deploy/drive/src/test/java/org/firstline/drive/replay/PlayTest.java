package org.firstline.drive.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.firstline.drive.replay.Play.Step;
import org.junit.jupiter.api.Test;

class PlayTest {

    @Test
    void with_a_suite_that_does_as_it_is_told_all_counts_of_the_sample_agree() {
        for (Incident incident : IncidentLog.read(Samples.LOG).incidents()) {
            Play play = new Play(Course.of(incident));

            perform(play, new ObedientSuite());

            assertThat(play.differences()).as(incident.number()).isEmpty();
        }
    }

    @Test
    void a_suite_that_forgets_a_hand_over_is_found_out() {
        Incident handedOn = IncidentLog.read(Samples.LOG).incidents().stream()
                .filter(incident -> incident.last().reassignments() > 1)
                .findFirst()
                .orElseThrow();
        Play play = new Play(Course.of(handedOn));

        perform(play, new ObedientSuite().forgettingOneReturn());

        assertThat(play.differences()).singleElement().asString().startsWith("reassignment_count");
    }

    @Test
    void a_suite_that_opens_no_case_leaves_the_play_stuck() {
        Play play = new Play(Course.of(IncidentLog.read(Samples.LOG).incidents().getFirst()));

        for (Optional<Step> step = play.next(Instant.MAX); step.isPresent(); step = play.next(Instant.MAX)) {
            assertThat(step.get()).isInstanceOf(Step.Say.class);
        }

        assertThat(play.differences().getFirst()).contains("no case was opened");
        assertThat(play.nextAt()).isEmpty();
    }

    private static void perform(Play play, ObedientSuite suite) {
        for (Optional<Step> step = play.next(Instant.MAX); step.isPresent(); step = play.next(Instant.MAX)) {
            suite.answer(step.get()).forEach(play::hear);
        }
    }
}
