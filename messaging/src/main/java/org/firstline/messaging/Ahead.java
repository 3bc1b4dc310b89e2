package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * What is asked of the outside world before a batch's transaction begins: nothing outside is ever called inside one.
 * Inputs that come back from having been put aside are worked on without being asked about again.
 */
@FunctionalInterface
public interface Ahead<I> {

    /**
     * The inputs with what was learned, as many and in the same order. A failure is tried again for as long as it lasts,
     * unless it is plainly a bug that an input brings out (a null pointer, an illegal argument); an HTTP door gets it as
     * it is. What can be done without is better left out than failed for.
     */
    Uni<List<I>> ask(List<I> inputs);

    /** Asks nothing. */
    static <I> Ahead<I> nothing() {
        return inputs -> Uni.createFrom().item(inputs);
    }
}
