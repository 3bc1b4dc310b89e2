package org.firstline.followup.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.firstline.followup.domain.Effect.Said;
import org.jspecify.annotations.Nullable;

/** One decision in the making. */
final class Step {

    final Instant at;
    final Rules rules;
    final List<Effect> effects = new ArrayList<>();
    CaseFile file;
    private final @Nullable EventId cause;

    Step(CaseFile file, Instant at, @Nullable EventId cause, Rules rules) {
        this.file = file;
        this.at = at;
        this.cause = cause;
        this.rules = rules;
    }

    Decision advance() {
        return new Decision.Advance(file, effects);
    }

    Phase phase() {
        return file.phase();
    }

    Instant callAt(Occasion occasion) {
        return rules.callAt(occasion, at);
    }

    /** Keeps what is true whatever state the case is in. */
    void learn(News news) {
        file = switch (news) {
            case News.InRound(int round) -> inRound(round);
            case News.Fixed(int round, String solved) -> inRound(round);
            case News.Guided(int round, String solved) -> inRound(round);
            case News.OrderOpened order -> withDepartment(order.department());
            case News.OrderProgressed order -> withDepartment(order.department());
            case News.OrderResolved order -> withDepartment(order.department());
            case News.OrderCancelled order -> withDepartment(order.department());
            case News.AcknowledgedLate late ->
                withDepartment(late.department()).withTally(file.tally().breachedOne());
            case News.ResolvedLate late ->
                withDepartment(late.department()).withTally(file.tally().breachedOne());
            case News.Other(String department) -> withDepartment(department);
            case News.Opened opened -> file;
            case News.Owed owed -> file;
            case News.Settled settled -> file;
            case News.HandedOver handedOver -> file;
            case News.Attached attached -> file;
        };
    }

    private CaseFile inRound(int round) {
        return file.withTally(file.tally().inRound(round));
    }

    private CaseFile withDepartment(@Nullable String department) {
        return file.withKnown(file.known().withDepartment(department));
    }

    /** Says something by which the case changes hands. */
    void say(Said said, Accountable accountable) {
        echo(said, accountable);
        Position position = new Position(new EventId(Publisher.FOLLOWUP, file.sequence()), at, cause);
        file = file.withClaims(file.claims().with(new Claim(position, accountable)));
    }

    /** Says something that leaves the case in the hands it is in, and is no claim. */
    void echo(Said said, Accountable accountable) {
        file = file.sayingOneMore();
        effects.add(new Effect.Say(file.sequence(), at, said, accountable));
    }

    void plan(Occasion occasion, int missed, Instant callAt) {
        file = file.withTally(file.tally().plannedOne());
        int attempt = file.tally().planned();
        Instant askAt = callAt.plus(rules.reportWithin());
        settleOverdue();
        file = file.withPhase(new Phase.CallbackPlanned(attempt, missed, occasion, callAt, askAt));
        say(new Said.CallbackScheduled(attempt, callAt), Accountable.toCallBack(callAt));
    }

    /** Back to the others: what followup was to do is superseded, and with it its claim to the case. */
    void watch() {
        settleOverdue();
        file = file.withPhase(new Phase.Watching()).withClaims(file.claims().without(Publisher.FOLLOWUP));
    }

    void close(Closure closure, Accountable last) {
        settleOverdue();
        file = file.withPhase(new Phase.Closed(closure, at));
        Instant openedAt = file.openedAt();
        say(new Said.Closed(closure, file.known().solution(), file.tally(), openedAt == null ? at : openedAt), last);
    }

    /** A callback that was overdue is so no more. */
    private void settleOverdue() {
        if (file.phase() instanceof Phase.CallbackOverdue) {
            effects.add(new Effect.TaskOver(Effect.TaskKind.CALLBACK_OVERDUE));
        }
    }

    void promise(Promise promise) {
        file = file.withTold(file.told().promised(promise));
    }

    void tell(About about, String name, String fact) {
        tell(about, name.isEmpty() ? Map.of() : Map.of(name, fact), at);
    }

    /** No flood: one at a time, at most one per interval, the newest wins and the last is never dropped. */
    void tellProgress(Instant expectedAt) {
        Instant last = file.told().progressAt();
        Instant due = at;
        if (last != null) {
            Instant next = last.isAfter(at) ? last : last.plus(rules.progressEvery());
            due = next.isAfter(at) ? next : at;
        }
        file = file.withTold(file.told().progressAt(due));
        tell(About.PROGRESS, Map.of("expectedAt", expectedAt.toString()), due);
    }

    /** What still waits to be told as progress has been overtaken. */
    void dropProgress() {
        if (file.told().progressAt() != null) {
            effects.add(new Effect.DropProgress(file.told().notices() + 1));
        }
    }

    private void tell(About about, Map<String, String> facts, Instant dueAt) {
        file = file.withTold(file.told().oneMore());
        effects.add(new Effect.Tell(file.told().notices(), about, facts, dueAt));
    }
}
