package org.firstline.diagnosis.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.FollowupEvent.Closure;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms.Handling;
import org.firstline.contracts.Terms.ResolvedBy;
import org.firstline.contracts.Terms.StepOutcome;
import org.firstline.diagnosis.Db;
import org.firstline.diagnosis.Events;
import org.firstline.diagnosis.OnTheStack;
import org.firstline.diagnosis.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The flow on the real database: once, twice, too late, and when it breaks in the middle. */
@OnTheStack
class DiagnosisFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final UUID caseId = UUID.randomUUID();
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void clocks_and_tables_are_as_before() {
        Db.run(
                "update suite_clock set ahead = interval '0', stopped_at = null",
                "drop trigger if exists outbox_breaks on outbox");
    }

    @Test
    void the_same_event_twice_is_one_diagnosis() {
        SuiteEvent triaged = Events.triaged(caseId, "broadband.los", Handling.AUTOMATIC);
        String id = "twice-" + caseId;

        Topic.say("intake.cases", "/firstline/intake", id, caseId, triaged);
        Topic.say("intake.cases", "/firstline/intake", id, caseId, triaged);
        // A second event of the same meaning is a duplicate too, though the inbox cannot know.
        Topic.say("intake.cases", "/firstline/intake", "again-" + caseId, caseId, triaged);
        said.add("again-" + caseId);
        allIsHeard();

        assertThat(Topic.hear(caseId, 2)).hasSize(2);
        assertThat(column("sequence")).isEqualTo("2");
    }

    @Test
    void what_comes_after_the_conclusion_changes_nothing() {
        intake(Events.triaged(caseId, "broadband.los", Handling.AUTOMATIC));
        Topic.hear(caseId, 2);

        bot(Events.observed(caseId, "ont.los-light", "red"));
        bot(Events.exhausted(caseId));
        bot(Events.guided(caseId, "restart-ont", StepOutcome.DONE_HELPED));
        allIsHeard();

        assertThat(column("version")).isEqualTo("1");
        assertThat(column("state")).isEqualTo("ESCALATED");
    }

    @Test
    void a_crash_between_save_and_announce_leaves_nothing_and_nothing_is_lost() {
        Db.run(
                """
                create or replace function outbox_breaks() returns trigger language plpgsql as
                $$ begin raise exception 'the disk is full' using errcode = '53100'; end $$
                """,
                "create trigger outbox_breaks before insert on outbox for each row when (new.aggregateid = '" + caseId
                        + "') execute function outbox_breaks()");

        intake(Events.triaged(caseId, "broadband.los", Handling.AUTOMATIC));
        UUID other = UUID.randomUUID();
        Topic.say(
                "intake.cases", "/firstline/intake", other, Events.triaged(other, "broadband.los", Handling.AUTOMATIC));
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> column("state") == null);
        Db.run("drop trigger outbox_breaks on outbox");

        assertThat(Topic.hear(caseId, 2)).hasSize(2);
        assertThat(Topic.hear(other, 2)).hasSize(2);
        assertThat(column("state")).isEqualTo("ESCALATED");
    }

    @Test
    void a_diagnosis_whose_time_is_up_concludes_from_what_is_known() {
        intake(Events.triaged(caseId, "broadband.slow", Handling.AUTOMATIC));
        Topic.hear(caseId, 1);

        Db.run("update suite_clock set ahead = interval '6 minutes'");

        DiagnosisEvent.EscalationNeeded needed =
                (DiagnosisEvent.EscalationNeeded) Topic.hear(caseId, 2).get(1).event();
        assertThat(needed.faultClass()).isIn("broadband.slow", "broadband.access-degraded", "broadband.wifi");
        assertThat(column("next_due_at")).isNull();
    }

    @Test
    void a_reopened_case_is_diagnosed_in_a_new_round_and_keeps_its_numbers_rising() {
        intake(Events.triaged(caseId, "broadband.wifi", Handling.AUTOMATIC));
        bot(Events.guided(caseId, "move-closer", StepOutcome.DONE_HELPED));
        Topic.hear(caseId, 2);

        followup(Events.reopened(caseId, 2, ResolvedBy.CUSTOMER));
        // Not before the new round, which is on another topic.
        Topic.hear(caseId, 3);
        bot(Events.exhausted(caseId));

        List<Topic.Heard> heard = Topic.hear(caseId, 4);
        assertThat(((DiagnosisEvent.DiagnosisStarted) heard.get(2).event()).round())
                .isEqualTo(2);
        DiagnosisEvent.EscalationNeeded needed =
                (DiagnosisEvent.EscalationNeeded) heard.get(3).event();
        assertThat(needed.round()).isEqualTo(2);
        assertThat(needed.steps()).extracting("code").contains("move-closer");
        assertThat(heard).extracting(h -> h.headers().get("ce_sequence")).containsExactly("1", "2", "3", "4");
    }

    @Test
    void what_a_department_resolved_is_not_diagnosed_again() {
        intake(Events.triaged(caseId, "broadband.los", Handling.AUTOMATIC));
        Topic.hear(caseId, 2);

        Topic.say("followup.cases", "/firstline/followup", caseId, Events.reopened(caseId, 2, ResolvedBy.DEPARTMENT));
        // What is not for us is not remembered; what comes behind it on the same key is.
        followup(Events.closed(caseId, Closure.SOLVED_CONFIRMED, "access.fibre-break"));
        allIsHeard();

        assertThat(column("round")).isEqualTo("1");
        assertThat(column("sequence")).isEqualTo("2");
    }

    @Test
    void a_closed_case_ends_its_diagnosis_and_its_cause_is_counted() {
        String cause = "home.cabling";
        intake(Events.triaged(caseId, "broadband.slow", Handling.PERSON));
        Topic.hear(caseId, 1);
        String before = Db.one("select cases from confirmed_cause where cause = '" + cause + "'");

        followup(Events.closed(caseId, Closure.SOLVED_CONFIRMED, cause));

        await().atMost(PATIENCE).until(() -> "ENDED".equals(column("state")));
        assertThat(column("next_due_at")).isNull();
        String after = Db.one("select cases from confirmed_cause where cause = '" + cause + "'");
        assertThat(Long.parseLong(Objects.requireNonNull(after)))
                .isEqualTo((before == null ? 0 : Long.parseLong(before)) + 1);
    }

    @Test
    void a_case_closed_without_diagnosis_holds_nothing_up() {
        followup(Events.closed(caseId, Closure.OUT_OF_SCOPE, "billing.question"));
        allIsHeard();

        assertThat(column("state")).isNull();
        assertThat(Db.one("select count(*) from held where waiting_for = 'case:" + caseId + "'"))
                .isEqualTo("0");
    }

    private void intake(SuiteEvent event) {
        said.add(Topic.say("intake.cases", "/firstline/intake", caseId, event));
    }

    private void bot(SuiteEvent event) {
        said.add(Topic.say("case-inputs", "/bots/broadband", caseId, event));
    }

    private @Nullable String column(String name) {
        return Db.one("select " + name + " from diagnosis where case_id = '" + caseId + "'");
    }

    private void followup(SuiteEvent event) {
        said.add(Topic.say("followup.cases", "/firstline/followup", caseId, event));
    }

    /** Waits until all that was said has been worked on: an event's identity is kept with the work done on it. */
    private void allIsHeard() {
        String ids = said.stream().collect(Collectors.joining("', '", "'", "'"));
        await().atMost(PATIENCE).until(() -> Integer.toString(said.size())
                .equals(Db.one("select count(*) from inbox where id in (" + ids + ")")));
    }
}
