package org.firstline.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.intake.Surroundings.call;
import static org.firstline.intake.Surroundings.fresh;
import static org.firstline.intake.Surroundings.names;
import static org.firstline.intake.Surroundings.problem;
import static org.firstline.intake.Surroundings.send;
import static org.firstline.intake.Surroundings.sql;
import static org.firstline.intake.Surroundings.story;
import static org.firstline.intake.Surroundings.until;
import static org.firstline.intake.Surroundings.with;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.firstline.contracts.Examples;
import org.firstline.intake.domain.CaseId;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The listeners outlive what they cannot use, and nothing personal gets out. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class ListenersTest {

    private static final Instant AT = Instant.parse("2026-03-02T00:14:05Z");
    private static final String REPORTED = "org.firstline.call.problem-reported.v1";

    @Inject
    MeterRegistry metrics;

    private static String caseOf(String root) {
        return CaseId.ofCall("test", root).toString();
    }

    @Test
    void poison_goes_to_the_dead_letters_and_other_keys_go_on() {
        String poison = fresh("poison");
        byte[] key = poison.getBytes(StandardCharsets.UTF_8);
        send("call-events", key, poison + "-1", REPORTED, "not json".getBytes(StandardCharsets.UTF_8));
        send("call-events", key, "", "", "bytes".getBytes(StandardCharsets.UTF_8));
        send("call-events", null, poison + "-2", REPORTED, "{}".getBytes(StandardCharsets.UTF_8));
        send("call-events", key, poison + "-3", REPORTED, new byte[70_000]);
        send(
                "call-events",
                key,
                poison + "-4",
                "org.firstline.call.teleported.v9",
                "{}".getBytes(StandardCharsets.UTF_8));
        send(
                "call-events",
                key,
                poison + "-5",
                "org.firstline.followup.case-closed.v1",
                "{}".getBytes(StandardCharsets.UTF_8));
        String good = fresh("call");
        var data = with(with(call(good, AT), "problem", problem("TERMINAL", "t.x", fresh("A"), "坏了")), "brandNew", 1);
        send("call-events", good, good, REPORTED, data);

        assertThat(names(story(caseOf(good), 3))).endsWith("case-triaged");
        until("three dead letters", () -> Integer.parseInt(sql("select count(*) from dead_letter")) >= 3);
    }

    @ParameterizedTest
    @CsvSource({
        "call-events, org.firstline.call.teleported.v9",
        "followup.cases, org.firstline.followup.case-sung.v1",
        "escalation.work-orders, org.firstline.escalation.work-order-opened.v9"
    })
    void an_unknown_type_is_passed_over_and_counted(String topic, String type) {
        String key = fresh("key");
        double before = counted("firstline.events.unknown", "route", topic);

        send(topic, key, key, type, Map.of());

        until(
                "the unknown type to be counted",
                () -> counted("firstline.events.unknown", "route", topic) >= before + 1);
        assertThat(sql(
                        "select count(*) from dead_letter where key_hash = encode(sha256(?), 'hex')",
                        key.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("0");
    }

    @Test
    void an_unknown_field_is_passed_over_and_counted_under_its_type_alone() {
        String root = fresh("call");
        double before = counted("firstline.events.unknown.fields", "type", REPORTED);
        var data = with(call(root, AT), "problem", problem("TERMINAL", "t.f", fresh("A"), "坏了"));

        send("call-events", root, root, REPORTED, with(data, "moonPhase", Map.of("of", List.of(1, 2))));

        assertThat(names(story(caseOf(root), 3))).endsWith("case-triaged");
        until(
                "the unknown field to be counted",
                () -> counted("firstline.events.unknown.fields", "type", REPORTED) >= before + 1);
        assertThat(metrics.find("firstline.events.unknown.fields").counters())
                .allSatisfy(counter -> assertThat(counter.getId().getTags())
                        .extracting(Tag::getKey)
                        .containsExactly("type"));
    }

    private double counted(String metric, String tag, String value) {
        return metrics.find(metric).tag(tag, value).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void structured_mode_is_understood_like_binary_mode_on_every_topic() {
        String root = fresh("call");
        String id = caseOf(root);
        String escalation = "org.firstline.escalation.work-order-opened.v1";
        String closed = "org.firstline.followup.case-closed.v1";

        structured(
                "call-events",
                root,
                Surroundings.envelope(
                        root,
                        "problem-reported",
                        with(call(root, AT), "problem", problem("TERMINAL", "t.s", fresh("A"), "坏了"))));
        assertThat(names(story(id, 3))).endsWith("case-triaged");
        structured(
                "escalation.work-orders",
                id,
                with(
                        Surroundings.envelope(id + ":1", "x", WorkOrderExample.data(id, "core-network")),
                        "type",
                        escalation));
        until("the department", () -> sql("select departments::text from contact where id = ?", UUID.fromString(id))
                .contains("core-network"));
        Map<String, Object> data = Surroundings.JSON.convertValue(
                ((ObjectNode) Surroundings.read(Examples.of(closed).getFirst().bytes())).put("caseId", id),
                new TypeReference<>() {});
        structured("followup.cases", id, with(Surroundings.envelope(id + ":2", "x", data), "type", closed));
        until("the case to be closed", () -> sql("select closed from contact where id = ?", UUID.fromString(id))
                .equals("t"));
    }

    /** The whole event as one JSON text, as a producer may send it. */
    private static void structured(String topic, String key, Map<String, Object> event) {
        Surroundings.send(
                topic,
                key.getBytes(StandardCharsets.UTF_8),
                Map.of("content-type", "application/cloudevents+json; charset=UTF-8"),
                Surroundings.bytes(event));
    }

    @Test
    void news_of_a_case_that_is_not_here_yet_waits_for_it() {
        String root = fresh("call");
        String id = caseOf(root);
        send(
                "escalation.work-orders",
                id,
                fresh("wo"),
                "org.firstline.escalation.work-order-opened.v1",
                WorkOrderExample.data(id, "transmission"));
        until("the held news", () -> !sql("select 1 from held where waiting_for = ?", "case:" + id)
                .isEmpty());

        send(
                "call-events",
                root,
                root,
                REPORTED,
                with(call(root, AT), "problem", problem("TERMINAL", "t.y", fresh("A"), "坏了")));

        until("the department", () -> sql("select departments::text from contact where id = ?", UUID.fromString(id))
                .contains("transmission"));
        assertThat(sql("select 1 from held where waiting_for = ?", "case:" + id))
                .isEmpty();
    }

    @Test
    void what_cannot_be_announced_is_not_saved() {
        String root = fresh("call");
        sql("alter table outbox add constraint nothing_goes check (aggregateid <> '" + caseOf(root) + "')");
        try {
            given().auth()
                    .oauth2(EmbeddedStack.token("platform"))
                    .contentType("application/cloudevents+json")
                    .body(Surroundings.text(Surroundings.envelope(
                            root,
                            "problem-reported",
                            with(call(root, AT), "problem", problem("TERMINAL", "t.z", fresh("A"), "坏了")))))
                    .post("/call-events")
                    .then()
                    .statusCode(500);
            assertThat(Surroundings.stageOf(caseOf(root))).isEmpty();
        } finally {
            sql("alter table outbox drop constraint nothing_goes");
        }
    }

    @Test
    void no_canary_gets_out() {
        String account =
                "CANARYACC" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
        String number = "+8613" + String.format("%09d", Math.floorMod(System.nanoTime(), 1_000_000_000L));
        String idCard = "11010519491231002X";
        String mail = "canary.bird@example.cn";
        String name = "金丝雀张三丰";
        List<String> canaries = List.of(account, number.substring(1), idCard, mail);
        String byTopic = fresh("call");
        String byHttp = fresh("call");
        var problem =
                problem("TERMINAL", "t.canary", account, "我是" + name + "，电话" + number + "，证件" + idCard + " " + mail);

        send(
                "call-events",
                byTopic,
                byTopic,
                REPORTED,
                with(with(call(byTopic, AT), "callerNumber", number), "problem", problem));
        given().auth()
                .oauth2(EmbeddedStack.token("platform"))
                .contentType("application/cloudevents+json")
                .body(Surroundings.text(Surroundings.envelope(
                        byHttp,
                        "problem-reported",
                        with(with(call(byHttp, AT), "callerNumber", number), "problem", problem))))
                .post("/call-events")
                .then()
                .statusCode(202);
        story(caseOf(byTopic), 3);
        story(caseOf(byHttp), 3);

        List<String> places = new ArrayList<>();
        for (String canary : canaries) {
            for (String topic : List.of("intake.cases", "intake.dead-letters")) {
                for (var record : Surroundings.records(topic)) {
                    if (new String(record.value(), StandardCharsets.UTF_8).contains(canary)) {
                        places.add(topic);
                    }
                }
            }
            for (String column : columns()) {
                String table = column.substring(0, column.indexOf('.'));
                String field = column.substring(column.indexOf('.') + 1);
                String found = sql(
                        "select count(*) from " + table + " where "
                                + (field.endsWith("!")
                                        ? "position(?::bytea in " + field.replace("!", "") + ") > 0"
                                        : "position(? in " + field + "::text) > 0"),
                        field.endsWith("!") ? canary.getBytes(StandardCharsets.UTF_8) : canary);
                if (!found.equals("0")) {
                    places.add(column);
                }
            }
        }
        assertThat(places).isEmpty();
        given().auth()
                .oauth2(EmbeddedStack.token("agent"))
                .contentType("application/json")
                .body("{\"reason\":\"test\"}")
                .post("/cases/" + caseOf(byTopic) + "/personal-data")
                .then()
                .statusCode(200)
                .body("words", org.hamcrest.Matchers.containsString(name))
                .body("numbers", org.hamcrest.Matchers.hasItem(number));
    }

    private static List<String> columns() {
        return List.of(sql("""
                select string_agg(c.table_name || '.' || c.column_name
                       || case when c.data_type = 'bytea' then '!' else '' end, ',')
                  from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
                 where table_schema = 'intake' and table_type = 'BASE TABLE'
                """).split(","));
    }
}
