package org.firstline.diagnosis.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.Terms.Handling;
import org.firstline.diagnosis.Events;
import org.firstline.diagnosis.OnTheStack;
import org.firstline.diagnosis.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes off a topic, the listener goes on with what comes after it. */
@OnTheStack
class ListenersOutliveTest {

    private static final String EXHAUSTED = "org.firstline.input.diagnosis-exhausted.v1";
    private static final String TRIAGED = "org.firstline.intake.case-triaged.v1";

    @Inject
    MeterRegistry metrics;

    private final UUID caseId = UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(strings = {"intake.cases", "case-inputs", "followup.cases"})
    void poison_is_dead_lettered_and_other_keys_go_on(String topic) {
        String poisoned = UUID.randomUUID().toString();
        byte[] bytes = "certainly not JSON".getBytes(StandardCharsets.UTF_8);

        Topic.send(topic, poisoned, bytes, Map.of());
        Topic.send(topic, null, bytes, Topic.envelope("/x", UUID.randomUUID().toString(), EXHAUSTED));
        Topic.send(
                topic,
                UUID.randomUUID().toString(),
                new byte[70_000],
                Topic.envelope("/x", UUID.randomUUID().toString(), EXHAUSTED));

        assertThatItGoesOn();
        assertThat(deadLettersOf(topic)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void an_unknown_type_is_passed_over() {
        Map<String, String> headers = new HashMap<>(Topic.envelope("/firstline/intake", "n1-" + caseId, EXHAUSTED));
        headers.put("ce_type", "org.firstline.intake.case-dreamt-of.v9");
        double before = counted("firstline.events.unknown", "route", "intake.cases");
        Topic.send("intake.cases", caseId.toString(), "{}".getBytes(StandardCharsets.UTF_8), headers);

        awaitCounted("firstline.events.unknown", "route", "intake.cases", before + 1);
        assertThatItGoesOn();
    }

    @Test
    void an_unknown_field_is_passed_over() {
        double before = counted("firstline.events.unknown.fields", "type", TRIAGED);
        DiagnosisEvent.DiagnosisStarted started = startedBy(new String(
                        Catalogue.write(Events.triaged(caseId, "broadband.slow", Handling.PERSON)),
                        StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{\"moonPhase\": {\"of\": [1, 2]}, "));

        assertThat(started.facts().region()).isEqualTo("CN-31");
        awaitCounted("firstline.events.unknown.fields", "type", TRIAGED, before + 1);
    }

    @Test
    void structured_mode_is_understood_like_binary_mode() {
        String data = new String(
                Catalogue.write(Events.triaged(caseId, "broadband.slow", Handling.PERSON)), StandardCharsets.UTF_8);
        String event = "{\"specversion\": \"1.0\", \"id\": \"s-" + caseId + "\", \"source\": \"/firstline/intake\","
                + " \"type\": \"org.firstline.intake.case-triaged.v1\", \"datacontenttype\": \"application/json\","
                + " \"data\": " + data + "}";
        Topic.send(
                "intake.cases",
                caseId.toString(),
                event.getBytes(StandardCharsets.UTF_8),
                Map.of("content-type", "application/cloudevents+json"));

        assertThat(Topic.hear(caseId, 1).getFirst().event()).isInstanceOf(DiagnosisEvent.DiagnosisStarted.class);
    }

    private DiagnosisEvent.DiagnosisStarted startedBy(String json) {
        Topic.send(
                "intake.cases",
                caseId.toString(),
                json.getBytes(StandardCharsets.UTF_8),
                Topic.envelope("/firstline/intake", "u-" + caseId, TRIAGED));
        return (DiagnosisEvent.DiagnosisStarted)
                Topic.hear(caseId, 1).getFirst().event();
    }

    private double counted(String metric, String tag, String value) {
        return metrics.find(metric).tag(tag, value).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void awaitCounted(String metric, String tag, String value, double atLeast) {
        await().atMost(Duration.ofSeconds(30)).until(() -> counted(metric, tag, value) >= atLeast);
    }

    private static void assertThatItGoesOn() {
        UUID next = UUID.randomUUID();
        Topic.say(
                "intake.cases", "/firstline/intake", next, Events.triaged(next, "broadband.slow", Handling.AUTOMATIC));
        Topic.say("case-inputs", "/bots/broadband", next, Events.exhausted(next));
        assertThat(Topic.hear(next, 2)).hasSize(2);
    }

    private static long deadLettersOf(String topic) {
        return Topic.hear("diagnosis.dead-letters", (@Nullable String) null, 3).stream()
                .map(ConsumerRecord::value)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .filter(json -> json.contains("\"" + topic + "\"") || json.contains(topic))
                .count();
    }
}
