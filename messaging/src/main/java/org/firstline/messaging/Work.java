package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What a flow does with a batch: load and lock, decide each in order, save, announce; all in the given transaction. */
@FunctionalInterface
public interface Work<I> {

    /** Deliveries come in the order of their topic; what must wait for its cause is named in the result. */
    Uni<Taken<I>> take(Transaction transaction, List<Delivery<I>> deliveries);
}
