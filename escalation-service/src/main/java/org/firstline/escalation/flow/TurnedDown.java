package org.firstline.escalation.flow;

/** Rolls a transaction back for an outcome that leaves nothing behind; never leaves this package. */
final class TurnedDown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    TurnedDown(Outcome outcome) {
        super(outcome.toString(), null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
