package org.firstline.messaging;

/**
 * A letter that had been put aside, and now came along with others, cannot be worked on. It is named so that it alone
 * goes to the dead letters, not the innocent one it came along with.
 */
final class BrokenLetter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Where it is put aside. */
    enum Place {
        HELD,
        PARKED
    }

    private final Place place;
    private final long id;

    BrokenLetter(Place place, long id, Throwable cause) {
        super("expected to be able to work on what was put aside, " + place + " " + id, cause, false, false);
        this.place = place;
        this.id = id;
    }

    Place place() {
        return place;
    }

    long id() {
        return id;
    }
}
