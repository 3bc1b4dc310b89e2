package org.firstline.followup.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Topics;
import org.firstline.followup.Outside;
import org.firstline.followup.Story;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

/** What listeners outlive. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "followup"))
@QuarkusTestResource(Outside.class)
class ListenersTest {

    @Inject
    MeterRegistry metrics;

    @Test
    void an_unknown_type_and_an_unknown_field_are_passed_over() {
        try (Story story = new Story()) {
            String opened = Catalogue.typeOf(story.opened());
            double types = counted("firstline.events.unknown", "route", Topics.INTAKE_CASES);
            double fields = counted("firstline.events.unknown.fields", "type", opened);
            story.send(
                    Topics.INTAKE_CASES,
                    key(story),
                    bytes("{}"),
                    headers(story, "org.firstline.intake.case-merged.v1"));
            byte[] known = Catalogue.write(story.opened());
            String more = "{\"new\\u0041\":\"x\\u0000y\"," + new String(known, StandardCharsets.UTF_8).substring(1);
            story.send(Topics.INTAKE_CASES, key(story), bytes(more), headers(story, opened));

            story.awaiting(() -> story.said("intake").size() == 1, "the event with the unknown field");
            story.awaiting(
                    () -> counted("firstline.events.unknown", "route", Topics.INTAKE_CASES) >= types + 1,
                    "the unknown type to be counted");
            story.awaiting(
                    () -> counted("firstline.events.unknown.fields", "type", opened) >= fields + 1,
                    "the unknown field to be counted");
            assertThat(dead(story)).isEqualTo("0");
        }
    }

    @Test
    void structured_mode_is_understood_like_binary_mode_on_every_topic() {
        try (Story story = new Story()) {
            structured(story, Topics.INTAKE_CASES, 1, story.opened());
            structured(story, Topics.DIAGNOSIS_CASES, 1, story.diagnosed(1));
            structured(story, Topics.ESCALATION_WORK_ORDERS, 1, story.order(1));
            structured(story, Topics.ESCALATION_WORK_ORDERS, 2, story.resolved());
            story.until("callback-scheduled");
            structured(story, Topics.CASE_INPUTS, 1, story.reported(1, CallbackOutcome.SOLVED));

            story.until("callback-scheduled", "callback-done", "case-closed");
            assertThat(story.said("intake")).containsExactly("case-opened");
            assertThat(story.said("diagnosis")).containsExactly("diagnosis-started");
            assertThat(story.said("escalation")).containsExactly("work-order-opened", "work-order-resolved");
            assertThat(dead(story)).isEqualTo("0");
        }
    }

    @Test
    void what_is_not_json_or_not_ours_or_too_large_goes_to_the_dead_letters_and_others_go_on() {
        String type = "org.firstline.intake.case-opened.v1";
        try (Story notJson = new Story();
                Story wrong = new Story();
                Story large = new Story();
                Story well = new Story()) {
            notJson.send(Topics.INTAKE_CASES, key(notJson), bytes("not json"), headers(notJson, type));
            wrong.send(
                    Topics.INTAKE_CASES,
                    key(wrong),
                    Catalogue.write(wrong.fixed(1)),
                    headers(wrong, Catalogue.typeOf(wrong.fixed(1))));
            large.send(Topics.INTAKE_CASES, key(large), new byte[70_000], headers(large, type));
            well.say(well.opened());

            well.awaiting(() -> well.said("intake").size() == 1, "the event behind");
            for (Story story : new Story[] {notJson, wrong, large}) {
                story.awaiting(() -> dead(story).equals("1"), "a dead letter");
            }
        }
    }

    @Test
    void a_record_without_a_key_goes_to_the_dead_letters() {
        try (Story story = new Story()) {
            String before = story.one("select count(*) from dead_letter where key_hash is null");
            story.send(
                    Topics.DIAGNOSIS_CASES, null, bytes("{}"), headers(story, "org.firstline.diagnosis.case-fixed.v1"));

            story.awaiting(
                    () -> !story.one("select count(*) from dead_letter where key_hash is null")
                            .equals(before),
                    "a dead letter without a key");
        }
    }

    @Test
    void what_is_heard_twice_is_told_once() {
        try (Story story = new Story()) {
            byte[] event = Catalogue.write(story.fixed(1));
            RecordHeaders headers = headers(story, "org.firstline.diagnosis.case-fixed.v1");
            for (int i = 0; i < 3; i++) {
                story.send(Topics.DIAGNOSIS_CASES, key(story), event, headers);
            }
            story.say(story.order(1));

            story.awaiting(() -> story.said("escalation").size() == 1, "the last event");
            story.awaiting(() -> story.said("diagnosis").size() == 1, "the event once");
            assertThat(story.followupSaid()).containsOnlyOnce("callback-scheduled");
        }
    }

    @Test
    void nothing_personal_of_a_contact_point_stays() {
        try (Story story = new Story("cust-canary-" + UUID.randomUUID())) {
            story.say(story.opened()).say(story.order(1)).untilNotices("PROMISE DELIVERED");

            for (String table : new String[] {"notice", "story", "followup_case", "task", "outbox", "held"}) {
                assertThat(story.one("select count(*) from " + table + " t where t::text like '%+8613800%'"))
                        .as(table)
                        .isEqualTo("0");
            }
        }
    }

    private double counted(String metric, String tag, String value) {
        return metrics.find(metric).tag(tag, value).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static String dead(Story story) {
        return story.one("select count(*) from dead_letter where key_hash = encode(sha256('" + story.caseId
                + "'::bytea), 'hex')");
    }

    private static RecordHeaders headers(Story story, String type) {
        RecordHeaders headers = new RecordHeaders();
        Story.header(headers, "ce_specversion", "1.0");
        Story.header(headers, "ce_id", story.caseId + ":" + (type.contains("merged") ? 7 : 1));
        Story.header(headers, "ce_source", "/firstline/" + type.split("\\.")[2]);
        Story.header(headers, "ce_type", type);
        Story.header(headers, "ce_sequence", "1");
        Story.header(headers, "content-type", "application/json");
        return headers;
    }

    /** The whole event as one JSON text, as a producer may send it. */
    private static void structured(Story story, String topic, int sequence, SuiteEvent event) {
        String type = Catalogue.typeOf(event);
        String by = type.split("\\.")[2];
        String source = topic.equals(Topics.CASE_INPUTS) ? "/dialer" : "/firstline/" + by;
        RecordHeaders headers = new RecordHeaders();
        Story.header(headers, "content-type", "application/cloudevents+json; charset=UTF-8");
        String envelope = """
                {"specversion":"1.0","id":"%s:%s:%d","source":"%s","type":"%s","sequence":"%d",
                 "datacontenttype":"application/json","data":%s}""".formatted(
                        story.caseId,
                        by,
                        sequence,
                        source,
                        type,
                        sequence,
                        new String(Catalogue.write(event), StandardCharsets.UTF_8));
        story.send(topic, key(story), bytes(envelope), headers);
    }

    private static byte[] key(Story story) {
        return bytes(story.caseId.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
