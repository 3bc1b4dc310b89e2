package org.firstline.drive.replay;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.firstline.contracts.CallEvent.Problem;
import org.firstline.contracts.CallEvent.ProblemReported;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.EscalationEvent.WorkOrderOpened;
import org.firstline.contracts.EscalationEvent.WorkOrderReturned;
import org.firstline.contracts.FollowupEvent.CallbackScheduled;
import org.firstline.contracts.FollowupEvent.CaseClosed;
import org.firstline.contracts.FollowupEvent.CaseReopened;
import org.firstline.contracts.IntakeEvent.CaseOpened;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Terms.Direction;
import org.firstline.contracts.Terms.ReturnReason;
import org.firstline.drive.Post;
import org.firstline.drive.replay.Course.Happening;
import org.jspecify.annotations.Nullable;

/**
 * One incident while it is replayed: what the parties outside have learnt from the suite's topics, and what each of
 * them says next. It decides nothing by itself; the course does.
 */
final class Play {

    private static final String STAFF = "incident-log";

    private final Course course;
    private final Deque<Happening> ahead;
    private final List<UUID> cases = new ArrayList<>();
    private @Nullable UUID workOrder;
    private @Nullable String department;
    private @Nullable String sendTo;
    private boolean returned;
    private int attempt;
    private int handedOver;
    private int reopened;
    private int closed;
    private @Nullable String stuck;
    private String lastAct = "";

    Play(Course course) {
        this.course = course;
        this.ahead = new ArrayDeque<>(course.happenings());
    }

    /** What is to be done now. */
    sealed interface Step {

        /** An event through a door. {@code rings} when a case will come of it, which names it as its cause. */
        record Say(Post post, boolean rings) implements Step {}

        /** A supervisor sends a returned order to a department that the rules would not try again by themselves. */
        record SendAgain(UUID workOrder, String department) implements Step {}
    }

    Course course() {
        return course;
    }

    /** The name of the act that was done last. */
    String lastAct() {
        return lastAct;
    }

    /** When something happens next; empty when nothing does any more. */
    Optional<Instant> nextAt() {
        return Optional.ofNullable(ahead.peek()).map(Happening::at);
    }

    /** The next thing to be done at this time; asked again when the suite has come to rest after it. */
    Optional<Step> next(Instant now) {
        if (returned && workOrder != null && sendTo != null) {
            returned = false;
            return Optional.of(new Step.SendAgain(workOrder, sendTo));
        }
        Happening happening = ahead.peek();
        if (happening == null || happening.at().isAfter(now)) {
            return Optional.empty();
        }
        ahead.remove();
        lastAct = happening.act().getClass().getSimpleName();
        try {
            return Optional.of(step(happening));
        } catch (Missing missing) {
            stuck = happening.at() + ": " + missing.getMessage();
            ahead.clear();
            return Optional.empty();
        }
    }

    /** Takes note of what the suite says of one of this incident's cases. */
    void hear(SuiteEvent event) {
        switch (event) {
            case CaseOpened opened -> {
                cases.add(opened.caseId());
                workOrder = null;
                attempt = 0;
            }
            case WorkOrderOpened opened -> {
                workOrder = opened.workOrderId();
                department = opened.department();
                returned = false;
            }
            case WorkOrderReturned back -> {
                returned = true;
                if (back.reason() == ReturnReason.WRONG_DEPARTMENT) {
                    handedOver++;
                }
            }
            case CallbackScheduled scheduled -> attempt = scheduled.attempt();
            case CaseReopened again -> reopened++;
            case CaseClosed end -> closed++;
            default -> {}
        }
    }

    /** What does not agree between the log and what the suite said; empty when all does. */
    List<String> differences() {
        List<String> found = new ArrayList<>();
        if (stuck != null) {
            found.add(stuck);
        }
        if (course.incident().isComplete()) {
            Row last = course.incident().last();
            compare(found, "reassignment_count", last.reassignments(), handedOver + course.handedOnAfterResolution());
            compare(
                    found,
                    "reopen_count",
                    last.reopens(),
                    reopened + Math.max(0, cases.size() - 1) + course.reopenedUnresolved());
            compare(found, "closed cases", Math.max(1, cases.size()), closed);
        }
        return found;
    }

    private static void compare(List<String> found, String what, int inTheLog, int rebuilt) {
        if (inTheLog != rebuilt) {
            found.add(what + ": the log says " + inTheLog + ", the suite " + rebuilt);
        }
    }

    /** Something a party would have to know by now to do what the log says it did. */
    private static final class Missing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Missing(String what) {
            super(what);
        }
    }

    private Step step(Happening happening) {
        return switch (happening.act()) {
            case Act.Ring(String platform, Problem problem) -> ring(platform, problem, happening.at());
            case Act.RingAgain(String platform, Problem problem) -> ring(platform, problem, happening.at());
            case Act.Exhaust exhaust -> input(new CaseInput.DiagnosisExhausted(caseId(), STAFF));
            case Act.Accept accept -> answer(new DepartmentAnswer.Accepted(order(), STAFF));
            case Act.HandOver(String to) -> {
                sendTo = to.equals(place()) ? Codes.departmentAfter(to) : to;
                yield answer(
                        new DepartmentAnswer.Returned(order(), STAFF, ReturnReason.WRONG_DEPARTMENT, sendTo, null));
            }
            case Act.Ask ask ->
                answer(new DepartmentAnswer.InformationNeeded(order(), STAFF, "Awaiting User Info (incident log)"));
            case Act.Inform inform ->
                input(new CaseInput.InformationGiven(caseId(), STAFF, order(), "The user has answered (incident log)"));
            case Act.Report(String waitingFor) ->
                answer(new DepartmentAnswer.Progressed(order(), STAFF, null, waitingFor));
            case Act.Resolve(String cause) -> answer(new DepartmentAnswer.Resolved(order(), STAFF, cause, null));
            case Act.CallBack(boolean solved) ->
                input(new CaseInput.CallbackReported(
                        caseId(),
                        STAFF,
                        callback(),
                        solved ? CallbackOutcome.SOLVED : CallbackOutcome.NOT_SOLVED,
                        null,
                        null));
        };
    }

    private Step ring(String platform, Problem problem, Instant at) {
        String number = course.incident().number();
        String call = number + "-" + (cases.size() + 1);
        Post post = Post.call(
                new ProblemReported(platform, call, call, Direction.INBOUND, at, Codes.callerNumber(number), problem));
        return new Step.Say(post.withId(call), true);
    }

    private Step input(CaseInput input) {
        return new Step.Say(Post.input(input), false);
    }

    private Step answer(DepartmentAnswer answer) {
        return new Step.Say(Post.answer(place(), answer), false);
    }

    private UUID caseId() {
        if (cases.isEmpty()) {
            throw new Missing("no case was opened for the call");
        }
        return cases.getLast();
    }

    private UUID order() {
        if (workOrder == null) {
            throw new Missing("no work order was opened for the case");
        }
        return workOrder;
    }

    private String place() {
        if (department == null) {
            throw new Missing("no department has an order of the case");
        }
        return department;
    }

    private int callback() {
        if (attempt == 0) {
            throw new Missing("no callback was scheduled for the case");
        }
        return attempt;
    }
}
