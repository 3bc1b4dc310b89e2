package org.firstline.local;

import org.jspecify.annotations.Nullable;

/**
 * Something on this machine keeps the suite from running, and a person can mend it: a port in use, a full disk, a
 * second start. The message is the whole text that person sees, so it says what is wrong and what to do.
 */
public final class LocalTrouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LocalTrouble(String whatIsWrongAndWhatToDo) {
        super(whatIsWrongAndWhatToDo);
    }

    public LocalTrouble(String whatIsWrongAndWhatToDo, @Nullable Throwable cause) {
        super(whatIsWrongAndWhatToDo, cause);
    }
}
