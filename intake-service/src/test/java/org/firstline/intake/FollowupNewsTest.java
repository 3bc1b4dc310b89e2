package org.firstline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.intake.Clients.AT;
import static org.firstline.intake.Clients.as;
import static org.firstline.intake.Clients.number;
import static org.firstline.intake.Surroundings.call;
import static org.firstline.intake.Surroundings.fresh;
import static org.firstline.intake.Surroundings.names;
import static org.firstline.intake.Surroundings.problem;
import static org.firstline.intake.Surroundings.send;
import static org.firstline.intake.Surroundings.sql;
import static org.firstline.intake.Surroundings.stageOf;
import static org.firstline.intake.Surroundings.story;
import static org.firstline.intake.Surroundings.until;
import static org.firstline.intake.Surroundings.with;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.firstline.contracts.Examples;
import org.firstline.intake.domain.CaseId;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

/** What follow-up says of a case decides whether a further call can be about it. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class FollowupNewsTest {

    private static final String CLOSED = "org.firstline.followup.case-closed.v1";
    private static final String SCHEDULED = "org.firstline.followup.callback-scheduled.v1";
    private static final String REOPENED = "org.firstline.followup.case-reopened.v1";

    private final String code = fresh("broadband.z");

    @Test
    void a_call_about_a_closed_case_is_a_case_of_its_own() {
        String first = reported("SH-0000-0001");
        story(first, 3);

        followUp(CLOSED, first, 4);
        until("the case to be closed", () -> isClosed(first));
        as("agent")
                .get("/contacts/" + first)
                .then()
                .statusCode(200)
                .body("closed", equalTo(true))
                .body("open", equalTo(false))
                .body("accountable.next", equalTo("NONE"));

        String second = reported("SH-0000-0001");
        assertThat(names(story(second, 3))).containsExactly("case-opened", "intake-recorded", "case-triaged");
        assertThat(names(story(first, 3))).doesNotContain("call-attached");
    }

    @Test
    void a_call_about_a_reopened_case_is_attached_to_it_again() {
        String first = reported("SH-0000-0006");
        story(first, 3);
        followUp(CLOSED, first, 4);
        until("the case to be closed", () -> isClosed(first));

        followUp(REOPENED, first, 5);
        until("the case to be open again", () -> !isClosed(first));
        String second = reported("SH-0000-0006");

        assertThat(names(story(first, 4))).endsWith("call-attached");
        assertThat(stageOf(second)).isEqualTo("attached");
        as("agent")
                .get("/contacts/" + first)
                .then()
                .body("open", equalTo(true))
                .body(
                        "accountable.owner",
                        equalTo(example(REOPENED, first)
                                .at("/accountability/owner")
                                .asText()));
    }

    @Test
    void doubled_news_changes_nothing_and_says_nothing() {
        String first = reported("BJ-0000-0007");
        story(first, 3);
        followUp(CLOSED, first, 4);
        until("the case to be closed", () -> isClosed(first));
        String version = sql("select version from contact where id = ?::uuid", first);

        followUp(CLOSED, first, 4);
        followUp(CLOSED, first, 4);
        String behind = reported("BJ-0000-0012");
        story(behind, 3);
        followUp(CLOSED, behind, 4);
        until("what stands behind it to be heard", () -> isClosed(behind));

        assertThat(sql("select version from contact where id = ?::uuid", first)).isEqualTo(version);
        assertThat(story(first, 3)).hasSize(3);
    }

    @Test
    void news_of_follow_up_that_is_faster_than_the_call_waits_for_it() {
        String root = fresh("call");
        String id = CaseId.ofCall("test", root).toString();
        followUp(CLOSED, id, 4);
        until("the held news", () -> !sql("select 1 from held where waiting_for = ?", "case:" + id)
                .isEmpty());

        report(root, "GZ-0000-0003");

        until("the case to be closed", () -> isClosed(id));
        assertThat(names(story(id, 3))).endsWith("case-triaged");
    }

    @Test
    void a_callback_that_follow_up_has_closed_is_owed_no_more() {
        String root = fresh("call");
        String id = CaseId.ofCall("test", root).toString();
        String number = number();
        told("abandoned", root, with(call(root, AT), "callerNumber", number));
        assertThat(names(story(id, 1))).containsExactly("callback-owed");

        followUp(CLOSED, id, 4);

        until("the callback to be settled", () -> stageOf(id).equals("settled"));
        String again = fresh("call");
        told("offered", again, with(call(again, AT.plusSeconds(60)), "callerNumber", number));
        told("answered", again, with(call(again, AT.plusSeconds(70)), "agentId", "20644"));
        assertThat(names(story(CaseId.ofCall("test", again).toString(), 1))).containsExactly("case-opened");
        assertThat(names(story(id, 1))).containsExactly("callback-owed");
    }

    @Test
    void what_is_owed_is_due_when_follow_up_says_that_it_calls() {
        String id = owed();
        Instant morning = AT.plus(Duration.ofHours(9));

        scheduled(id, 1, morning, 2);
        until("the due time to move", () -> dueAt(id).equals(morning.toString()));
        as("agent")
                .get("/contacts/" + id)
                .then()
                .body("stage", equalTo("owed"))
                .body("accountable.next", equalTo("CALL_BACK"))
                .body("accountable.dueAt", equalTo(morning.toString()));
        scheduled(id, 2, morning.plusSeconds(1_800), 4);
        until("the due time to move again", () -> dueAt(id)
                .equals(morning.plusSeconds(1_800).toString()));

        String version = versionOf(id);
        scheduled(id, 1, morning.plusSeconds(60), 5);
        scheduled(id, 2, morning.plusSeconds(60), 4);
        followUp(CLOSED, id, 6);
        until("the callback to be settled", () -> stageOf(id).equals("settled"));
        assertThat(versionOf(id)).isEqualTo(Long.toString(Long.parseLong(version) + 1));
        assertThat(names(story(id, 1))).containsExactly("callback-owed");
    }

    @Test
    void a_callback_scheduled_for_what_is_owed_no_more_changes_nothing() {
        String id = owed();
        followUp(CLOSED, id, 2);
        until("the callback to be settled", () -> stageOf(id).equals("settled"));
        String version = versionOf(id);

        scheduled(id, 1, AT.plusSeconds(3_600), 3);
        followUp(REOPENED, id, 4);

        until("what stands behind it to be heard", () -> !isClosed(id));
        assertThat(versionOf(id)).isEqualTo(Long.toString(Long.parseLong(version) + 1));
        assertThat(stageOf(id)).isEqualTo("settled");
    }

    @Test
    void what_the_version_before_wrote_as_owed_is_read_and_scheduled_like_any_other() {
        String id = owed();
        assertThat(sql("update contact set data = data #- '{stage,attempt}' where id = ?::uuid", id))
                .isEqualTo("1");
        assertThat(dueAt(id)).isEqualTo(sql("select data #>> '{stage,dueAt}' from contact where id = ?::uuid", id));
        Instant morning = AT.plus(Duration.ofHours(9));

        scheduled(id, 1, morning, 2);

        until("the due time to move", () -> dueAt(id).equals(morning.toString()));
    }

    /** A contact whose call was given up. */
    private static String owed() {
        String root = fresh("call");
        String id = CaseId.ofCall("test", root).toString();
        told("abandoned", root, with(call(root, AT), "callerNumber", number()));
        until("the callback to be owed", () -> stageOf(id).equals("owed"));
        return id;
    }

    private static void scheduled(String id, int attempt, Instant callAt, int sequence) {
        ObjectNode data = example(SCHEDULED, id).put("attempt", attempt).put("callAt", callAt.toString());
        ((ObjectNode) data.get("accountability")).put("dueAt", callAt.toString());
        followUp(SCHEDULED, id, sequence, data);
    }

    private static String dueAt(String id) {
        return as("agent")
                .get("/contacts/" + id)
                .then()
                .statusCode(200)
                .extract()
                .path("dueAt");
    }

    private static String versionOf(String id) {
        return sql("select version from contact where id = ?::uuid", id);
    }

    private String reported(String account) {
        String root = fresh("call");
        report(root, account);
        return CaseId.ofCall("test", root).toString();
    }

    private void report(String root, String account) {
        told("problem-reported", root, with(call(root, AT), "problem", problem("NETWORK_FAULT", code, account, "断网")));
    }

    private static void told(String kind, String root, Map<String, Object> data) {
        send("call-events", root, root + "-" + kind, "org.firstline.call." + kind + ".v1", data);
    }

    private static boolean isClosed(String id) {
        return sql("select closed from contact where id = ?::uuid", id).equals("t");
    }

    private static void followUp(String type, String caseId, int sequence) {
        followUp(type, caseId, sequence, example(type, caseId));
    }

    private static void followUp(String type, String caseId, int sequence, ObjectNode data) {
        send(
                "followup.cases",
                caseId.getBytes(StandardCharsets.UTF_8),
                caseId + ":" + sequence,
                type,
                Surroundings.bytes(data));
    }

    private static ObjectNode example(String type, String caseId) {
        ObjectNode data =
                (ObjectNode) Surroundings.read(Examples.of(type).getFirst().bytes());
        return data.put("caseId", caseId);
    }
}
