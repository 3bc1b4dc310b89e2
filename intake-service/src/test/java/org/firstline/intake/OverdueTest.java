package org.firstline.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.intake.Clients.AT;
import static org.firstline.intake.Clients.RECORD;
import static org.firstline.intake.Clients.as;
import static org.firstline.intake.Clients.etag;
import static org.firstline.intake.Clients.number;
import static org.firstline.intake.Clients.opened;
import static org.firstline.intake.Surroundings.call;
import static org.firstline.intake.Surroundings.fresh;
import static org.firstline.intake.Surroundings.send;
import static org.firstline.intake.Surroundings.sql;
import static org.firstline.intake.Surroundings.stageOf;
import static org.firstline.intake.Surroundings.until;
import static org.firstline.intake.Surroundings.with;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstline.contracts.Examples;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.flow.OverdueDeadlines;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people have let pass can be seen, from the first instant after its time until it is done. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class OverdueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Before all that other tests promise, so that nothing of theirs is overdue. */
    private static final Instant NOW = Instant.parse("2020-01-07T20:00:00Z");

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Inject
    OverdueDeadlines deadlines;

    @BeforeEach
    void suite_time_stands_still() {
        standsAt(NOW);
    }

    @AfterEach
    void suite_time_goes_on() {
        sql("update suite_clock set stopped_at = null");
    }

    @Test
    void an_intake_record_that_nobody_completes_is_overdue_after_ten_minutes_until_it_is_complete() {
        String id = opened();
        Instant dueAt = NOW.plusSeconds(600);
        as("agent").get("/contacts/" + id).then().body("dueAt", equalTo(dueAt.toString()));

        standsAt(dueAt);
        assertThat(overdue("intake-record")).isZero();
        assertThat(listed("open")).isEmpty();

        standsAt(dueAt.plusMillis(1));
        assertThat(overdue("intake-record")).isOne();
        assertThat(listed("open")).containsExactly(id);
        assertThat(listed("owed")).isEmpty();

        as("agent")
                .header("If-Match", etag(id))
                .body(RECORD)
                .put("/cases/" + id + "/intake-record")
                .then()
                .statusCode(200);
        assertThat(overdue("intake-record")).isZero();
        assertThat(listed("open")).isEmpty();
    }

    @Test
    void a_callback_is_overdue_when_it_has_not_been_given_by_the_time_that_follow_up_has_scheduled_it_for() {
        String root = fresh("call");
        String id = CaseId.ofCall("test", root).toString();
        String number = number();
        send(
                "call-events",
                root,
                root,
                "org.firstline.call.abandoned.v1",
                with(call(root, AT), "callerNumber", number));
        until("the callback to be owed", () -> stageOf(id).equals("owed"));
        standsAt(NOW.plusSeconds(3_600).plusMillis(1));
        assertThat(overdue("owed-callback")).isOne();
        assertThat(listed("owed")).containsExactly(id);

        Instant morning = NOW.plus(Duration.ofHours(5));
        scheduled(id, morning);
        until("the due time to move", () -> listed("owed").isEmpty());
        standsAt(morning);
        assertThat(overdue("owed-callback")).isZero();

        standsAt(morning.plusMillis(1));
        assertThat(overdue("owed-callback")).isOne();
        assertThat(listed("owed")).containsExactly(id);

        as("agent")
                .header("Idempotency-Key", fresh("key"))
                .body("{\"callerNumber\":\"%s\"}".formatted(number))
                .post("/cases")
                .then()
                .statusCode(201);
        assertThat(stageOf(id)).isEqualTo("settled");
        assertThat(overdue("owed-callback")).isZero();
        assertThat(listed("owed")).isEmpty();
    }

    @Test
    void what_is_past_its_time_is_counted_by_itself() {
        String id = opened();

        standsAt(NOW.plusSeconds(601));

        until("the gauge to rise", () -> shown("intake-record") >= 1);
        sql("update contact set closed = true, promised_at = null where id = ?::uuid", id);
        until("the gauge to fall", () -> shown("intake-record") == 0);
    }

    @Test
    void what_the_version_before_promised_is_known_after_the_update() throws IOException {
        String id = opened();
        sql("update contact set promised_at = null where id = ?::uuid", id);

        try (InputStream file = OverdueTest.class.getResourceAsStream("/db/migration/V2__promises.sql")) {
            String migration = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            sql(migration.substring(migration.indexOf("update contact"), migration.indexOf("create index")));
        }

        assertThat(sql(
                        "select promised_at = ? from contact where id = ?::uuid",
                        Timestamp.from(NOW.plusSeconds(600)),
                        id))
                .isEqualTo("t");
        sql("update contact set closed = true, promised_at = null where id = ?::uuid", id);
    }

    @Test
    void overdue_is_true_or_false_and_false_asks_for_nothing() {
        String id = opened();

        as("agent")
                .queryParam("overdue", "perhaps")
                .get("/contacts")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("overdue"));
        as("agent")
                .queryParam("overdue", "false")
                .queryParam("limit", 1)
                .get("/contacts")
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(id));
        as("agent")
                .queryParam("overdue", "true")
                .queryParam("limit", 200)
                .get("/contacts")
                .then()
                .statusCode(200)
                .body("items.id", org.hamcrest.Matchers.not(org.hamcrest.Matchers.hasItem(id)));
        sql("update contact set closed = true, promised_at = null where id = ?::uuid", id);
    }

    /** The gauge, after it has been counted anew. */
    private long overdue(String deadline) {
        deadlines.count().await().atMost(PATIENCE);
        return shown(deadline);
    }

    /** The gauge's value; -1 where it is not there. */
    private long shown(String deadline) {
        String page = given().get(metrics).then().statusCode(200).extract().asString();
        Matcher gauge = Pattern.compile(
                        "(?m)^firstline_deadlines_overdue\\{[^}]*deadline=\"" + deadline + "\"[^}]*} ([0-9.E]+)$")
                .matcher(page);
        return gauge.find() ? (long) Double.parseDouble(gauge.group(1)) : -1;
    }

    private static List<String> listed(String stage) {
        return as("agent")
                .queryParam("overdue", true)
                .queryParam("stage", stage)
                .get("/contacts")
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    private static void scheduled(String id, Instant callAt) {
        String type = "org.firstline.followup.callback-scheduled.v1";
        ObjectNode data =
                (ObjectNode) Surroundings.read(Examples.of(type).getFirst().bytes());
        data.put("caseId", id).put("attempt", 1).put("callAt", callAt.toString());
        send("followup.cases", id.getBytes(StandardCharsets.UTF_8), id + ":2", type, Surroundings.bytes(data));
    }

    private static void standsAt(Instant at) {
        sql("update suite_clock set stopped_at = ?", Timestamp.from(at));
    }
}
