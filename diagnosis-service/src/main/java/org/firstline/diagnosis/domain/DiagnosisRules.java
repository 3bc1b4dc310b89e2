package org.firstline.diagnosis.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firstline.diagnosis.domain.Decision.Advance;
import org.firstline.diagnosis.domain.Decision.Hold;
import org.firstline.diagnosis.domain.Decision.Ignore;
import org.firstline.diagnosis.domain.Decision.Refuse;
import org.firstline.diagnosis.domain.Diagnosis.Awaited;
import org.firstline.diagnosis.domain.Diagnosis.Begun;
import org.firstline.diagnosis.domain.Diagnosis.Concluded;
import org.firstline.diagnosis.domain.Diagnosis.Ended;
import org.firstline.diagnosis.domain.Diagnosis.Open;

/** What may become of a diagnosis (manual §3.2, §3.3). Static, total and pure. */
public final class DiagnosisRules {

    /** In whose name stands what the customer had tried before the call. */
    static final String CUSTOMER = "customer";

    private DiagnosisRules() {}

    /** The one decision of this service: what comes of an input in a state. */
    public static Decision decide(Diagnosis state, Input input, Circumstances now) {
        return switch (state) {
            case Awaited awaited -> awaited(input, now);
            case Open open -> new OpenRules(open, now).decide(input);
            case Concluded concluded -> concluded(concluded, input, now);
            case Ended ended -> ended(input);
        };
    }

    private static Decision awaited(Input input, Circumstances now) {
        return switch (input) {
            case Input.Triaged(CaseId id, Triage triage) ->
                begin(id, new Course(triage, 1, now.pack().version(), tried(triage, now), List.of()), now);
            case Input.Closed closed when closed.neverTriaged() -> new Ignore("closed without ever being diagnosed");
            case Input.FallDue due -> new Ignore("nothing is under diagnosis");
            case Input.Closed other -> hold(other);
            case Input.Reopened other -> hold(other);
            case Input.Observe other -> hold(other);
            case Input.ReportStep other -> hold(other);
            case Input.Exhaust other -> hold(other);
            case Input.ConcludeFixed other -> hold(other);
            case Input.ConcludeGuided other -> hold(other);
            case Input.ConcludeEscalate other -> hold(other);
        };
    }

    private static Decision concluded(Concluded state, Input input, Circumstances now) {
        return switch (input) {
            case Input.Reopened(CaseId id, int round) ->
                round > state.course().round()
                        ? begin(id, state.course().reopened(round, now.pack().version()), now)
                        : new Ignore("round " + round + " is not after round "
                                + state.course().round());
            case Input.Closed closed -> end(state, closed, now);
            case Input.Triaged again -> new Ignore("diagnosed already");
            case Input.Observe late -> overtaken();
            case Input.ReportStep late -> overtaken();
            case Input.Exhaust late -> overtaken();
            case Input.FallDue late -> overtaken();
            case Input.ConcludeFixed late -> notOpen();
            case Input.ConcludeGuided late -> notOpen();
            case Input.ConcludeEscalate late -> notOpen();
        };
    }

    private static Decision ended(Input input) {
        return switch (input) {
            case Input.Triaged late -> new Ignore("the case is closed");
            case Input.Reopened late -> new Ignore("the case is closed");
            case Input.Closed late -> new Ignore("the case is closed");
            case Input.Observe late -> new Ignore("the case is closed");
            case Input.ReportStep late -> new Ignore("the case is closed");
            case Input.Exhaust late -> new Ignore("the case is closed");
            case Input.FallDue late -> new Ignore("the case is closed");
            case Input.ConcludeFixed late -> notOpen();
            case Input.ConcludeGuided late -> notOpen();
            case Input.ConcludeEscalate late -> notOpen();
        };
    }

    /** Opens a round; a complaint that leaves nothing to ask and nothing to try is escalated in the same step. */
    private static Decision begin(CaseId id, Course course, Circumstances now) {
        Triage triage = course.triage();
        Beliefs beliefs = Beliefs.of(now.pack(), course);
        Optional<Cause> straight = now.pack()
                .symptom(triage.complaint().symptom())
                .flatMap(link -> Optional.ofNullable(link.concludes()))
                .flatMap(now.pack()::cause);
        Open open = new Open(course, now.at(), now.at().plus(now.policy().within(triage.handling())));
        Notice.Started started = new Notice.Started(
                open,
                beliefs.nextCheck().map(s -> s.check().code()).orElse(null),
                straight.or(beliefs::named).map(Cause::code).orElse(null));
        if (triage.handling() == Handling.AUTOMATIC && straight.isPresent()) {
            Advance escalated =
                    new OpenRules(open, now).escalate(id, straight, triage.impact(), triage.urgency(), course);
            List<Notice> both = new ArrayList<>(List.of(started));
            both.addAll(escalated.notices());
            return new Advance(escalated.next(), both);
        }
        return new Advance(open, List.of(started));
    }

    private static List<Step> tried(Triage triage, Circumstances now) {
        return triage.complaint().tried().stream()
                .flatMap(code -> now.pack().guidance(code).stream())
                .map(Guidance::code)
                .distinct()
                .map(code -> Step.done(code, StepOutcome.DONE_NO_CHANGE, CUSTOMER, now.at()))
                .toList();
    }

    static Advance end(Begun state, Input.Closed closed, Circumstances now) {
        return new Advance(new Ended(state.course(), closed.cause(), now.at()), List.of());
    }

    private static Hold hold(Input input) {
        return new Hold(input.caseId().awaited());
    }

    private static Ignore overtaken() {
        return new Ignore("this round has been concluded");
    }

    private static Refuse notOpen() {
        return new Refuse("not-under-diagnosis", "expected a case under diagnosis, found that it has been concluded");
    }
}
