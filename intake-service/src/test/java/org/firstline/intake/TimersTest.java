package org.firstline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.intake.Clients.AT;
import static org.firstline.intake.Clients.as;
import static org.firstline.intake.Clients.number;
import static org.firstline.intake.Surroundings.call;
import static org.firstline.intake.Surroundings.fresh;
import static org.firstline.intake.Surroundings.names;
import static org.firstline.intake.Surroundings.send;
import static org.firstline.intake.Surroundings.sql;
import static org.firstline.intake.Surroundings.stageOf;
import static org.firstline.intake.Surroundings.story;
import static org.firstline.intake.Surroundings.until;
import static org.firstline.intake.Surroundings.with;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.flow.DueFlow;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the clock does, on the suite's own: not an instant before its time, once, and by itself. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class TimersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2030-01-07T08:00:00Z");

    @Inject
    DueFlow flow;

    private final String root = fresh("call");
    private final String id = CaseId.ofCall("test", root).toString();

    @BeforeEach
    void suite_time_stands_still() {
        standsAt(NOW);
    }

    @AfterEach
    void suite_time_goes_on() {
        sql("update suite_clock set stopped_at = null");
    }

    @Test
    void an_answered_call_of_nobody_known_becomes_a_case_after_the_grace_and_its_record_has_a_deadline() {
        told("answered", Map.of("agentId", "20644"));
        until("the contact to wait", () -> stageOf(id).equals("waiting"));
        nothingIsDueAt(NOW.plusMillis(1_999));

        standsAt(NOW.plusSeconds(2));

        var opened = story(id, 1);
        assertThat(names(opened)).containsExactly("case-opened");
        assertThat(opened.getFirst().causation()).isEmpty();
        assertThat(opened.getFirst().data().at("/openedAt").asText()).isEqualTo("2030-01-07T08:00:02Z");
        assertThat(opened.getFirst().data().at("/accountability/nextStep").asText())
                .isEqualTo("RECORD_INTAKE");
        assertThat(opened.getFirst().data().at("/accountability/dueAt").asText())
                .isEqualTo("2030-01-07T08:10:02Z");
        nothingIsDueAt(NOW.plusSeconds(3_600));
        assertThat(names(story(id, 1))).containsExactly("case-opened");
    }

    @Test
    void an_abandoned_call_of_nobody_known_is_owed_a_callback_within_the_hour() {
        told("abandoned", Map.of());
        until("the contact to wait", () -> stageOf(id).equals("waiting"));
        nothingIsDueAt(NOW.plusMillis(1_999));

        standsAt(NOW.plusSeconds(2));

        var owed = story(id, 1);
        assertThat(names(owed)).containsExactly("callback-owed");
        assertThat(owed.getFirst().data().at("/accountability/owner").asText()).isEqualTo("FOLLOW_UP");
        assertThat(owed.getFirst().data().at("/accountability/nextStep").asText())
                .isEqualTo("CALL_BACK");
        assertThat(owed.getFirst().data().at("/accountability/dueAt").asText()).isEqualTo("2030-01-07T09:00:02Z");
        nothingIsDueAt(NOW.plusSeconds(2 * 3_600));
        as("agent").get("/contacts/" + id).then().statusCode(200);
        assertThat(stageOf(id)).isEqualTo("owed");
    }

    @Test
    void who_calls_is_known_in_time_and_the_clock_finds_nothing() {
        told("answered", Map.of("agentId", "20644"));
        until("the contact to wait", () -> stageOf(id).equals("waiting"));
        told("offered", Map.of("callerNumber", number()));

        assertThat(names(story(id, 1))).containsExactly("case-opened");
        nothingIsDueAt(NOW.plusSeconds(10));
        assertThat(names(story(id, 1))).containsExactly("case-opened");
    }

    @Test
    void a_further_call_that_no_agent_decides_on_becomes_a_case_of_its_own_after_ten_minutes() {
        String number = number();
        String first = as("agent")
                .header("Idempotency-Key", fresh("key"))
                .body("{\"callerNumber\":\"%s\"}".formatted(number))
                .post("/cases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        told("offered", Map.of("callerNumber", number));
        told("answered", Map.of("agentId", "agent-li"));
        until("the undecided contact", () -> stageOf(id).equals("undecided"));
        nothingIsDueAt(NOW.plusMillis(599_999));

        standsAt(NOW.plusSeconds(600));

        assertThat(names(story(id, 1))).containsExactly("case-opened");
        assertThat(stageOf(id)).isEqualTo("open");
        assertThat(names(story(first, 1))).containsExactly("case-opened");
        assertThat(story(id, 1).getFirst().data().at("/accountability/dueAt").asText())
                .isEqualTo("2030-01-07T08:20:00Z");
    }

    @Test
    void many_that_fall_due_at_once_are_each_taken_once() {
        List<String> roots =
                java.util.stream.Stream.generate(() -> fresh("call")).limit(40).toList();
        for (String one : roots) {
            send("call-events", one, one, "org.firstline.call.answered.v1", with(call(one, AT), "agentId", "20644"));
        }
        for (String one : roots) {
            until("the contact to wait", () -> stageOf(caseOf(one)).equals("waiting"));
        }

        standsAt(NOW.plusSeconds(2));
        for (int round = 0; round < 3; round++) {
            flow.takeDue().await().atMost(PATIENCE);
        }

        for (String one : roots) {
            assertThat(names(story(caseOf(one), 1))).containsExactly("case-opened");
        }
    }

    private static String caseOf(String root) {
        return CaseId.ofCall("test", root).toString();
    }

    private void told(String kind, Map<String, Object> more) {
        Map<String, Object> data = call(root, AT);
        more.forEach(data::put);
        send("call-events", root, root + "-" + kind, "org.firstline.call." + kind + ".v1", data);
    }

    /** The watch goes round at that time and leaves the contact as it is. */
    private void nothingIsDueAt(Instant at) {
        String before = sql("select stage || version || sequence from contact where id = ?::uuid", id);
        standsAt(at);
        flow.takeDue().await().atMost(PATIENCE);
        assertThat(sql("select stage || version || sequence from contact where id = ?::uuid", id))
                .isEqualTo(before);
    }

    private static void standsAt(Instant at) {
        sql("update suite_clock set stopped_at = ?", Timestamp.from(at));
    }
}
