package org.firstline.messaging;

/** Turns a letter into an input of the flow. */
@FunctionalInterface
public interface Reader<I> {

    /**
     * @throws IllegalArgumentException when the letter breaks its contract; the message names the field and is kept as
     *     the dead letter's reason, so it must hold no value of the message
     */
    Reading<I> read(Letter letter);
}
