package org.firstline.followup.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.Examples;
import org.firstline.contracts.Examples.Example;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.IntakeEvent;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms;
import org.firstline.followup.domain.About;
import org.firstline.followup.domain.Accountable;
import org.firstline.followup.domain.CallbackOutcome;
import org.firstline.followup.domain.Closure;
import org.firstline.followup.domain.Input;
import org.firstline.followup.domain.ResolvedBy;
import org.firstline.messaging.Letter;
import org.firstline.messaging.Reading;
import org.junit.jupiter.api.Test;

/** What this service reads, against the golden examples of who writes it. */
class ContractsTest {

    private static final Instant AT = Instant.parse("2026-03-02T04:00:00Z");

    @Test
    void every_example_of_what_is_read_becomes_an_input_of_its_case() {
        for (Class<? extends SuiteEvent.OfCase> family :
                List.of(IntakeEvent.class, DiagnosisEvent.class, EscalationEvent.class)) {
            for (Example example : Examples.ofFamily(family)) {
                assertThat(Heard.ofCase(letter(example.type(), example.bytes()), family))
                        .as(example.toString())
                        .isInstanceOfSatisfying(Reading.Meant.class, meant -> {
                            SuiteEvent.OfCase event = (SuiteEvent.OfCase) example.event();
                            Input.Hear hear = (Input.Hear) meant.input();
                            assertThat(hear.caseId().value()).isEqualTo(event.caseId());
                            assertThat(hear.accountable().owner().name())
                                    .isEqualTo(event.accountability().owner().name());
                            assertThat(hear.accountable().dueAt())
                                    .isEqualTo(event.accountability().dueAt());
                        });
            }
        }
    }

    @Test
    void of_case_inputs_only_reports_of_callbacks_are_for_us() {
        for (Example example : Examples.ofFamily(CaseInput.class)) {
            Reading<Input> reading = CaseInputs.read(letter(example.type(), example.bytes()));

            if (example.event() instanceof CaseInput.CallbackReported report) {
                assertThat(((Reading.Meant<Input>) reading).input())
                        .isEqualTo(new Input.ReportCallback(
                                new org.firstline.followup.domain.CaseId(report.caseId()),
                                report.attempt(),
                                CallbackOutcome.valueOf(report.outcome().name()),
                                report.satisfaction(),
                                report.reportedBy()));
            } else {
                assertThat(reading).isInstanceOf(Reading.NotForUs.class);
            }
        }
    }

    @Test
    void a_type_of_tomorrow_is_unknown_and_one_of_another_topic_is_an_error() {
        assertThat(Heard.ofCase(letter("org.firstline.intake.case-merged.v1", bytes("{}")), IntakeEvent.class))
                .isInstanceOf(Reading.Unknown.class);
        assertThat(CaseInputs.read(letter("org.firstline.input.case-sung.v1", bytes("{}"))))
                .isInstanceOf(Reading.Unknown.class);
        Example other =
                Examples.of(Catalogue.typesOf(FollowupEvent.class).getFirst()).getFirst();
        assertThatThrownBy(() -> Heard.ofCase(letter(other.type(), other.bytes()), IntakeEvent.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CaseInputs.read(letter(other.type(), other.bytes())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_event_of_a_case_needs_its_number() {
        Example example = Examples.ofFamily(IntakeEvent.class).getFirst();
        Letter letter =
                new Letter("/firstline/intake", "x", example.type(), "k", "t", AT, 0, null, null, example.bytes());

        assertThatThrownBy(() -> Heard.ofCase(letter, IntakeEvent.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sequence");
    }

    @Test
    void the_domain_speaks_the_same_words_as_the_contracts() {
        assertThat(names(Accountable.Owner.values())).isEqualTo(names(Terms.OwnerKind.values()));
        assertThat(names(Accountable.NextStep.values())).isEqualTo(names(Terms.NextStep.values()));
        assertThat(names(CallbackOutcome.values())).isEqualTo(names(Terms.CallbackOutcome.values()));
        assertThat(names(About.values())).isEqualTo(names(Terms.NoticeAbout.values()));
        assertThat(names(ResolvedBy.values())).isEqualTo(names(Terms.ResolvedBy.values()));
        assertThat(names(Closure.values())).isEqualTo(names(FollowupEvent.Closure.values()));
    }

    @Test
    void the_channels_are_those_of_asyncapi() throws IOException {
        String yaml = resource("org/firstline/contracts/asyncapi.yaml");
        Set<String> described = new TreeSet<>();
        Matcher operations = Pattern.compile(
                        "action: (receive)\\n    channel: \\{\\$ref: '#/channels/(\\w+)'}\\n(?:    summary: .*\\n)?"
                                + "    x-application: followup\\n")
                .matcher(yaml);
        while (operations.find()) {
            Matcher address = Pattern.compile("\\n  " + operations.group(2) + ":\\n    address: (\\S+)\\n")
                    .matcher(yaml);
            assertThat(address.find()).isTrue();
            described.add(address.group(1));
        }
        Properties settings = new Properties();
        settings.load(getClass().getClassLoader().getResourceAsStream("application.properties"));
        Set<String> configured = new TreeSet<>();
        settings.stringPropertyNames().stream()
                .filter(name -> name.matches("mp\\.messaging\\.incoming\\.[a-z-]+\\.topics"))
                .forEach(name ->
                        configured.addAll(List.of(settings.getProperty(name).split(","))));

        assertThat(configured).isNotEmpty().isEqualTo(described);
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private String resource(String name) throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(getClass().getClassLoader().getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Letter letter(String type, byte[] data) {
        return new Letter("/firstline/x", "x:7", type, "k", "topic", AT, 7, null, null, data);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
