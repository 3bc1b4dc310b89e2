package org.firstline.escalation.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.firstline.escalation.domain.Decision.Advance;
import org.firstline.escalation.domain.Decision.Ignore;
import org.firstline.escalation.domain.WorkOrder.Acknowledged;
import org.firstline.escalation.domain.WorkOrder.InformationRequested;
import org.firstline.escalation.domain.WorkOrder.Progressed;
import org.firstline.escalation.domain.WorkOrder.Resolved;
import org.firstline.escalation.domain.WorkOrder.Submitted;
import org.firstline.escalation.domain.WorkOrder.WithDepartment;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of the department that has an order mean. One that works on an order without having said that it
 * takes it on has taken it on.
 */
final class Answers {

    private Answers() {}

    static Decision take(WithDepartment order, Input.Answer answer, Instant at, Rulebook book) {
        return switch (answer) {
            case Input.Acknowledge acknowledge ->
                order instanceof Submitted submitted
                        ? new Advance(takenOn(submitted, at), acknowledged(submitted, at))
                        : new Ignore("the order is acknowledged already");
            case Input.Progress progress -> progress(order, progress, at);
            case Input.AskInformation ask -> ask(order, ask, at, book);
            case Input.Return back -> Lifecycle.sentBack(order, back, at, book);
            case Input.Resolve resolve -> resolve(order, resolve, at, book);
        };
    }

    private static Acknowledged takenOn(WithDepartment order, Instant at) {
        return new Acknowledged(order.head(), order.handover(), order.resolve(), at);
    }

    /** That it is taken on, where this was not said before. */
    private static List<Notice> acknowledged(WithDepartment order, Instant at) {
        return order instanceof Submitted
                ? List.of(new Notice.Acknowledged(
                        order.handover().department(), takenOn(order, at).accountability()))
                : List.of();
    }

    private static Instant acknowledgedAt(WithDepartment order, Instant at) {
        return switch (order) {
            case Submitted submitted -> at;
            case Acknowledged acknowledged -> acknowledged.acknowledgedAt();
            case Progressed progressed -> progressed.acknowledgedAt();
            case InformationRequested asked -> asked.acknowledgedAt();
        };
    }

    private static @Nullable Instant expectedAt(WithDepartment order) {
        return switch (order) {
            case Submitted submitted -> null;
            case Acknowledged acknowledged -> null;
            case Progressed progressed -> progressed.expectedAt();
            case InformationRequested asked -> asked.expectedAt();
        };
    }

    private static Advance progress(WithDepartment order, Input.Progress progress, Instant at) {
        Instant expectedAt = progress.expectedAt() == null ? expectedAt(order) : progress.expectedAt();
        WithDepartment next = order instanceof InformationRequested asked
                ? new InformationRequested(
                        asked.head(),
                        asked.handover(),
                        asked.resolve(),
                        asked.acknowledgedAt(),
                        expectedAt,
                        asked.question(),
                        asked.answerDueAt())
                : new Progressed(
                        order.head(), order.handover(), order.resolve(), acknowledgedAt(order, at), expectedAt);
        return new Advance(
                next,
                and(
                        acknowledged(order, at),
                        new Notice.Progressed(
                                order.handover().department(), expectedAt, progress.note(), next.accountability())));
    }

    private static Advance ask(WithDepartment order, Input.AskInformation ask, Instant at, Rulebook book) {
        InformationRequested next = new InformationRequested(
                order.head(),
                order.handover(),
                order.resolve(),
                acknowledgedAt(order, at),
                expectedAt(order),
                ask.question(),
                at.plus(Lifecycle.policy(order, book).desk().answerWithin()));
        return new Advance(
                next,
                and(
                        acknowledged(order, at),
                        new Notice.InformationRequested(
                                order.handover().department(), ask.question(), next.accountability())));
    }

    private static Advance resolve(WithDepartment order, Input.Resolve resolve, Instant at, Rulebook book) {
        Resolved next = new Resolved(
                order.head(),
                order.handover(),
                order.resolve(),
                resolve.cause(),
                resolve.solution(),
                at,
                at.plus(Lifecycle.policy(order, book).desk().callBackWithin()));
        return new Advance(
                next,
                and(
                        acknowledged(order, at),
                        new Notice.Resolved(
                                order.handover().department(),
                                resolve.cause(),
                                resolve.solution(),
                                next.accountability())));
    }

    private static List<Notice> and(List<Notice> before, Notice notice) {
        List<Notice> all = new ArrayList<>(before);
        all.add(notice);
        return all;
    }
}
