package org.firstline.escalation.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.Examples;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.SuiteEvent;
import org.firstline.escalation.domain.DepartmentId;
import org.firstline.escalation.domain.Input;
import org.firstline.messaging.Letter;
import org.firstline.messaging.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden examples of the contracts, as this consumer understands them. */
class WhatIsHeardTest {

    private static final Instant SOME_TIME = Instant.parse("2026-03-02T08:00:00Z");

    static Stream<Examples.Example> examples() {
        return Stream.of(DiagnosisEvent.class, DepartmentAnswer.class, CaseInput.class, FollowupEvent.class)
                .flatMap(family -> Examples.ofFamily(family).stream());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void each_golden_example_is_understood(Examples.Example example) {
        SuiteEvent event = example.event();
        Reading<Input> reading =
                switch (event) {
                    case DiagnosisEvent e -> DiagnosisListener.read(letter("diagnosis.cases", example));
                    case DepartmentAnswer e ->
                        AnswerListener.read(letter("departments.field-service.answers", example));
                    case CaseInput e -> CaseInputListener.read(letter("case-inputs", example));
                    case FollowupEvent e -> FollowupListener.read(letter("followup.cases", example));
                    default -> throw new AssertionError("not ours: " + example);
                };

        boolean ours =
                switch (event) {
                    case DiagnosisEvent.EscalationNeeded e -> true;
                    case DepartmentAnswer e -> true;
                    case CaseInput.InformationGiven e -> true;
                    case FollowupEvent.CaseReopened e -> e.workOrderId() != null;
                    default -> false;
                };
        assertThat(reading).isInstanceOf(ours ? Reading.Meant.class : Reading.NotForUs.class);
    }

    @Test
    void the_department_comes_from_the_topics_name() {
        var reading = AnswerListener.read(letter(
                "departments.field-service.answers",
                Examples.ofFamily(DepartmentAnswer.class).getFirst()));

        assertThat(reading)
                .isInstanceOfSatisfying(Reading.Meant.class, meant -> assertThat(((Input.Answer) meant.input()).from())
                        .isEqualTo(new DepartmentId("field-service")));
    }

    @Test
    void a_type_of_another_family_is_refused_and_an_unknown_one_passed_over() {
        Function<String, Letter> typed = type -> letter("diagnosis.cases", type, new byte[] {'{', '}'});

        assertThatThrownBy(() -> DiagnosisListener.read(
                        typed.apply(Catalogue.typesOf(FollowupEvent.class).getFirst())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
        assertThat(DiagnosisListener.read(typed.apply("org.firstline.diagnosis.new.v1")))
                .isInstanceOf(Reading.Unknown.class);
    }

    private static Letter letter(String topic, Examples.Example example) {
        return letter(topic, example.type(), example.bytes());
    }

    private static Letter letter(String topic, String type, byte[] data) {
        return new Letter("/test", "1", type, "key", topic, SOME_TIME, 1, null, null, data);
    }
}
