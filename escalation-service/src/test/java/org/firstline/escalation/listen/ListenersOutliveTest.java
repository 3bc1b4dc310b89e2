package org.firstline.escalation.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.DepartmentOrder;
import org.firstline.contracts.EscalationEvent.InformationRequested;
import org.firstline.contracts.EscalationEvent.WorkOrderCancelled;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms.Grade;
import org.firstline.escalation.AnyEvents;
import org.firstline.escalation.Database;
import org.firstline.escalation.Post;
import org.firstline.local.EmbeddedStack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand on a topic without stopping it: after each of these, the next order of another case is worked on. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "escalation"))
class ListenersOutliveTest {

    private static final String ESCALATION = "org.firstline.diagnosis.escalation-needed.v1";

    @Inject
    MeterRegistry metrics;

    private final UUID caseId = UUID.randomUUID();
    private final UUID order = UUID.randomUUID();
    private final Post post = new Post("escalation.work-orders", "departments.access-network.work-orders");

    @AfterEach
    void close() {
        post.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diagnosis.cases",
                "departments.access-network.answers",
                "departments.transmission.answers",
                "case-inputs",
                "followup.cases"
            })
    void nothing_stops_a_topic(String topic) {
        long before = Database.count("dead_letter where topic = '" + topic + "'");
        String route = topic.startsWith("departments.") ? "departments.answers" : topic;
        double unknown = counted("firstline.events.unknown", "route", route);

        bad(topic, "k-" + UUID.randomUUID(), Catalogue.types().getFirst(), "not JSON at all");
        bad(topic, null, ESCALATION, "{}");
        bad(topic, "k-" + UUID.randomUUID(), Catalogue.types().getLast(), "{\"x\":\"" + "y".repeat(70_000) + "\"}");
        bad(topic, "k-" + UUID.randomUUID(), "org.firstline.diagnosis.something-new.v9", "{}");
        Database.awaitCount("dead_letter where topic = '" + topic + "'", before + 3);

        assertThat(Database.count("dead_letter where topic = '" + topic + "'")).isEqualTo(before + 3);
        assertThat(Database.count("dead_letter where topic = '" + topic + "' and reason not like '%expected%found%'"))
                .isZero();
        awaitCounted("firstline.events.unknown", "route", route, unknown + 1);
        worksOn(topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-field-of-tomorrow"})
    void an_unknown_field_is_passed_over(String field) {
        String json = new String(Catalogue.write(AnyEvents.escalation(caseId, order, Grade.G2)), StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{\"" + field.replace("-", "") + "\":1,");
        double before = counted("firstline.events.unknown.fields", "type", ESCALATION);

        post.send(
                "diagnosis.cases",
                caseId.toString(),
                UUID.randomUUID().toString(),
                ESCALATION,
                json.getBytes(StandardCharsets.UTF_8));

        assertThat(post.ofCase(caseId, 2)).hasSize(2);
        awaitCounted("firstline.events.unknown.fields", "type", ESCALATION, before + 1);
    }

    @Test
    void structured_mode_is_understood_like_binary_mode_on_every_topic() {
        structured("diagnosis.cases", caseId, AnyEvents.escalation(caseId, order, Grade.G2));
        post.ofCase(caseId, 2);
        structured("departments.access-network.answers", order, new DepartmentAnswer.Accepted(order, "an-1"));
        post.ofCase(caseId, 3);
        structured(
                "departments.access-network.answers",
                order,
                new DepartmentAnswer.InformationNeeded(order, "an-1", "Which light is red?"));
        assertThat(post.ofCase(caseId, InformationRequested.class, 1)).hasSize(1);
        structured("case-inputs", caseId, new CaseInput.InformationGiven(caseId, "bot-1", order, "LOS"));
        assertThat(post.ofCase(caseId, DepartmentOrder.Informed.class, 1)
                        .getFirst()
                        .information())
                .isEqualTo("LOS");
        structured("followup.cases", caseId, AnyEvents.cancelled(caseId));
        assertThat(post.ofCase(caseId, WorkOrderCancelled.class, 1)).hasSize(1);
    }

    /** The whole event as one JSON text, as a producer may send it. */
    private void structured(String topic, UUID key, SuiteEvent event) {
        String envelope = """
                {"specversion":"1.0","id":"%s","source":"/test","type":"%s","datacontenttype":"application/json",
                 "data":%s}""".formatted(
                UUID.randomUUID(), Catalogue.typeOf(event), new String(Catalogue.write(event), StandardCharsets.UTF_8));
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, key.toString(), envelope.getBytes(StandardCharsets.UTF_8));
        record.headers()
                .add("content-type", "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8));
        post.sendRaw(record);
    }

    private double counted(String metric, String tag, String value) {
        return metrics.find(metric).tag(tag, value).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void awaitCounted(String metric, String tag, String value, double atLeast) {
        await().atMost(Duration.ofSeconds(30)).until(() -> counted(metric, tag, value) >= atLeast);
    }

    private void bad(String topic, @Nullable String key, String type, String data) {
        post.send(topic, key, UUID.randomUUID().toString(), type, data.getBytes(StandardCharsets.UTF_8));
    }

    /** An order is opened; on a department's topic, it is answered too. */
    private void worksOn(String topic) {
        post.send("diagnosis.cases", caseId.toString(), AnyEvents.escalation(caseId, order, Grade.G2));
        post.ofCase(caseId, 2);
        if (topic.equals("departments.access-network.answers")) {
            post.send(topic, order.toString(), new DepartmentAnswer.Accepted(order, "an-1"));
            post.ofCase(caseId, 3);
        }
        if (topic.equals("followup.cases")) {
            post.send(topic, caseId.toString(), AnyEvents.cancelled(caseId));
            post.ofCase(caseId, 4);
        }
    }
}
