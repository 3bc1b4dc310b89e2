package org.firstline.followup.domain;

import java.time.Instant;
import java.util.UUID;
import org.firstline.followup.domain.Accountable.NextStep;
import org.firstline.followup.domain.Accountable.Owner;
import org.firstline.followup.domain.Decision.Hold;
import org.firstline.followup.domain.Decision.Ignore;
import org.firstline.followup.domain.Decision.Refuse;
import org.firstline.followup.domain.Effect.Said;
import org.firstline.followup.domain.Effect.TaskKind;
import org.firstline.followup.domain.Input.Hear;
import org.firstline.followup.domain.Input.ReportCallback;
import org.firstline.followup.domain.Input.SettleNotice;
import org.firstline.followup.domain.Input.Wake;
import org.firstline.followup.domain.Phase.Awaiting;
import org.firstline.followup.domain.Phase.CallbackOverdue;
import org.firstline.followup.domain.Phase.CallbackPlanned;
import org.firstline.followup.domain.Phase.Closed;
import org.firstline.followup.domain.Phase.Watching;
import org.jspecify.annotations.Nullable;

/** The rules of following a case to its end (manual §3.3.3, §3.4.3, §3.5). */
public final class FollowUp {

    /** What stands in {@code cancelledBy} when the customer wants no more. */
    static final String CUSTOMER = "customer";

    private FollowUp() {}

    /**
     * What comes of an input.
     *
     * @param file the case as it is; of an unknown case {@link CaseFile#unknown}
     * @param at suite time
     * @param cause the event of the case's story that brought the input; null for a person, a dialer or the clock
     */
    public static Decision decide(CaseFile file, Input input, Instant at, @Nullable EventId cause, Rules rules) {
        return switch (input) {
            case Hear heard -> hear(file, heard, at, cause, rules);
            case ReportCallback report -> report(file, report, at, cause, rules);
            case Wake wake -> wake(file, at, cause, rules);
            case SettleNotice settled -> settle(file, settled, at, cause, rules);
        };
    }

    /** By what a report waits for its callback to be scheduled. */
    public static String waitingFor(CaseId caseId, int attempt) {
        return "callback:" + caseId + ":" + attempt;
    }

    private static Decision hear(CaseFile file, Hear heard, Instant at, @Nullable EventId cause, Rules rules) {
        CaseFile known =
                file.openedBy(heard.position().at()).withKnown(file.known().withCustomer(heard.customerRef()));
        boolean over = known.phase() instanceof Closed(Closure closure, Instant closedAt)
                && !(closure == Closure.CALLBACK_SETTLED && heard.news() instanceof News.Opened);
        boolean claims = !(heard.news() instanceof News.Attached) || file.isUnknown();
        if (!over && claims) {
            known = known.withClaims(known.claims().with(new Claim(heard.position(), heard.accountable())));
        }
        Step step = new Step(known, at, cause, rules);
        step.learn(heard.news());
        if (!over) {
            drive(step, heard);
        }
        return step.advance();
    }

    private static void drive(Step step, Hear heard) {
        Instant heardAt = heard.position().at();
        switch (heard.news()) {
            case News.Opened opened -> opened(step);
            case News.Owed owed -> step.plan(Occasion.ABANDONED, 0, step.callAt(Occasion.ABANDONED));
            case News.Settled settled -> {
                if (step.phase() instanceof Awaiting awaiting && awaiting.occasion() == Occasion.ABANDONED) {
                    step.close(Closure.CALLBACK_SETTLED, Accountable.forNothingMore());
                }
            }
            case News.HandedOver(String desk) -> {
                step.tell(About.HANDED_OVER, "desk", desk);
                step.close(Closure.OUT_OF_SCOPE, new Accountable(Owner.OTHER_DESK, desk, NextStep.NONE, null));
            }
            case News.InRound round -> {}
            case News.Fixed(int round, String cause) ->
                solved(step, round, Occasion.FIXED, new Solution(ResolvedBy.FIRST_LINE, null, null, cause, heardAt));
            case News.Guided(int round, String cause) ->
                solved(step, round, Occasion.GUIDED, new Solution(ResolvedBy.CUSTOMER, null, null, cause, heardAt));
            case News.OrderOpened order -> orderOpened(step, order, heardAt);
            case News.OrderProgressed(String department, Instant expectedAt) -> progressed(step, expectedAt);
            case News.OrderResolved(UUID order, String department, String cause) ->
                solved(
                        step,
                        step.file.tally().round(),
                        Occasion.DEPARTMENT,
                        new Solution(ResolvedBy.DEPARTMENT, department, order, cause, heardAt));
            case News.OrderCancelled order ->
                cancelled(step, order, heard.accountable().nextStep(), heardAt);
            case News.AcknowledgedLate late -> {}
            case News.ResolvedLate(String department, int revision) -> late(step, revision);
            case News.Attached attached -> {}
            case News.Other other -> {}
        }
    }

    /** A contact that seemed abandoned was answered after all: nothing is owed, the case begins. */
    private static void opened(Step step) {
        boolean owed = step.phase() instanceof Awaiting awaiting && awaiting.occasion() == Occasion.ABANDONED;
        if (owed || step.phase() instanceof Closed) {
            step.watch();
        }
    }

    /** Told as solved and to be asked whether it is; a solution of a round that is over changes nothing. */
    private static void solved(Step step, int round, Occasion occasion, Solution solution) {
        if (round < step.file.tally().round()) {
            return;
        }
        step.file = step.file.withKnown(step.file.known().withSolution(solution));
        Instant callAt = step.callAt(occasion);
        step.dropProgress();
        step.tell(About.RESOLUTION, "callAt", callAt.toString());
        step.plan(occasion, 0, callAt);
    }

    private static void orderOpened(Step step, News.OrderOpened order, Instant heardAt) {
        if (step.phase() instanceof Awaiting) {
            Solution solution = step.file.known().solution();
            if (solution != null && solution.by() != ResolvedBy.DEPARTMENT && !heardAt.isAfter(solution.solvedAt())) {
                return;
            }
            step.watch();
        }
        Promise promise = step.file.told().promise();
        boolean given = promise != null
                && promise.workOrderId().equals(order.workOrderId())
                && promise.submission() >= order.submission();
        if (!given) {
            step.promise(new Promise(order.workOrderId(), order.submission(), order.expectedAt()));
            step.dropProgress();
            step.tell(About.PROMISE, "expectedAt", order.expectedAt().toString());
        }
    }

    /** Only a new expected time is news to the customer. */
    private static void progressed(Step step, @Nullable Instant expectedAt) {
        Promise promise = step.file.told().promise();
        if (expectedAt == null
                || promise == null
                || promise.expectedAt().equals(expectedAt)
                || !(step.phase() instanceof Watching)) {
            return;
        }
        step.promise(new Promise(promise.workOrderId(), promise.submission(), expectedAt));
        step.tellProgress(expectedAt);
    }

    private static void late(Step step, int revision) {
        if (step.phase() instanceof Watching && revision > step.file.told().lateRevision()) {
            step.file = step.file.withTold(step.file.told().late(revision));
            step.tell(About.DELAY, "", "");
        }
    }

    /** The customer, or who cancelled, says there is nothing more to do; else the customer is asked. */
    private static void cancelled(Step step, News.OrderCancelled order, NextStep next, Instant heardAt) {
        if (order.cancelledBy().equals(CUSTOMER) || next == NextStep.CLOSE) {
            step.dropProgress();
            step.close(Closure.CANCELLED, Accountable.forNothingMore());
        } else if (step.phase() instanceof Watching) {
            step.file = step.file.withKnown(
                    step.file.known().withSolution(new Solution(ResolvedBy.FIRST_LINE, null, null, null, heardAt)));
            step.dropProgress();
            step.plan(Occasion.CANCELLED, 0, step.callAt(Occasion.CANCELLED));
        }
    }

    private static Decision report(
            CaseFile file, ReportCallback report, Instant at, @Nullable EventId cause, Rules rules) {
        if (report.attempt() > file.tally().planned()) {
            return file.isClosed()
                    ? new Refuse(
                            "case-closed",
                            "expected an open case, found that " + file.id() + " is closed and has no callback "
                                    + report.attempt())
                    : new Hold(waitingFor(file.id(), report.attempt()));
        }
        if (!(file.phase() instanceof Awaiting awaiting) || awaiting.attempt() != report.attempt()) {
            return new Ignore("callback " + report.attempt() + " is over");
        }
        Step step = new Step(file, at, cause, rules);
        step.file = file.withTally(file.tally().calledOne(report.satisfaction()));
        if (report.outcome() == CallbackOutcome.NOT_REACHED) {
            missed(step, awaiting, report);
        } else if (awaiting.occasion() == Occasion.ABANDONED) {
            step.say(done(report), Accountable.toClose(at));
            step.close(Closure.CALLBACK_SETTLED, Accountable.forNothingMore());
        } else if (report.outcome() == CallbackOutcome.SOLVED) {
            step.say(done(report), Accountable.toClose(at));
            step.tell(About.THANKS, "", "");
            step.close(Closure.SOLVED_CONFIRMED, Accountable.forNothingMore());
        } else {
            reopen(step, report);
        }
        return step.advance();
    }

    private static Said done(ReportCallback report) {
        return new Said.CallbackDone(
                report.attempt(), report.outcome() == CallbackOutcome.SOLVED, report.satisfaction(), report.calledBy());
    }

    /** Tries again, until the tries are used up; an abandoned caller's callback counts as given then. */
    private static void missed(Step step, Awaiting awaiting, ReportCallback report) {
        Said missed = new Said.CallbackMissed(report.attempt(), report.calledBy());
        int times = awaiting.missed() + 1;
        if (times <= step.rules.callAgainAfter().size()) {
            Instant callAt = step.rules.callAgainAt(times, step.at);
            step.say(missed, Accountable.toCallBack(callAt));
            step.plan(awaiting.occasion(), times, callAt);
        } else if (awaiting.occasion() == Occasion.ABANDONED) {
            step.say(missed, Accountable.toClose(step.at));
            step.close(Closure.CALLBACK_SETTLED, Accountable.forNothingMore());
        } else {
            step.say(missed, Accountable.toClose(step.at));
            step.tell(About.THANKS, "", "");
            step.close(Closure.SOLVED_NOT_REACHED, Accountable.forNothingMore());
        }
    }

    /** Back to whoever said it was solved: a department gets its order back, else diagnosis begins anew. */
    private static void reopen(Step step, ReportCallback report) {
        Solution solution = step.file.known().solution();
        ResolvedBy by = solution == null ? ResolvedBy.FIRST_LINE : solution.by();
        UUID order = solution == null ? null : solution.workOrderId();
        Instant dueAt = step.at.plus(step.rules.takeOverWithin());
        Accountable next = solution != null && by == ResolvedBy.DEPARTMENT
                ? new Accountable(Owner.DEPARTMENT, solution.department(), NextStep.RESOLVE_WORK_ORDER, dueAt)
                : new Accountable(Owner.FIRST_LINE, null, NextStep.DIAGNOSE, dueAt);
        int round = Math.max(1, step.file.tally().round()) + 1;
        step.file = step.file.withTally(step.file.tally().inRound(round));
        step.watch();
        step.say(done(report), next);
        step.say(new Said.Reopened(round, by, order), next);
        step.tell(About.REOPENED, "dueAt", dueAt.toString());
    }

    private static Decision wake(CaseFile file, Instant at, @Nullable EventId cause, Rules rules) {
        if (!(file.phase()
                instanceof
                CallbackPlanned(int attempt, int missed, Occasion occasion, Instant callAt, Instant askAt))) {
            return new Ignore("nothing is due");
        }
        if (askAt.isAfter(at)) {
            return new Ignore("it is not due yet");
        }
        Step step = new Step(file, at, cause, rules);
        step.file = file.withPhase(new CallbackOverdue(attempt, missed, occasion, callAt));
        step.effects.add(new Effect.AskPerson(
                TaskKind.CALLBACK_OVERDUE, Integer.toString(attempt), at.plus(rules.reportWithin())));
        return step.advance();
    }

    private static Decision settle(
            CaseFile file, SettleNotice settled, Instant at, @Nullable EventId cause, Rules rules) {
        if (file.isUnknown()) {
            return new Ignore("nothing was heard of the case yet");
        }
        Step step = new Step(file, at, cause, rules);
        Accountable asDecided = settled.asDecided();
        step.echo(
                new Said.Informed(
                        settled.noticeId(),
                        settled.about(),
                        settled.delivered(),
                        settled.attempts(),
                        settled.settledAt()),
                asDecided == null ? file.claims().present() : asDecided);
        if (!settled.delivered()) {
            step.effects.add(
                    new Effect.AskPerson(TaskKind.NOTICE_FAILED, settled.noticeId(), at.plus(rules.takeOverWithin())));
        }
        return step.advance();
    }
}
