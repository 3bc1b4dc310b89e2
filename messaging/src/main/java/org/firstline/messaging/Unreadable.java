package org.firstline.messaging;

/** A record or request is not what the post office takes. The message names the field and holds no value of it. */
public final class Unreadable extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message what was expected and what was found, without values of the message itself */
    public Unreadable(String message) {
        super(message);
    }
}
