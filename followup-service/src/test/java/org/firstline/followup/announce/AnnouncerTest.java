package org.firstline.followup.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.firstline.contracts.Accountability;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.Examples;
import org.firstline.contracts.Examples.Example;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.Topics;
import org.firstline.followup.domain.About;
import org.firstline.followup.domain.Accountable;
import org.firstline.followup.domain.CaseFile.Tally;
import org.firstline.followup.domain.CaseId;
import org.firstline.followup.domain.Closure;
import org.firstline.followup.domain.Effect.Said;
import org.firstline.followup.domain.Effect.Say;
import org.firstline.followup.domain.ResolvedBy;
import org.firstline.followup.domain.Solution;
import org.firstline.messaging.Announcement;
import org.junit.jupiter.api.Test;

/** What this service says, against the golden examples that its readers are tested with. */
class AnnouncerTest {

    @Test
    void every_golden_example_can_be_said_as_it_stands() {
        for (Example example : Examples.ofFamily(FollowupEvent.class)) {
            FollowupEvent event = (FollowupEvent) example.event();
            Announcement announcement = Announcer.of(new CaseId(event.caseId()), said(event), "cause", null);

            assertThat(Catalogue.read(announcement.type(), announcement.data()))
                    .as(example.toString())
                    .isEqualTo(event);
            assertThat(announcement.topic()).isEqualTo(Topics.FOLLOWUP_CASES);
            assertThat(announcement.key()).isEqualTo(event.caseId().toString());
            assertThat(announcement.id()).isEqualTo(event.caseId() + ":5");
            assertThat(announcement.causationId()).isEqualTo("cause");
        }
    }

    private static Say said(FollowupEvent event) {
        Accountable accountable = accountable(event.accountability());
        return switch (event) {
            case FollowupEvent.CustomerInformed e ->
                new Say(
                        5,
                        e.informedAt(),
                        new Said.Informed(
                                e.noticeId(),
                                About.valueOf(e.about().name()),
                                e.result().name().equals("DELIVERED"),
                                e.attempts(),
                                e.informedAt()),
                        accountable);
            case FollowupEvent.CallbackScheduled e ->
                new Say(5, e.scheduledAt(), new Said.CallbackScheduled(e.attempt(), e.callAt()), accountable);
            case FollowupEvent.CallbackDone e ->
                new Say(
                        5,
                        e.doneAt(),
                        new Said.CallbackDone(e.attempt(), e.solved(), e.satisfaction(), e.calledBy()),
                        accountable);
            case FollowupEvent.CallbackMissed e ->
                new Say(5, e.missedAt(), new Said.CallbackMissed(e.attempt(), e.calledBy()), accountable);
            case FollowupEvent.CaseReopened e ->
                new Say(
                        5,
                        e.reopenedAt(),
                        new Said.Reopened(
                                e.round(), ResolvedBy.valueOf(e.lastResolvedBy().name()), e.workOrderId()),
                        accountable);
            case FollowupEvent.CaseClosed e -> new Say(5, e.closedAt(), closed(e, e.closedAt()), accountable);
        };
    }

    private static Said closed(FollowupEvent.CaseClosed event, Instant at) {
        FollowupEvent.Summary summary = event.summary();
        Solution solution = summary.resolvedBy() == null
                ? null
                : new Solution(
                        ResolvedBy.valueOf(summary.resolvedBy().name()),
                        summary.department(),
                        null,
                        summary.cause(),
                        at);
        return new Said.Closed(
                Closure.valueOf(event.closure().name()),
                solution,
                new Tally(
                        summary.rounds(),
                        summary.callbacks(),
                        summary.callbacks(),
                        summary.breaches(),
                        summary.satisfaction()),
                summary.openedAt());
    }

    private static Accountable accountable(Accountability a) {
        return new Accountable(
                Accountable.Owner.valueOf(a.owner().name()),
                a.ownerId(),
                Accountable.NextStep.valueOf(a.nextStep().name()),
                a.dueAt());
    }
}
