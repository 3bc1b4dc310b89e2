package org.firstline.diagnosis.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.firstline.contracts.AsyncApi;
import org.firstline.contracts.ContractViolation;
import org.firstline.contracts.Examples;
import org.firstline.diagnosis.domain.Input;
import org.firstline.messaging.Letter;
import org.firstline.messaging.Reading;
import org.junit.jupiter.api.Test;

/** What others say by the contract's golden examples is understood as it is meant. */
class ConsumerContractTest {

    private static final Map<String, Class<? extends Input>> MEANT = Map.of(
            "org.firstline.intake.case-triaged.v1", Input.Triaged.class,
            "org.firstline.input.observation-reported.v1", Input.Observe.class,
            "org.firstline.input.guided-step-reported.v1", Input.ReportStep.class,
            "org.firstline.input.diagnosis-exhausted.v1", Input.Exhaust.class,
            "org.firstline.followup.case-closed.v1", Input.Closed.class);

    private static final Map<String, Function<Letter, Reading<Input>>> TOPICS = Map.of(
            "intake.cases", Inputs::ofIntake,
            "case-inputs", Inputs::ofCaseInputs,
            "followup.cases", Inputs::ofFollowup);

    private static Letter letter(String topic, String type, byte[] data) {
        return new Letter("/somewhere", "1", type, "key", topic, Instant.EPOCH, 1, null, null, data);
    }

    @Test
    void every_example_of_every_topic_is_read_as_it_is_meant() {
        TOPICS.forEach((topic, reader) -> AsyncApi.typesOn(topic)
                .forEach(type -> Examples.of(type).forEach(example -> {
                    Reading<Input> reading = reader.apply(letter(topic, type, example.bytes()));
                    if (type.endsWith("case-reopened.v1")) {
                        // The full example goes back to a department, the minimal one to the first line.
                        assertThat(reading).isInstanceOf(example.full() ? Reading.NotForUs.class : Reading.Meant.class);
                    } else if (MEANT.containsKey(type)) {
                        assertThat(reading)
                                .isInstanceOfSatisfying(Reading.Meant.class, meant -> assertThat(meant.input())
                                        .isInstanceOf(MEANT.get(type)));
                    } else {
                        assertThat(reading).isInstanceOf(Reading.NotForUs.class);
                    }
                })));
    }

    @Test
    void a_type_of_a_newer_version_is_unknown_and_a_type_of_another_topic_is_a_fault() {
        assertThat(Inputs.ofIntake(letter("intake.cases", "org.firstline.intake.case-triaged.v2", new byte[0])))
                .isInstanceOf(Reading.Unknown.class);
        assertThatThrownBy(() -> Inputs.ofIntake(
                        letter("intake.cases", "org.firstline.input.diagnosis-exhausted.v1", new byte[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("type: expected");
    }

    @Test
    void what_breaks_the_contract_is_told_without_its_value() {
        byte[] data = "{\"caseId\": \"13800138000\"}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() ->
                        Inputs.ofCaseInputs(letter("case-inputs", "org.firstline.input.diagnosis-exhausted.v1", data)))
                .isInstanceOf(ContractViolation.class)
                .message()
                .doesNotContain("13800138000");
    }
}
