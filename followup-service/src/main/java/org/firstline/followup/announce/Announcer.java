package org.firstline.followup.announce;

import java.util.UUID;
import org.firstline.contracts.Accountability;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.FollowupEvent.Summary;
import org.firstline.contracts.Terms;
import org.firstline.contracts.Topics;
import org.firstline.followup.domain.Accountable;
import org.firstline.followup.domain.CaseFile.Tally;
import org.firstline.followup.domain.CaseId;
import org.firstline.followup.domain.Effect.Said;
import org.firstline.followup.domain.Effect.Say;
import org.firstline.followup.domain.Solution;
import org.firstline.messaging.Announcement;
import org.jspecify.annotations.Nullable;

/** What was decided, as the events of {@code followup.cases}. */
public final class Announcer {

    private Announcer() {}

    /**
     * The announcement of something that was decided.
     *
     * @param causationId identity of what led to it; null for a person's or the clock's doing
     */
    public static Announcement of(CaseId caseId, Say say, @Nullable String causationId, @Nullable String traceparent) {
        FollowupEvent event = event(caseId.value(), say);
        return Announcement.ofCase(
                Topics.FOLLOWUP_CASES,
                caseId.toString(),
                Catalogue.typeOf(event),
                say.number(),
                causationId,
                traceparent,
                say.at(),
                Catalogue.write(event));
    }

    static FollowupEvent event(UUID caseId, Say say) {
        Accountability accountability = accountability(say.accountable());
        return switch (say.said()) {
            case Said.Informed i ->
                new FollowupEvent.CustomerInformed(
                        caseId,
                        i.noticeId(),
                        Terms.NoticeAbout.valueOf(i.about().name()),
                        i.delivered() ? Terms.NoticeResult.DELIVERED : Terms.NoticeResult.FAILED,
                        i.attempts(),
                        i.informedAt(),
                        accountability);
            case Said.CallbackScheduled s ->
                new FollowupEvent.CallbackScheduled(caseId, s.attempt(), s.callAt(), say.at(), accountability);
            case Said.CallbackDone d ->
                new FollowupEvent.CallbackDone(
                        caseId, d.attempt(), d.solved(), d.satisfaction(), d.calledBy(), say.at(), accountability);
            case Said.CallbackMissed m ->
                new FollowupEvent.CallbackMissed(caseId, m.attempt(), m.calledBy(), say.at(), accountability);
            case Said.Reopened r ->
                new FollowupEvent.CaseReopened(
                        caseId,
                        r.round(),
                        Terms.ResolvedBy.valueOf(r.lastResolvedBy().name()),
                        r.workOrderId(),
                        say.at(),
                        accountability);
            case Said.Closed c ->
                new FollowupEvent.CaseClosed(
                        caseId,
                        FollowupEvent.Closure.valueOf(c.closure().name()),
                        summary(c),
                        say.at(),
                        accountability);
        };
    }

    private static Summary summary(Said.Closed closed) {
        Solution solution = closed.solution();
        Tally tally = closed.tally();
        return new Summary(
                solution == null ? null : solution.cause(),
                solution == null ? null : Terms.ResolvedBy.valueOf(solution.by().name()),
                solution == null ? null : solution.department(),
                tally.round(),
                tally.called(),
                tally.breaches(),
                tally.satisfaction(),
                closed.openedAt());
    }

    private static Accountability accountability(Accountable accountable) {
        return new Accountability(
                Terms.OwnerKind.valueOf(accountable.owner().name()),
                accountable.ownerId(),
                Terms.NextStep.valueOf(accountable.nextStep().name()),
                accountable.dueAt());
    }
}
