package org.firstline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsyncApiTest {

    private static final String DEAD_LETTER = "org.firstline.messaging.dead-lettered.v1";

    private static final Map<String, Class<? extends SuiteEvent>> FAMILIES = Map.of(
            Topics.CALL_EVENTS,
            CallEvent.class,
            Topics.INTAKE_CASES,
            IntakeEvent.class,
            Topics.DIAGNOSIS_CASES,
            DiagnosisEvent.class,
            Topics.ESCALATION_WORK_ORDERS,
            EscalationEvent.class,
            Topics.workOrdersOf("{department}"),
            DepartmentOrder.class,
            Topics.answersOf("{department}"),
            DepartmentAnswer.class,
            Topics.CASE_INPUTS,
            CaseInput.class,
            Topics.FOLLOWUP_CASES,
            FollowupEvent.class);

    @Test
    void the_channels_are_the_topics_and_each_carries_the_types_of_its_family() {
        Set<String> addresses = new TreeSet<>(FAMILIES.keySet());
        addresses.add("{service}.dead-letters");

        assertThat(AsyncApi.channelsById().values().stream()
                        .map(channel -> channel.get("address").asText()))
                .containsExactlyInAnyOrderElementsOf(addresses);
        FAMILIES.forEach((address, family) ->
                assertThat(AsyncApi.typesOn(address)).containsExactlyInAnyOrderElementsOf(Catalogue.typesOf(family)));
        assertThat(AsyncApi.typesOn("{service}.dead-letters")).containsExactly(DEAD_LETTER);
    }

    @Test
    void every_type_is_a_message_of_its_own_with_its_schema() {
        List<String> types = new ArrayList<>(Catalogue.types());
        types.add(DEAD_LETTER);

        Map<String, JsonNode> messages =
                Map.ofEntries(AsyncApi.DOCUMENT.at("/components/messages").properties().stream()
                        .map(message -> Map.entry(message.getKey(), message.getValue()))
                        .toArray(Map.Entry[]::new));

        assertThat(messages.keySet()).containsExactlyInAnyOrderElementsOf(types);
        messages.forEach((type, message) -> {
            assertThat(message.get("name").asText()).isEqualTo(type);
            assertThat(message.at("/payload/schema/$ref").asText()).isEqualTo("./schemas/" + type + ".json");
            assertThat(Schemas.source(type).get("title")).isEqualTo(message.get("title"));
        });
    }

    @Test
    void every_reference_leads_somewhere() {
        Set<String> references = new HashSet<>(AsyncApi.DOCUMENT.findValuesAsText("$ref"));

        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        reference.startsWith("#")
                                ? AsyncApi.at(reference).isObject()
                                : Resource.exists(reference.substring("./".length())))
                .as(reference)
                .isTrue());
    }

    @Test
    void every_message_of_a_case_carries_its_sequence_and_every_message_its_identity() {
        AsyncApi.DOCUMENT.at("/components/messages").properties().forEach(message -> {
            String trait = message.getValue().at("/traits/0/$ref").asText();
            String headers = AsyncApi.at(trait).at("/headers/$ref").asText();
            boolean ours = Catalogue.recordOf(message.getKey())
                    .filter(event -> SuiteEvent.OfCase.class.isAssignableFrom(event)
                            || DepartmentOrder.class.isAssignableFrom(event))
                    .isPresent();

            assertThat(headers).isEqualTo("#/components/schemas/" + (ours ? "caseEventHeaders" : "eventHeaders"));
            assertThat(AsyncApi.at(trait).at("/bindings/kafka/key").isObject()).isTrue();
        });
        assertThat(AsyncApi.at("#/components/schemas/eventHeaders")
                        .get("required")
                        .valueStream()
                        .map(JsonNode::asText))
                .contains("ce_specversion", "ce_id", "ce_source", "ce_type", "content-type");
    }

    @Test
    void every_topic_says_its_partitions_and_how_long_it_keeps_what() {
        AsyncApi.channelsById().values().forEach(channel -> {
            JsonNode kafka = channel.at("/bindings/kafka");
            boolean calls = channel.get("address").asText().equals(Topics.CALL_EVENTS);

            assertThat(kafka.get("partitions").asInt()).isPositive();
            assertThat(kafka.at("/topicConfiguration/retention.ms").asLong())
                    .isEqualTo((calls ? 1 : 7) * 24 * 3_600_000L);
        });
        assertThat(AsyncApi.channelsById().values().stream()
                        .filter(channel -> channel.at("/bindings/kafka/topicConfiguration/message.timestamp.type")
                                .asText()
                                .equals("LogAppendTime"))
                        .map(channel -> channel.get("address").asText()))
                .containsExactlyInAnyOrder(Topics.CALL_EVENTS, Topics.CASE_INPUTS, Topics.answersOf("{department}"));
    }

    @Test
    void call_events_are_read_by_intake_alone_and_each_topic_is_written_by_one_party() {
        assertThat(AsyncApi.operations()
                        .filter(operation ->
                                operation.at("/channel/$ref").asText().equals("#/channels/callEvents"))
                        .filter(operation -> operation.get("action").asText().equals("receive"))
                        .map(operation -> operation.get("x-application").asText()))
                .containsExactly("intake");
        assertThat(AsyncApi.operations()
                        .filter(operation -> operation.get("action").asText().equals("send"))
                        .map(operation -> operation.at("/channel/$ref").asText())
                        .filter(channel -> !channel.endsWith("/deadLetters")))
                .doesNotHaveDuplicates()
                .hasSize(FAMILIES.size());
        assertThat(AsyncApi.services()).allSatisfy(service -> assertThat(AsyncApi.channelsSentBy(service))
                .contains(service + ".dead-letters"));
    }

    @ParameterizedTest
    @CsvSource({
        "intake,     'intake.cases intake.dead-letters', 'call-events escalation.work-orders followup.cases'",
        "diagnosis,  'diagnosis.cases diagnosis.dead-letters', 'case-inputs followup.cases intake.cases'",
        "followup,   'followup.cases followup.dead-letters', 'case-inputs diagnosis.cases escalation.work-orders intake.cases'",
        "escalation, 'departments.{department}.work-orders escalation.dead-letters escalation.work-orders',"
                + " 'case-inputs departments.{department}.answers diagnosis.cases followup.cases'",
        "departments, 'departments.{department}.answers', 'departments.{department}.work-orders'"
    })
    void the_channels_of_an_application_are_told_by_their_addresses(String application, String sent, String received) {
        assertThat(String.join(" ", AsyncApi.channelsSentBy(application))).isEqualTo(sent);
        assertThat(String.join(" ", AsyncApi.channelsReceivedBy(application))).isEqualTo(received);
    }

    @Test
    void the_topics_of_a_department_are_found_by_its_id() {
        assertThat(AsyncApi.departments())
                .containsExactly("access-network", "core-network", "transmission", "field-service", "it-support");
        assertThat(AsyncApi.topicsOf("departments.{department}.answers"))
                .hasSize(5)
                .contains("departments.it-support.answers")
                .allSatisfy(topic -> assertThat(Topics.departmentOf(topic)).isPresent());
        assertThat(AsyncApi.topicsOf(Topics.CASE_INPUTS)).containsExactly(Topics.CASE_INPUTS);
        assertThat(Topics.departmentOf(Topics.CASE_INPUTS)).isEmpty();
    }
}
