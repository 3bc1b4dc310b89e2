package org.firstline.messaging;

/** What a listener makes of a letter. */
public sealed interface Reading<I> {

    /** It is an input of the flow. */
    record Meant<I>(I input) implements Reading<I> {}

    /** A known event that this service has no use for. */
    record NotForUs<I>() implements Reading<I> {}

    /** A type this version does not know: a newer version speaks. Counted and passed over. */
    record Unknown<I>() implements Reading<I> {}
}
