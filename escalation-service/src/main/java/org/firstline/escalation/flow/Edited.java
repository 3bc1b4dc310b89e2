package org.firstline.escalation.flow;

/** What became of a change to reference data. */
public sealed interface Edited<E> {

    /** It holds from now on. */
    record Saved<E>(E row, boolean created) implements Edited<E> {}

    /** There is nothing of that name to change. */
    record Absent<E>() implements Edited<E> {}

    /** Somebody else has changed it since. */
    record Stale<E>(long version) implements Edited<E> {}

    /** It was to be new, and is there already. */
    record Exists<E>() implements Edited<E> {}
}
