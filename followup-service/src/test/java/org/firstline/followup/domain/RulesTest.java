package org.firstline.followup.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.firstline.followup.domain.Accountable.NextStep;
import org.firstline.followup.domain.Accountable.Owner;
import org.firstline.followup.domain.Decision.Advance;
import org.firstline.followup.domain.Effect.Said;
import org.firstline.followup.domain.Effect.Tell;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Test
    void nobody_is_called_before_eight_or_after_nine_in_the_evening() {
        CallWindow window = new CallWindow(LocalTime.of(8, 0), LocalTime.of(21, 0), SHANGHAI);

        assertThat(window.earliest(Instant.parse("2026-03-01T23:59:00Z"))).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(window.earliest(Instant.parse("2026-03-02T04:00:00Z"))).isEqualTo("2026-03-02T04:00:00Z");
        assertThat(window.earliest(Instant.parse("2026-03-02T12:59:59Z"))).isEqualTo("2026-03-02T12:59:59Z");
        assertThat(window.earliest(Instant.parse("2026-03-02T13:00:00Z"))).isEqualTo("2026-03-03T00:00:00Z");
        assertThatThrownBy(() -> new CallWindow(LocalTime.NOON, LocalTime.NOON, SHANGHAI))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_late_diagnosis_event_does_not_take_the_case_back_from_the_department() {
        Claim order = claim(Publisher.ESCALATION, 1, 3, new EventId(Publisher.DIAGNOSIS, 2), Owner.DEPARTMENT);
        Claim escalated = claim(Publisher.DIAGNOSIS, 2, 9, null, Owner.FIRST_LINE);

        assertThat(Claims.NONE.with(order).with(escalated).present().owner()).isEqualTo(Owner.DEPARTMENT);
        assertThat(Claims.NONE.with(escalated).with(order).present().owner()).isEqualTo(Owner.DEPARTMENT);
    }

    @Test
    void an_overtaken_claim_of_the_same_publisher_changes_nothing() {
        Claim newer = claim(Publisher.INTAKE, 2, 1, null, Owner.OTHER_DESK);
        Claim older = claim(Publisher.INTAKE, 1, 5, null, Owner.FIRST_LINE);

        assertThat(Claims.NONE.with(newer).with(older).present().owner()).isEqualTo(Owner.OTHER_DESK);
    }

    @Test
    void a_flood_of_progress_becomes_one_notice_per_interval() {
        CaseFile file = Cases.watched();
        Instant at = Cases.NOON;
        List<Instant> due = new java.util.ArrayList<>();
        for (int i = 0; i < 60; i++) {
            at = at.plusSeconds(60);
            Advance advance = (Advance) Cases.decide(
                    file,
                    Cases.heard(
                            Publisher.ESCALATION,
                            10 + i,
                            new News.OrderProgressed("access-network", Cases.NOON.plusSeconds(50_000 + i)),
                            NextStep.RESOLVE_WORK_ORDER),
                    at);
            due.add(((Tell) advance.effects().getFirst()).dueAt());
            file = advance.next();
        }

        assertThat(due.stream().distinct().toList())
                .containsExactly(
                        Cases.NOON.plusSeconds(60),
                        Cases.NOON.plusSeconds(60 + 1800),
                        Cases.NOON.plusSeconds(60 + 3600));
    }

    @Test
    void a_department_gets_its_order_back_when_the_customer_says_it_is_not_solved() {
        Advance advance = (Advance) Cases.decide(
                Cases.planned(Occasion.DEPARTMENT, 0),
                new Input.ReportCallback(Cases.CASE, 1, CallbackOutcome.NOT_SOLVED, 2, "20644"));

        assertThat(advance.effects()).anySatisfy(effect -> assertThat(effect)
                .isInstanceOfSatisfying(Effect.Say.class, say -> assertThat(say.said())
                        .isEqualTo(new Said.Reopened(2, ResolvedBy.DEPARTMENT, Cases.ORDER))));
        assertThat(advance.next().claims().present().owner()).isEqualTo(Owner.DEPARTMENT);
        assertThat(advance.next().claims().present().ownerId()).isEqualTo("access-network");
    }

    @Test
    void nothing_is_due_before_its_time() {
        assertThat(Cases.decide(Cases.planned(Occasion.FIXED, 0), new Input.Wake(Cases.CASE)))
                .isEqualTo(new Decision.Ignore("it is not due yet"));
        assertThat(Cases.decide(
                        Cases.planned(Occasion.FIXED, 0), new Input.Wake(Cases.CASE), Cases.NOON.plusSeconds(4500)))
                .isInstanceOf(Advance.class);
    }

    @Test
    void a_template_must_use_exactly_the_facts_of_its_kind() {
        assertThat(Words.fault(About.PROMISE, "Case {case} by {expectedAt}.")).isNull();
        assertThat(Words.fault(About.PROMISE, "Case {case}.")).contains("expectedAt");
        assertThat(Words.fault(About.THANKS, "Case {case} of {name}.")).contains("[case]");
        assertThat(Words.fault(About.THANKS, "Case {case} {")).isNotNull();
        assertThat(Words.fault(About.THANKS, " ")).isNotNull();
        assertThat(Words.fault(About.THANKS, "{case}" + "x".repeat(500))).isNotNull();
    }

    @Test
    void times_are_told_in_the_customers_zone_and_language() {
        Map<String, String> facts = Map.of("case", "10C3AB41", "expectedAt", "2026-03-02T08:52:01.118Z");

        assertThat(Words.fill("{case}: {expectedAt}", facts, Locale.forLanguageTag("zh-CN"), SHANGHAI))
                .isEqualTo("10C3AB41: 3月2日 16:52");
        assertThat(Words.fill("{case}: {expectedAt}", facts, Locale.ENGLISH, SHANGHAI))
                .isEqualTo("10C3AB41: 2 Mar 16:52");
    }

    @Test
    void a_cause_is_known_only_within_the_same_case() {
        assertThat(EventId.ofCause("/firstline/intake#" + Cases.CASE + ":3", Cases.CASE))
                .isEqualTo(new EventId(Publisher.INTAKE, 3));
        assertThat(EventId.ofCause("/firstline/intake#5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab42:3", Cases.CASE))
                .isNull();
        assertThat(EventId.ofCause("/departments/x#1", Cases.CASE)).isNull();
        assertThat(EventId.ofCause(null, Cases.CASE)).isNull();
    }

    private static Claim claim(Publisher publisher, long number, long seconds, EventId cause, Owner owner) {
        return new Claim(
                new Position(new EventId(publisher, number), Cases.NOON.plusSeconds(seconds), cause),
                Cases.by(owner, NextStep.DIAGNOSE));
    }
}
