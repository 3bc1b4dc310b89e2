package org.firstline.diagnosis.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.firstline.diagnosis.domain.Fixtures.BROADBAND;
import static org.firstline.diagnosis.domain.Fixtures.anyCourse;
import static org.firstline.diagnosis.domain.Fixtures.did;
import static org.firstline.diagnosis.domain.Fixtures.saw;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BeliefsTest {

    private static Beliefs after(String symptom, Step... steps) {
        return Beliefs.of(BROADBAND, anyCourse(symptom, Handling.PERSON, steps));
    }

    @Test
    void without_evidence_the_priors_are_believed() {
        Beliefs beliefs = after("something.never-heard-of");

        for (Cause cause : BROADBAND.causes()) {
            assertThat(beliefs.of(cause)).isEqualTo(cause.prior(), within(1e-9));
        }
    }

    @Test
    void probabilities_follow_bayes_rule() {
        Cause suspended = BROADBAND.cause("account.suspended").orElseThrow();

        Beliefs beliefs = after("something.never-heard-of", saw("account.state", "suspended"));

        double expected = 0.05 * 0.97 / (0.05 * 0.97 + 0.95 * 0.02);
        assertThat(beliefs.of(suspended)).isEqualTo(expected, within(1e-9));
        assertThat(BROADBAND.causes().stream().mapToDouble(beliefs::of).sum()).isEqualTo(1, within(1e-9));
    }

    @Test
    void the_order_of_observations_does_not_matter() {
        Beliefs one = after("broadband.slow", saw("wifi.near-router", "better"), saw("speed.wired", "full"));
        Beliefs other = after("broadband.slow", saw("speed.wired", "full"), saw("wifi.near-router", "better"));

        assertThat(one.certainty()).isEqualTo(other.certainty(), within(1e-12));
        assertThat(one.top()).isEqualTo(other.top());
    }

    @Test
    void an_unknown_value_tells_nothing_and_is_not_asked_again() {
        Beliefs before = after("broadband.no-internet");
        String first = before.nextCheck().orElseThrow().check().code();

        Beliefs asked = after("broadband.no-internet", saw(first, Reading.UNKNOWN));

        assertThat(asked.certainty()).isEqualTo(before.certainty(), within(1e-12));
        assertThat(asked.nextCheck().orElseThrow().check().code()).isNotEqualTo(first);
    }

    @Test
    void guidance_that_changed_nothing_speaks_against_what_it_cures_and_failed_guidance_half_as_much() {
        Cause hung = BROADBAND.cause("terminal.ont-hung").orElseThrow();
        double before = after("broadband.no-internet").of(hung);

        double unchanged = after("broadband.no-internet", did("restart-ont", StepOutcome.DONE_NO_CHANGE))
                .of(hung);
        double failed = after("broadband.no-internet", did("restart-ont", StepOutcome.FAILED))
                .of(hung);
        double skipped = after("broadband.no-internet", did("restart-ont", StepOutcome.SKIPPED))
                .of(hung);

        assertThat(unchanged).isLessThan(failed);
        assertThat(failed).isLessThan(before);
        assertThat(skipped).isEqualTo(before, within(1e-12));
    }

    @Test
    void what_helped_in_an_earlier_round_has_not_held() {
        Cause wifi = BROADBAND.cause("router.wifi").orElseThrow();
        Course course = anyCourse("broadband.wifi", Handling.AUTOMATIC, did("move-closer", StepOutcome.DONE_HELPED));

        Beliefs again = Beliefs.of(BROADBAND, course.reopened(2, BROADBAND.version()));

        assertThat(again.of(wifi)).isLessThan(after("broadband.wifi").of(wifi));
        assertThat(again.nextGuidance(wifi).orElseThrow().code()).isEqualTo("change-wifi-channel");
    }

    @Test
    void each_cause_explains_itself_by_evidence_for_and_against() {
        Beliefs beliefs = after("broadband.no-internet", saw("ont.los-light", "red"), saw("cable.seated", "firm"));

        Beliefs.Ranked first = beliefs.ranked().getFirst();
        Beliefs.Ranked cabling = beliefs.ranked().stream()
                .filter(r -> r.cause().code().equals("home.cabling"))
                .findFirst()
                .orElseThrow();

        assertThat(first.cause().code()).isEqualTo("access.fibre-break");
        assertThat(first.evidenceFor().getFirst().because().code()).isEqualTo("ont.los-light");
        assertThat(cabling.evidenceAgainst())
                .extracting(w -> w.because().code())
                .contains("cable.seated");
        assertThat(cabling.evidenceFor()).allMatch(w -> w.weight() > 0);
    }

    @Test
    void the_next_check_is_the_one_that_tells_most_per_customer_minute() {
        Beliefs.Suggestion next = after("broadband.no-internet").nextCheck().orElseThrow();

        assertThat(next.gain()).isPositive();
        for (Check other : BROADBAND.checks()) {
            double lessOrEqual = after("broadband.no-internet", saw(other.code(), Reading.UNKNOWN))
                    .nextCheck()
                    .orElseThrow()
                    .perMinute();
            assertThat(lessOrEqual).isLessThanOrEqualTo(next.perMinute() + 1e-12);
        }
    }

    @Test
    void a_cause_the_line_test_proves_is_certain_enough_to_act_upon() {
        assertThat(after("broadband.no-internet", saw("account.state", "suspended"), saw("radius.session", "refused"))
                        .certainty())
                .isGreaterThan(BROADBAND.actAt());
    }

    @Test
    void confirmed_causes_move_the_priors_by_their_number() {
        Pack learned = BROADBAND.learned(Map.of("dns.resolver", 500L, "of.another-pack", 9L), 500);

        assertThat(learned.cause("dns.resolver").orElseThrow().prior())
                .isEqualTo((0.04 * 500 + 500) / 1000, within(1e-9));
        assertThat(learned.causes().stream().mapToDouble(Cause::prior).sum()).isEqualTo(1, within(1e-9));
        assertThat(BROADBAND.learned(Map.of(), 500).causes()).isEqualTo(BROADBAND.causes());
    }

    @Test
    void every_symptom_of_every_pack_is_led_to_a_conclusion_by_asking_what_is_suggested() {
        for (Pack pack : List.of(BROADBAND, Fixtures.shipped("general"))) {
            Course course = new Course(
                    Fixtures.anyTriage("broadband.no-internet", Handling.PERSON),
                    1,
                    pack.version(),
                    List.of(),
                    List.of());
            int asked = 0;
            for (var next = Beliefs.of(pack, course).nextCheck(); next.isPresent(); asked++) {
                Check check = next.get().check();
                course = course.with(saw(check.code(), check.values().getFirst().code()));
                next = Beliefs.of(pack, course).nextCheck();
            }
            assertThat(asked).isLessThanOrEqualTo(pack.checks().size());
        }
    }
}
