package org.firstline.messaging;

import java.util.List;
import java.util.Set;

/**
 * What became of a batch.
 *
 * @param held deliveries that came before their cause
 * @param arrived what has come into being now, in the words by which others may be waiting for it
 */
public record Taken<I>(List<Waiting<I>> held, Set<String> arrived) {

    /** A delivery that waits, and for what, such as {@code case:0190…}. */
    public record Waiting<I>(Delivery<I> delivery, String waitingFor) {}

    public Taken {
        held = List.copyOf(held);
        arrived = Set.copyOf(arrived);
    }

    /** All was worked on, and nothing new came into being. */
    public static <I> Taken<I> all() {
        return new Taken<>(List.of(), Set.of());
    }
}
