package org.firstline.messaging;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Requests of callers who each wait for an answer: those that come while others are worked on share the next transaction,
 * as polls do in a {@link Gathering}. A caller who is alone waits for nobody, and none suffers for what another sent.
 *
 * @param <T> what a request consists of
 * @param <A> an answer
 */
final class Sharing<T, A> {

    /** One is with the database while the other decides. */
    static final int AT_ONCE = 2;

    /** Things after which a batch is full; the last request in it may go beyond by its own. */
    static final int FULL = 500;

    private record Asked<T, A>(List<T> request, UniEmitter<? super A> caller) {}

    private final Function<List<List<T>>, Uni<List<A>>> together;
    private final Function<List<T>, Uni<A>> alone;
    private final ArrayDeque<Asked<T, A>> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * @param together works on several requests, all or none, and answers each in their order
     * @param alone works on one
     */
    Sharing(Function<List<List<T>>, Uni<List<A>>> together, Function<List<T>, Uni<A>> alone) {
        this.together = together;
        this.alone = alone;
    }

    /** The request's own answer, or its own failure; a failure of a server is everybody's. */
    Uni<A> ask(List<T> request) {
        return Uni.createFrom().emitter(caller -> {
            synchronized (waiting) {
                waiting.add(new Asked<>(request, caller));
            }
            next();
        });
    }

    private void next() {
        List<Asked<T, A>> batch = new ArrayList<>();
        synchronized (waiting) {
            if (underWay == AT_ONCE || waiting.isEmpty()) {
                return;
            }
            underWay++;
            int things = 0;
            while (!waiting.isEmpty() && things < FULL) {
                Asked<T, A> one = waiting.poll();
                things += one.request().size();
                batch.add(one);
            }
        }
        Uni.createFrom()
                .deferred(() -> batch.size() == 1 ? alone(batch.getFirst()) : together(batch))
                .subscribe()
                .with(done -> finished(), failure -> {
                    batch.forEach(one -> one.caller().fail(failure));
                    finished();
                });
    }

    private void finished() {
        synchronized (waiting) {
            underWay--;
        }
        next();
    }

    private Uni<Void> together(List<Asked<T, A>> batch) {
        return together.apply(batch.stream().map(Asked::request).toList())
                .invoke(answers -> {
                    for (int i = 0; i < batch.size(); i++) {
                        batch.get(i).caller().complete(answers.get(i));
                    }
                })
                .replaceWithVoid()
                .onFailure(Faults::isNotOfTheServer)
                .recoverWithUni(failure -> oneByOne(batch));
    }

    /** One of them brings out a bug: each alone, so that only who sent it hears of it. */
    private Uni<Void> oneByOne(List<Asked<T, A>> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(one -> alone(one).replaceWith(one))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> alone(Asked<T, A> one) {
        return alone.apply(one.request())
                .invoke(answer -> one.caller().complete(answer))
                .onFailure()
                .invoke(failure -> one.caller().fail(failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
