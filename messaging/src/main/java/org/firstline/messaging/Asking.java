package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The part of a route that asks the outside world, before any transaction. */
final class Asking<I> {

    private final String name;
    private final Ahead<I> ahead;

    Asking(String name, Ahead<I> ahead) {
        this.name = name;
        this.ahead = ahead;
    }

    /** Asks the outside world, for as long as it takes; only what is plainly the message's fault comes out. */
    Uni<List<Sorted<I>>> ask(List<Sorted<I>> sorted) {
        List<Delivery<I>> deliveries = new ArrayList<>(sorted.size());
        for (Sorted<I> one : sorted) {
            if (one instanceof Sorted.Good<I> good) {
                deliveries.add(good.delivery());
            }
        }
        return Patience.unlessTheMessageIsBroken("asking ahead of a batch of " + name, once(deliveries))
                .map(answered -> {
                    Iterator<Delivery<I>> next = answered.iterator();
                    List<Sorted<I>> all = new ArrayList<>(sorted.size());
                    for (Sorted<I> one : sorted) {
                        all.add(
                                one instanceof Sorted.Good<I> good
                                        ? new Sorted.Good<>(good.route(), good.parcel(), next.next())
                                        : one);
                    }
                    return all;
                });
    }

    /** Asks once; any failure comes out. */
    Uni<List<Delivery<I>>> once(List<Delivery<I>> deliveries) {
        if (deliveries.isEmpty()) {
            return Uni.createFrom().item(deliveries);
        }
        return Uni.createFrom()
                .deferred(
                        () -> ahead.ask(deliveries.stream().map(Delivery::input).toList()))
                .map(inputs -> {
                    if (inputs.size() != deliveries.size()) {
                        throw new IllegalStateException("expected " + deliveries.size() + " inputs back at route "
                                + name + ", found " + inputs.size());
                    }
                    List<Delivery<I>> answered = new ArrayList<>(deliveries.size());
                    for (int i = 0; i < inputs.size(); i++) {
                        Delivery<I> delivery = deliveries.get(i);
                        answered.add(new Delivery<>(delivery.letter(), inputs.get(i), delivery.traceparent()));
                    }
                    return answered;
                });
    }
}
