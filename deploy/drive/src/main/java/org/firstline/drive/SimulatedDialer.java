package org.firstline.drive;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.firstline.contracts.CaseInput.CallbackReported;
import org.firstline.contracts.FollowupEvent.CallbackScheduled;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Topics;

/**
 * A dialer that calls customers back as soon as a callback is scheduled, without waiting for its time, and reports how
 * it ended. Give it to a {@link Tail} over follow-up's topic.
 */
public final class SimulatedDialer implements Consumer<Heard> {

    /** The name under which it reports. */
    public static final String NAME = "dialer-1";

    private static final String SCHEDULED =
            org.firstline.contracts.Catalogue.typesOf(CallbackScheduled.class).getFirst();

    private final Function<CallbackScheduled, Optional<CallbackOutcome>> script;
    private final Consumer<Post> mouth;

    /** @param script how a callback ends; empty where this dialer does not call */
    public SimulatedDialer(Function<CallbackScheduled, Optional<CallbackOutcome>> script, Doors doors) {
        this(script, doors::send);
    }

    /**
     * One whose reports go out by the way given.
     *
     * @param mouth must not block
     */
    public SimulatedDialer(Function<CallbackScheduled, Optional<CallbackOutcome>> script, Consumer<Post> mouth) {
        this.script = script;
        this.mouth = mouth;
    }

    /** One whose customers all say that it is solved. */
    public static SimulatedDialer hearingSolved(Doors doors) {
        return new SimulatedDialer(scheduled -> Optional.of(CallbackOutcome.SOLVED), doors);
    }

    @Override
    public void accept(Heard heard) {
        if (heard.topic().equals(Topics.FOLLOWUP_CASES)
                && heard.type().equals(SCHEDULED)
                && heard.event().orElse(null) instanceof CallbackScheduled scheduled) {
            script.apply(scheduled).ifPresent(outcome -> mouth.accept(report(scheduled, outcome)));
        }
    }

    /** What a dialer says about one attempt; a customer who was reached is asked how satisfied. */
    public static Post report(CallbackScheduled scheduled, CallbackOutcome outcome) {
        Integer satisfaction =
                switch (outcome) {
                    case SOLVED -> 5;
                    case NOT_SOLVED -> 2;
                    case NOT_REACHED -> null;
                };
        return Post.input(
                new CallbackReported(scheduled.caseId(), NAME, scheduled.attempt(), outcome, satisfaction, null));
    }
}
