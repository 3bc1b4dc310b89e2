package org.firstline.intake.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.firstline.contracts.AsyncApi;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.ContractViolation;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.Examples;
import org.firstline.contracts.Examples.Example;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms.Direction;
import org.firstline.intake.domain.Accountable;
import org.firstline.intake.domain.Captured;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Input;
import org.firstline.intake.domain.Input.News;
import org.firstline.intake.flow.CallReport;
import org.firstline.intake.flow.CaseNews;
import org.firstline.messaging.Letter;
import org.firstline.messaging.Reading;
import org.junit.jupiter.api.Test;

/** What others say by the contract's golden examples is understood as it is meant. */
class ConsumerContractTest {

    private static final Map<String, Class<? extends SuiteEvent>> TOPICS = Map.of(
            "call-events", CallEvent.class,
            "escalation.work-orders", EscalationEvent.class,
            "followup.cases", FollowupEvent.class);

    private static Letter letter(String type, byte[] data) {
        return new Letter("/somewhere", "1", type, "key", "topic", Instant.EPOCH, 1, null, null, data);
    }

    private static Letter letter(Example example) {
        return letter(example.type(), example.bytes());
    }

    private static <T> T meant(Reading<T> reading) {
        assertThat(reading).isInstanceOf(Reading.Meant.class);
        return ((Reading.Meant<T>) reading).input();
    }

    @Test
    void what_is_listened_to_is_what_asyncapi_says_and_every_type_has_examples() {
        assertThat(AsyncApi.channelsReceivedBy("intake")).isEqualTo(TOPICS.keySet());
        TOPICS.forEach((topic, family) -> {
            Set<String> withExample = new HashSet<>();
            Examples.ofFamily(family).forEach(example -> withExample.add(example.type()));
            assertThat(withExample).as(topic).isEqualTo(AsyncApi.typesOn(topic));
        });
    }

    @Test
    void every_example_of_a_call_event_is_news_of_its_call() {
        for (Example example : Examples.ofFamily(CallEvent.class)) {
            CallEvent said = (CallEvent) example.event();
            CallReport report = meant(CallEvents.read(letter(example)));

            assertThat(report.id()).as(example.toString()).isEqualTo(CaseId.ofCall(said.platform(), said.rootCallId()));
            assertThat(report.platform()).isEqualTo(said.platform());
            assertThat(report.rootCallId()).isEqualTo(said.rootCallId());
            assertThat(report.at()).isEqualTo(said.at());
            assertThat(report.inbound()).isEqualTo(said.direction() == Direction.INBOUND);
            assertThat(report.firstLeg()).isEqualTo(said.callId().equals(said.rootCallId()));
            switch (said) {
                case CallEvent.Offered e -> {
                    assertThat(report.news()).isEqualTo(new News.Rang());
                    assertThat(report.number()).isEqualTo(e.callerNumber());
                }
                case CallEvent.Answered e -> assertThat(report.news()).isEqualTo(new News.Answered(e.agentId()));
                case CallEvent.Transferred e -> assertThat(report.news()).isEqualTo(new News.PassedOn(e.toAgentId()));
                case CallEvent.Ended e -> assertThat(report.news()).isEqualTo(new News.Over());
                case CallEvent.Abandoned e -> {
                    assertThat(report.news()).isEqualTo(new News.GaveUp());
                    assertThat(report.number()).isEqualTo(e.callerNumber());
                }
                case CallEvent.ProblemReported e -> isProblem(report, e);
            }
        }
    }

    private static void isProblem(CallReport report, CallEvent.ProblemReported said) {
        CallEvent.Problem problem = said.problem();
        assertThat(report.number()).isEqualTo(said.callerNumber());
        assertThat(report.account()).isEqualTo(problem.account());
        assertThat(report.words()).isEqualTo(problem.symptom().text());
        assertThat(report.news()).isInstanceOf(News.Reported.class);
        Captured captured = ((News.Reported) report.news()).problem();
        assertThat(captured.line().name()).isEqualTo(problem.serviceLine().name());
        assertThat(captured.category().name()).isEqualTo(problem.category().name());
        assertThat(captured.impact().name()).isEqualTo(problem.impact().name());
        assertThat(captured.urgency().name()).isEqualTo(problem.urgency().name());
        assertThat(captured.identityVerified()).isEqualTo(problem.identityVerified());
        assertThat(captured.symptom().code()).isEqualTo(problem.symptom().code());
        assertThat(captured.symptom().sinceAt()).isEqualTo(problem.symptom().sinceAt());
        assertThat(captured.symptom().frequency().name())
                .isEqualTo(problem.symptom().frequency().name());
        assertThat(captured.symptom().tried()).isEqualTo(problem.symptom().tried());
    }

    @Test
    void every_example_of_follow_up_says_who_has_the_case_but_that_a_customer_was_told_which_repeats_who_had_it() {
        for (Example example : Examples.ofFamily(FollowupEvent.class)) {
            FollowupEvent said = (FollowupEvent) example.event();
            if (said instanceof FollowupEvent.CustomerInformed) {
                assertThat(FollowupCases.read(letter(example)))
                        .as(example.toString())
                        .isInstanceOf(Reading.NotForUs.class);
                continue;
            }
            Accountable now = Accountabilities.of(said.accountability());
            Input expected =
                    switch (said) {
                        case FollowupEvent.CaseClosed e -> new Input.Closed(now);
                        case FollowupEvent.CaseReopened e -> new Input.Reopened(now);
                        case FollowupEvent.CustomerInformed e ->
                            throw new AssertionError("expected it to be passed over");
                        case FollowupEvent.CallbackScheduled e ->
                            new Input.CallbackScheduled(e.attempt(), e.callAt(), now);
                        case FollowupEvent.CallbackDone e -> new Input.OwnerChanged(now);
                        case FollowupEvent.CallbackMissed e -> new Input.OwnerChanged(now);
                    };

            assertThat(meant(FollowupCases.read(letter(example))))
                    .as(example.toString())
                    .isEqualTo(new CaseNews(new CaseId(said.caseId()), expected));
            assertThat(now.owner().name())
                    .isEqualTo(said.accountability().owner().name());
            assertThat(now.next().name())
                    .isEqualTo(said.accountability().nextStep().name());
            assertThat(now.dueAt()).isEqualTo(said.accountability().dueAt());
        }
    }

    @Test
    void every_example_of_a_work_order_says_who_has_the_case_and_an_opened_one_which_department() {
        for (Example example : Examples.ofFamily(EscalationEvent.class)) {
            EscalationEvent said = (EscalationEvent) example.event();
            Accountable now = Accountabilities.of(said.accountability());
            Input expected = said instanceof EscalationEvent.WorkOrderOpened opened
                    ? new Input.DepartmentGot(opened.department(), now)
                    : new Input.OwnerChanged(now);

            assertThat(meant(WorkOrders.read(letter(example))))
                    .as(example.toString())
                    .isEqualTo(new CaseNews(new CaseId(said.caseId()), expected));
        }
    }

    @Test
    void a_type_of_tomorrow_is_unknown_and_one_of_another_topic_is_a_fault() {
        Map<Class<? extends SuiteEvent>, Function<Letter, Reading<?>>> readers = Map.of(
                CallEvent.class, CallEvents::read,
                EscalationEvent.class, WorkOrders::read,
                FollowupEvent.class, FollowupCases::read);
        readers.forEach((family, reader) -> {
            assertThat(reader.apply(letter("org.firstline.tomorrow.sung.v1", new byte[0])))
                    .isInstanceOf(Reading.Unknown.class);
            for (Class<? extends SuiteEvent> other : List.copyOf(readers.keySet())) {
                if (other != family) {
                    Example foreign =
                            Examples.of(Catalogue.typesOf(other).getFirst()).getFirst();
                    assertThatThrownBy(() -> reader.apply(letter(foreign)))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageStartingWith("type: expected");
                }
            }
        });
    }

    @Test
    void what_breaks_the_contract_is_told_without_its_value() {
        byte[] data = "{\"caseId\": \"13800138000\"}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> FollowupCases.read(letter("org.firstline.followup.case-closed.v1", data)))
                .isInstanceOf(ContractViolation.class)
                .message()
                .doesNotContain("13800138000");
    }
}
