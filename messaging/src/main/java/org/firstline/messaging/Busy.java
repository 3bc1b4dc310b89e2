package org.firstline.messaging;

/** More is asked for at once than there is room for; nothing of this request was kept. Sent again in a moment, it will be. */
public final class Busy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param most events from which on nobody else is let in */
    public Busy(int most) {
        super("expected fewer than " + most + " events of callers to be under way, found as many; send it again");
    }
}
