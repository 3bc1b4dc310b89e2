package org.firstline.escalation.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firstline.escalation.domain.Decision.Advance;
import org.firstline.escalation.domain.Decision.Hold;
import org.firstline.escalation.domain.Decision.Ignore;
import org.firstline.escalation.domain.Decision.Refuse;
import org.firstline.escalation.domain.Terms.ReturnReason;
import org.firstline.escalation.domain.WorkOrder.Acknowledged;
import org.firstline.escalation.domain.WorkOrder.Cancelled;
import org.firstline.escalation.domain.WorkOrder.Head;
import org.firstline.escalation.domain.WorkOrder.InformationRequested;
import org.firstline.escalation.domain.WorkOrder.Known;
import org.firstline.escalation.domain.WorkOrder.Live;
import org.firstline.escalation.domain.WorkOrder.Progressed;
import org.firstline.escalation.domain.WorkOrder.Resolved;
import org.firstline.escalation.domain.WorkOrder.Returned;
import org.firstline.escalation.domain.WorkOrder.Submitted;
import org.firstline.escalation.domain.WorkOrder.Unopened;
import org.firstline.escalation.domain.WorkOrder.WithDepartment;
import org.jspecify.annotations.Nullable;

/**
 * The life of a work order: what each input means in each state (manual §3.4). Deadlines that were due by the time of an
 * input count first, so that it makes no difference whether the watch or the input came first.
 */
public final class Lifecycle {

    private Lifecycle() {}

    /**
     * Decides.
     *
     * @param at when the input counts: never later than now, earlier for a department's answer that was on its way
     * @param book reference data as they are now
     */
    public static Decision decide(WorkOrder order, Input.OfOrder input, Instant at, Rulebook book) {
        if (order instanceof Known known && input instanceof Input.Answer answer && !isFrom(known, answer)) {
            return new Refuse(
                    "not-your-order",
                    "expected an answer of " + known.handover().department() + ", found one of " + answer.from());
        }
        return switch (order) {
            case Unopened unopened -> first(unopened, input, at, book);
            case Live live -> {
                DueSteps.Taken due = DueSteps.take(live, at);
                Decision decision = live(due.order(), input, at, book);
                yield switch (decision) {
                    case Advance advance -> advance.after(due.notices());
                    case Ignore ignore ->
                        input instanceof Input.FallDue && !due.notices().isEmpty()
                                ? new Advance(due.order(), due.notices())
                                : ignore;
                    case Hold hold -> hold;
                    case Refuse refuse -> refuse;
                };
            }
            case Resolved resolved -> resolved(resolved, input, at, book);
            case Cancelled cancelled -> cancelled(input);
        };
    }

    private static boolean isFrom(Known order, Input.Answer answer) {
        return answer.from().equals(order.handover().department());
    }

    private static Decision first(Unopened unopened, Input.OfOrder input, Instant at, Rulebook book) {
        return switch (input) {
            case Input.Open open -> {
                Head head = new Head(open.order(), open.caseId(), open.request(), at);
                DeadlinePolicy policy = book.policy(open.request().grade());
                DepartmentId department = book.route(Fault.of(open.request())).department();
                yield submitted(
                        head,
                        Handover.first(department),
                        policy.resolve(open.request().facts().contractClass(), at),
                        null,
                        at,
                        book,
                        List.of());
            }
            case Input.FallDue due -> new Ignore("there is no such order");
            case Input.Answer a -> hold(unopened);
            case Input.SupplyInformation s -> hold(unopened);
            case Input.Resubmit r -> hold(unopened);
            case Input.Cancel c -> hold(unopened);
            case Input.Reopen r -> hold(unopened);
        };
    }

    private static Hold hold(Unopened unopened) {
        return new Hold(arrivalOf(unopened.id()));
    }

    /** The words by which what comes early waits for an order. */
    public static String arrivalOf(WorkOrderId id) {
        return "work-order:" + id;
    }

    private static Decision live(Live order, Input.OfOrder input, Instant at, Rulebook book) {
        return switch (input) {
            case Input.Open open -> new Ignore("the order is open already");
            case Input.FallDue due -> new Ignore("nothing is due");
            case Input.Cancel cancel -> cancel(order, cancel, at, book);
            case Input.Reopen reopen -> new Ignore("the order is open");
            case Input.Resubmit resubmit ->
                order instanceof Returned returned
                        ? resubmit(returned, resubmit, at, book)
                        : new Refuse(
                                "work-order-not-returned",
                                "expected a returned order, found one that is with "
                                        + order.handover().department());
            case Input.SupplyInformation supply ->
                supply.caseId().equals(order.head().caseId())
                        ? supply(order, supply, at, book)
                        : new Refuse("another-case", "expected the order's own case, found another");
            case Input.Answer answer ->
                switch (order) {
                    case Returned returned -> returned(answer);
                    case WithDepartment with -> Answers.take(with, answer, at, book);
                };
        };
    }

    private static Decision returned(Input.Answer answer) {
        return answer instanceof Input.Return
                ? new Ignore("the order is returned already")
                : new Refuse(
                        "work-order-returned",
                        "expected an order that is with the department, found one it has returned");
    }

    private static Decision resubmit(Returned returned, Input.Resubmit resubmit, Instant at, Rulebook book) {
        DepartmentId to = resubmit.to() == null ? returned.handover().department() : resubmit.to();
        if (!book.takesOrders(to)) {
            return new Refuse("department-takes-no-orders", "expected a department that takes orders, found " + to);
        }
        return again(returned, to, returned.resolve(), resubmit.remark(), at, book, List.of());
    }

    private static Decision supply(Live order, Input.SupplyInformation supply, Instant at, Rulebook book) {
        DepartmentId department = order.handover().department();
        return switch (order) {
            case Returned returned ->
                again(returned, department, returned.resolve(), supply.information(), at, book, List.of());
            case InformationRequested asked -> {
                WithDepartment next = asked.expectedAt() == null
                        ? new Acknowledged(asked.head(), asked.handover(), asked.resolve(), asked.acknowledgedAt())
                        : new Progressed(
                                asked.head(),
                                asked.handover(),
                                asked.resolve(),
                                asked.acknowledgedAt(),
                                asked.expectedAt());
                yield informed(next, supply);
            }
            case Submitted submitted -> informed(submitted, supply);
            case Acknowledged acknowledged -> informed(acknowledged, supply);
            case Progressed progressed -> informed(progressed, supply);
        };
    }

    /** Nobody asked, or somebody did: the department gets to know what there is to know. */
    private static Advance informed(WithDepartment next, Input.SupplyInformation supply) {
        DepartmentId department = next.handover().department();
        return new Advance(
                next,
                List.of(
                        new Notice.InformationSupplied(department, supply.by(), next.accountability()),
                        new Notice.Informed(department, supply.information())));
    }

    private static Decision cancel(Live order, Input.Cancel cancel, Instant at, Rulebook book) {
        Instant closeDueAt =
                cancel.caseClosed() ? null : at.plus(policy(order, book).desk().closeWithin());
        Cancelled next = new Cancelled(
                order.head(), order.handover(), order.resolve(), cancel.by(), cancel.reason(), at, closeDueAt);
        DepartmentId department = order.handover().department();
        List<Notice> notices = new ArrayList<>();
        notices.add(new Notice.Cancelled(department, cancel.by(), cancel.reason(), next.accountability()));
        if (order instanceof WithDepartment) {
            notices.add(new Notice.Withdrawn(department, "cancelled"));
        }
        return new Advance(next, notices);
    }

    private static Decision resolved(Resolved resolved, Input.OfOrder input, Instant at, Rulebook book) {
        return switch (input) {
            case Input.Reopen reopen ->
                again(
                        resolved,
                        book.takesOrders(resolved.handover().department())
                                ? resolved.handover().department()
                                : book.route(Fault.of(resolved.head().request()))
                                        .department(),
                        policy(resolved, book)
                                .resolveAgain(
                                        resolved.resolve(),
                                        resolved.resolvedAt(),
                                        resolved.head().request().facts().contractClass(),
                                        at),
                        new FreeText("客户反馈仍未解决，重新派单（第 " + reopen.round()
                                + " 轮）。 The customer says it is not solved (round " + reopen.round() + ")."),
                        at,
                        book,
                        List.of());
            case Input.Open open -> new Ignore("the order is known already");
            case Input.FallDue due -> new Ignore("the order is resolved");
            case Input.Resolve again -> new Ignore("the order is resolved already");
            case Input.Cancel cancel when cancel.caseClosed() -> new Ignore("the order is resolved");
            case Input.Answer answer -> over("resolved");
            case Input.SupplyInformation supply -> over("resolved");
            case Input.Resubmit resubmit -> over("resolved");
            case Input.Cancel cancel -> over("resolved");
        };
    }

    private static Decision cancelled(Input.OfOrder input) {
        return switch (input) {
            case Input.Open open -> new Ignore("the order is known already");
            case Input.FallDue due -> new Ignore("the order is cancelled");
            case Input.Cancel cancel -> new Ignore("the order is cancelled already");
            case Input.Answer answer -> over("cancelled");
            case Input.SupplyInformation supply -> over("cancelled");
            case Input.Resubmit resubmit -> over("cancelled");
            case Input.Reopen reopen -> over("cancelled");
        };
    }

    private static Refuse over(String state) {
        return new Refuse("work-order-" + state, "expected an open order, found one that is " + state);
    }

    /** The same order once more to a department, by somebody's decision. */
    private static Decision again(
            Known order,
            DepartmentId to,
            Deadline resolve,
            @Nullable FreeText remark,
            Instant at,
            Rulebook book,
            List<Notice> before) {
        if (order.handover().isLast()) {
            return new Refuse(
                    "too-many-submissions", "expected fewer than " + Handover.MOST + " submissions, found as many");
        }
        return submitted(order.head(), order.handover().anew(to), resolve, remark, at, book, before);
    }

    private static Advance submitted(
            Head head,
            Handover handover,
            Deadline resolve,
            @Nullable FreeText remark,
            Instant at,
            Rulebook book,
            List<Notice> before) {
        Deadline acknowledge = book.policy(head.request().grade())
                .acknowledge(handover.submission(), head.request().facts().contractClass(), at);
        Submitted next = new Submitted(head, handover, acknowledge, resolve);
        List<Notice> notices = new ArrayList<>(before);
        notices.add(new Notice.Opened(
                handover.department(),
                handover.submission(),
                acknowledge.dueAt(),
                resolve.dueAt(),
                next.accountability()));
        notices.add(new Notice.Submitted(
                handover.department(), handover.submission(), remark, acknowledge.dueAt(), resolve.dueAt()));
        return new Advance(next, notices);
    }

    /** Sent back: on to the next department where that is clear, else to a person (manual §3.4.1). */
    static Advance sentBack(WithDepartment order, Input.Return answer, Instant at, Rulebook book) {
        DepartmentId from = order.handover().department();
        Optional<DepartmentId> onTo = answer.reason() == ReturnReason.WRONG_DEPARTMENT
                        && !order.handover().isLast()
                ? book.afterWrongDepartment(order.head().request(), order.handover(), answer.suggested())
                : Optional.empty();
        if (onTo.isPresent()) {
            Advance rerouted = submitted(
                    order.head(),
                    order.handover().onTo(onTo.get()),
                    order.resolve(),
                    answer.note(),
                    at,
                    book,
                    List.of());
            return rerouted.after(List.of(
                    new Notice.Returned(
                            from,
                            answer.reason(),
                            answer.note(),
                            rerouted.next().accountability()),
                    new Notice.Withdrawn(from, "rerouted")));
        }
        Returned next = new Returned(
                order.head(),
                order.handover(),
                order.resolve(),
                answer.reason(),
                answer.note(),
                at.plus(policy(order, book).desk().completeWithin()));
        return new Advance(
                next, List.of(new Notice.Returned(from, answer.reason(), answer.note(), next.accountability())));
    }

    static DeadlinePolicy policy(Known order, Rulebook book) {
        return book.policy(order.head().request().grade());
    }
}
