package org.firstline.contracts;

import java.time.Instant;
import java.util.UUID;
import org.firstline.contracts.Terms.NoticeAbout;
import org.firstline.contracts.Terms.NoticeResult;
import org.firstline.contracts.Terms.ResolvedBy;
import org.jspecify.annotations.Nullable;

/** What followup says on {@code followup.cases}, keyed by the case. */
public sealed interface FollowupEvent extends SuiteEvent.OfCase {

    /**
     * A message to the customer reached its final state: delivered, or failed with a task for a person.
     *
     * @param accountability as it was when the message was decided, which may be some time ago: this event takes the
     *     case from nobody
     */
    record CustomerInformed(
            UUID caseId,
            String noticeId,
            NoticeAbout about,
            NoticeResult result,
            int attempts,
            Instant informedAt,
            Accountability accountability)
            implements FollowupEvent {
        public CustomerInformed {
            head(caseId, accountability);
            Check.code("noticeId", noticeId);
            Check.given("about", about);
            Check.given("result", result);
            Check.within("attempts", attempts, 0, Limits.REPETITIONS);
            Check.instant("informedAt", informedAt);
        }
    }

    /** The customer will be called; {@code attempt} counts from 1 within a case. */
    record CallbackScheduled(
            UUID caseId, int attempt, Instant callAt, Instant scheduledAt, Accountability accountability)
            implements FollowupEvent {
        public CallbackScheduled {
            head(caseId, accountability);
            Check.within("attempt", attempt, 1, Limits.REPETITIONS);
            Check.instant("callAt", callAt);
            Check.instant("scheduledAt", scheduledAt);
        }
    }

    /** The customer was reached; {@code solved} is the customer's own word. */
    record CallbackDone(
            UUID caseId,
            int attempt,
            boolean solved,
            @Nullable Integer satisfaction,
            String calledBy,
            Instant doneAt,
            Accountability accountability)
            implements FollowupEvent {
        public CallbackDone {
            head(caseId, accountability);
            Check.within("attempt", attempt, 1, Limits.REPETITIONS);
            Check.withinOrNull("satisfaction", satisfaction, 1, 5);
            Check.code("calledBy", calledBy);
            Check.instant("doneAt", doneAt);
        }
    }

    /** The customer was not reached. */
    record CallbackMissed(UUID caseId, int attempt, String calledBy, Instant missedAt, Accountability accountability)
            implements FollowupEvent {
        public CallbackMissed {
            head(caseId, accountability);
            Check.within("attempt", attempt, 1, Limits.REPETITIONS);
            Check.code("calledBy", calledBy);
            Check.instant("missedAt", missedAt);
        }
    }

    /**
     * The customer says it is not solved.
     *
     * @param round the round that begins, from 2
     * @param lastResolvedBy whose solution did not hold; a department gets its order back, else diagnosis begins anew
     * @param workOrderId the order that is reopened, with lastResolvedBy DEPARTMENT
     */
    record CaseReopened(
            UUID caseId,
            int round,
            ResolvedBy lastResolvedBy,
            @Nullable UUID workOrderId,
            Instant reopenedAt,
            Accountability accountability)
            implements FollowupEvent {
        public CaseReopened {
            head(caseId, accountability);
            Check.within("round", round, 2, Limits.REPETITIONS);
            Check.given("lastResolvedBy", lastResolvedBy);
            if (lastResolvedBy == ResolvedBy.DEPARTMENT) {
                Check.given("workOrderId", workOrderId);
            }
            Check.instant("reopenedAt", reopenedAt);
        }
    }

    /** The end of the case, with its summary (manual §3.5, inferred). */
    record CaseClosed(UUID caseId, Closure closure, Summary summary, Instant closedAt, Accountability accountability)
            implements FollowupEvent {
        public CaseClosed {
            head(caseId, accountability);
            Check.given("closure", closure);
            Check.given("summary", summary);
            Check.instant("closedAt", closedAt);
        }
    }

    /** Why a case is closed. */
    enum Closure {
        SOLVED_CONFIRMED,
        SOLVED_NOT_REACHED,
        OUT_OF_SCOPE,
        CANCELLED,
        CALLBACK_SETTLED
    }

    /**
     * What there is to say of a case in one look.
     *
     * @param cause the confirmed cause, as a code
     * @param rounds how many times the case was worked on; 0 where diagnosis never began
     * @param callbacks how many callbacks were tried
     * @param breaches how many deadlines were breached
     */
    record Summary(
            @Nullable String cause,
            @Nullable ResolvedBy resolvedBy,
            @Nullable String department,
            int rounds,
            int callbacks,
            int breaches,
            @Nullable Integer satisfaction,
            Instant openedAt) {
        public Summary {
            Check.codeOrNull("summary.cause", cause);
            Check.codeOrNull("summary.department", department);
            Check.within("summary.rounds", rounds, 0, Limits.REPETITIONS);
            Check.within("summary.callbacks", callbacks, 0, Limits.COUNT);
            Check.within("summary.breaches", breaches, 0, Limits.COUNT);
            Check.withinOrNull("summary.satisfaction", satisfaction, 1, 5);
            Check.instant("summary.openedAt", openedAt);
        }
    }

    private static void head(UUID caseId, Accountability accountability) {
        Check.id("caseId", caseId);
        Check.given("accountability", accountability);
    }
}
