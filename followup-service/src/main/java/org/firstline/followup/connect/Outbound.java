package org.firstline.followup.connect;

import io.smallrye.mutiny.Uni;

/** The way out to the customer. */
public interface Outbound {

    /** Sends a message; never fails, but says what became of it. */
    Uni<Sent> send(Message message);
}
