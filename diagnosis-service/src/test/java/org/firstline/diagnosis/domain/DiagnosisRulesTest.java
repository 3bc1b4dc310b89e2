package org.firstline.diagnosis.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.diagnosis.domain.Fixtures.BROADBAND;
import static org.firstline.diagnosis.domain.Fixtures.CASE;
import static org.firstline.diagnosis.domain.Fixtures.NOW;
import static org.firstline.diagnosis.domain.Fixtures.anyOpen;
import static org.firstline.diagnosis.domain.Fixtures.anyTriage;
import static org.firstline.diagnosis.domain.Fixtures.decide;
import static org.firstline.diagnosis.domain.Fixtures.did;
import static org.firstline.diagnosis.domain.Fixtures.escalate;
import static org.firstline.diagnosis.domain.Fixtures.observe;
import static org.firstline.diagnosis.domain.Fixtures.report;
import static org.firstline.diagnosis.domain.Fixtures.saw;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisRulesTest {

    @Test
    void what_the_customer_tried_counts_and_is_not_asked_for_again() {
        Triage triage = anyTriage("broadband.no-internet", Handling.PERSON, "restart-ont", "prayer");

        Diagnosis.Open open = (Diagnosis.Open) next(decide(new Diagnosis.Awaited(), new Input.Triaged(CASE, triage)));

        assertThat(open.course().steps()).extracting(Step::code).containsExactly("restart-ont");
        Cause hung = BROADBAND.cause("terminal.ont-hung").orElseThrow();
        assertThat(Beliefs.of(BROADBAND, open.course()).nextGuidance(hung)).isEmpty();
    }

    @Test
    void a_diagnosis_is_due_by_who_leads_it() {
        Diagnosis.Open person = (Diagnosis.Open) next(
                decide(new Diagnosis.Awaited(), new Input.Triaged(CASE, anyTriage("broadband.slow", Handling.PERSON))));
        Diagnosis.Open automatic = (Diagnosis.Open) next(decide(
                new Diagnosis.Awaited(), new Input.Triaged(CASE, anyTriage("broadband.slow", Handling.AUTOMATIC))));

        assertThat(person.dueAt()).isEqualTo(NOW.plusSeconds(1800));
        assertThat(automatic.dueAt()).isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void an_automatic_case_is_escalated_once_a_departments_cause_is_certain() {
        Diagnosis.Open open = anyOpen(
                "broadband.no-internet", Handling.AUTOMATIC, saw("ont.los-light", "red"), saw("olt.port-state", "up"));

        Diagnosis.Escalated escalated = (Diagnosis.Escalated) next(decide(open, observe("ont.optical-power", "none")));

        assertThat(escalated.probableCause()).isEqualTo("access.fibre-break");
        assertThat(escalated.workaround()).isEqualTo("guide.use-mobile-hotspot");
        // The cause's impact is graver than triage's.
        assertThat(escalated.grade()).isEqualTo(Grade.G2);
        assertThat(escalated.course().wholeRecord()).hasSize(3);
    }

    @Test
    void the_same_observations_leave_a_persons_case_to_the_person() {
        Diagnosis.Open open = anyOpen("broadband.no-internet", Handling.PERSON, saw("ont.los-light", "red"));

        assertThat(next(decide(open, observe("ont.optical-power", "none")))).isInstanceOf(Diagnosis.Open.class);
    }

    @Test
    void an_automatic_case_is_escalated_when_all_guidance_for_its_certain_cause_was_in_vain() {
        Diagnosis.Open open = anyOpen(
                "broadband.wifi",
                Handling.AUTOMATIC,
                saw("wifi.near-router", "better"),
                saw("speed.wired", "full"),
                saw("scope.devices", "wifi-only"),
                did("move-closer", StepOutcome.FAILED));

        Diagnosis.Escalated escalated =
                (Diagnosis.Escalated) next(decide(open, report("change-wifi-channel", StepOutcome.SKIPPED)));

        assertThat(escalated.faultClass()).isEqualTo("broadband.wifi");
    }

    @Test
    void without_a_cause_to_name_the_complaint_names_the_fault() {
        Diagnosis.Escalated escalated = (Diagnosis.Escalated)
                next(decide(anyOpen("broadband.no-internet", Handling.AUTOMATIC), new Input.Exhaust(CASE, "bot")));

        assertThat(escalated.probableCause()).isNull();
        assertThat(escalated.faultClass()).isEqualTo("broadband.no-internet");
        assertThat(escalated.grade()).isEqualTo(Grade.G3);
    }

    @Test
    void the_same_round_always_has_the_same_escalation_and_the_next_round_another() {
        assertThat(CASE.escalationIn(1)).isEqualTo(CASE.escalationIn(1)).isNotEqualTo(CASE.escalationIn(2));
    }

    @Test
    void what_the_first_line_did_is_fixed_and_what_the_customer_did_is_guided() {
        Diagnosis.Open open = anyOpen("broadband.login-failed", Handling.AUTOMATIC, saw("login.error", "691"));

        Diagnosis.Fixed fixed = (Diagnosis.Fixed) next(decide(open, report("reset-password", StepOutcome.DONE_HELPED)));
        Diagnosis.Guided guided =
                (Diagnosis.Guided) next(decide(open, report("reseat-cables", StepOutcome.DONE_HELPED)));

        assertThat(fixed.cause()).isEqualTo("account.wrong-password");
        assertThat(fixed.solution()).contains("已重置宽带密码").contains("The broadband password was reset");
        assertThat(guided.cause()).isEqualTo("home.cabling");
    }

    @Test
    void a_persons_impact_and_urgency_are_not_overruled_by_the_pack() {
        Diagnosis.Open open = anyOpen("broadband.los", Handling.PERSON, saw("ont.optical-power", "none"));

        Diagnosis.Escalated judged = (Diagnosis.Escalated) next(decide(open, escalate(Level.LOW, Level.LOW, null)));
        Diagnosis.Escalated unjudged = (Diagnosis.Escalated) next(decide(open, escalate(null, null, null)));

        assertThat(judged.grade()).isEqualTo(Grade.G4);
        assertThat(unjudged.grade()).isEqualTo(Grade.G2);
    }

    @Test
    void an_agents_note_goes_to_the_department() {
        Diagnosis.Escalated escalated = (Diagnosis.Escalated)
                next(decide(anyOpen("broadband.slow", Handling.PERSON), escalate(null, null, "call ***, ***")));

        assertThat(escalated.course().steps().getLast().value()).isEqualTo("call ***, ***");
    }

    @Test
    void a_reopened_case_is_diagnosed_anew_with_what_was_done_on_the_record() {
        Diagnosis.Guided guided = new Diagnosis.Guided(
                anyOpen("broadband.wifi", Handling.AUTOMATIC, did("move-closer", StepOutcome.DONE_HELPED))
                        .course(),
                "router.wifi",
                "guide.move-closer",
                "bot",
                NOW);

        Diagnosis.Open again = (Diagnosis.Open) next(decide(guided, new Input.Reopened(CASE, 3)));

        assertThat(again.course().round()).isEqualTo(3);
        assertThat(again.course().steps()).isEmpty();
        assertThat(again.course().wholeRecord()).hasSize(1);
    }

    @Test
    void the_record_never_outgrows_what_an_event_may_carry() {
        List<Step> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(saw("check-" + i, "seen"));
        }

        Course course = new Course(
                anyTriage("broadband.slow", Handling.PERSON),
                2,
                BROADBAND.version(),
                many.subList(30, 60),
                many.subList(0, 30));

        assertThat(course.wholeRecord()).hasSize(32).endsWith(many.getLast());
    }

    @Test
    void grades_follow_impact_and_urgency() {
        assertThat(Grade.of(Level.HIGH, Level.HIGH)).isEqualTo(Grade.G1);
        assertThat(Grade.of(Level.HIGH, Level.MEDIUM)).isEqualTo(Grade.G2);
        assertThat(Grade.of(Level.MEDIUM, Level.MEDIUM)).isEqualTo(Grade.G3);
        assertThat(Grade.of(Level.HIGH, Level.LOW)).isEqualTo(Grade.G3);
        assertThat(Grade.of(Level.MEDIUM, Level.LOW)).isEqualTo(Grade.G4);
        assertThat(Grade.of(Level.LOW, Level.LOW)).isEqualTo(Grade.G4);
    }

    private static Diagnosis next(Decision decision) {
        return ((Decision.Advance) decision).next();
    }
}
