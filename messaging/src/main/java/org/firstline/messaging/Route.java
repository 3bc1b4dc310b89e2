package org.firstline.messaging;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The way from a topic to a flow: a batch of records becomes one transaction of inbox, work, outbox. What cannot be
 * understood is dead-lettered, what stands behind it on the same key is parked, what comes before its cause is held.
 */
public final class Route<I> {

    private static final Logger LOG = Logger.getLogger(Route.class);

    /** How often a failure that nobody knows is tried again before it is taken for the message's. */
    private static final int UNCLEAR_TRIES = 5;

    private final String name;
    private final Sorting<I> sorting;
    private final Asking<I> asking;
    private final Handling<I> handling;
    private final PostOffice office;

    Route(String name, Reader<I> reader, Ahead<I> ahead, Work<I> work, PostOffice office) {
        this.name = name;
        this.sorting = new Sorting<>(name, reader, office);
        this.asking = new Asking<>(name, ahead);
        this.handling = new Handling<>(name, sorting, work, office);
        this.office = office;
    }

    /**
     * The receiving end of a channel of this topic, for an {@code @Incoming} method to hand over: records are worked on
     * in batches, one batch at a time, and their position is kept once that is committed. Faults (database away) are
     * retried for as long as they last; the channel never fails for them.
     */
    public Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> channel() {
        return new Gathering(name, this::deliver);
    }

    /** What this route does inside a transaction that somebody else has opened. */
    Handling<I> handling() {
        return handling;
    }

    /** Works on a batch of records and completes once it is committed; never fails for a fault of a server. */
    Uni<Void> deliver(List<Parcel> parcels) {
        List<Sorted<I>> sorted = new ArrayList<>(parcels.size());
        Tally passed = new Tally();
        for (Parcel parcel : parcels) {
            Sorted<I> one = sorting.sort(parcel, passed);
            if (!(one instanceof Sorted.Passed<I>)) {
                sorted.add(one);
            }
        }
        passed.count(office);
        if (sorted.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return asking.ask(sorted)
                .onFailure()
                .recoverWithUni(failure -> askOneByOne(sorted))
                .flatMap(asked -> Patience.whileServersAreAway("a batch of " + name, commit(asked, false))
                        .onFailure()
                        .recoverWithUni(failure -> oneByOne(asked)));
    }

    private Uni<List<Sorted<I>>> askOneByOne(List<Sorted<I>> sorted) {
        return Multi.createFrom()
                .iterable(sorted)
                .onItem()
                .transformToUniAndConcatenate(one -> asking.ask(List.of(one))
                        .map(List::getFirst)
                        .onFailure()
                        .recoverWithItem(failure -> bad(one, failure)))
                .collect()
                .asList();
    }

    /**
     * Works on letters that did not come off a topic (an HTTP door). A failure comes out to the caller, and nothing of
     * the batch is kept then.
     *
     * @return how many of them were new
     * @throws IllegalArgumentException when the reader cannot take one of them
     */
    public Uni<Integer> accept(List<Letter> letters) {
        List<Delivery<I>> deliveries = new ArrayList<>();
        Tally passed = new Tally();
        for (Letter letter : letters) {
            switch (sorting.read(letter)) {
                case Reading.Meant<I>(I input) -> deliveries.add(sorting.delivery(letter, input));
                case Reading.NotForUs<I> notForUs -> {}
                case Reading.Unknown<I> unknown -> passed.add("firstline.events.unknown", name, 1);
            }
        }
        passed.count(office);
        return deliveries.isEmpty()
                ? Uni.createFrom().item(0)
                : asking.once(deliveries).flatMap(asked -> accept(asked, false));
    }

    private Uni<Integer> accept(List<Delivery<I>> deliveries, boolean singly) {
        Tally tally = new Tally();
        return office.transact(transaction -> handling.fresh(transaction, deliveries, tally)
                        .flatMap(fresh -> handling.take(transaction, fresh, 0, tally, singly)
                                .replaceWith(fresh.size())))
                .invoke(() -> tally.count(office))
                .onFailure(Faults::isNotOfTheServer)
                .recoverWithUni(failure -> {
                    if (failure instanceof BrokenLetter broken) {
                        return office.held().bury(broken.id(), failure).flatMap(v -> accept(deliveries, true));
                    }
                    return singly ? Uni.createFrom().failure(failure) : accept(deliveries, true);
                });
    }

    private Uni<Void> commit(List<Sorted<I>> sorted, boolean singly) {
        return Uni.createFrom().deferred(() -> {
            Tally[] tally = new Tally[1];
            return office.transact(transaction -> {
                        tally[0] = new Tally();
                        return handling.step(transaction, sorted, tally[0], singly);
                    })
                    .invoke(() -> tally[0].count(office));
        });
    }

    /** Something in the batch brings out a bug: each record alone, so that only the guilty one is dead-lettered. */
    private Uni<Void> oneByOne(List<Sorted<I>> sorted) {
        return Multi.createFrom()
                .iterable(sorted)
                .onItem()
                .transformToUniAndConcatenate(one -> alone(one, 0).replaceWith(one))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> alone(Sorted<I> one, int unclear) {
        return Patience.whileServersAreAway("a record of " + name, commit(List.of(one), true))
                .onFailure()
                .recoverWithUni(failure -> {
                    if (failure instanceof BrokenLetter broken) {
                        return Patience.untilItWorks(
                                        "putting a held event aside",
                                        Uni.createFrom()
                                                .deferred(() -> office.held().bury(broken.id(), failure)))
                                .flatMap(v -> alone(one, unclear));
                    }
                    if (Faults.kind(failure) == Faults.Kind.UNCLEAR && unclear < UNCLEAR_TRIES) {
                        return onceTheDatabaseAnswers(Duration.ofMillis(50L << unclear))
                                .flatMap(v -> alone(one, unclear + 1));
                    }
                    return bury(one, failure);
                });
    }

    private Uni<Void> onceTheDatabaseAnswers(Duration pause) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(pause)
                .flatMap(v -> Patience.untilItWorks("asking the database for the time", office.now()))
                .replaceWithVoid();
    }

    private Uni<Void> bury(Sorted<I> one, Throwable failure) {
        return Patience.untilItWorks(
                "putting a record of " + name + " aside", commit(List.of(bad(one, failure)), true));
    }

    private Sorted<I> bad(Sorted<I> one, Throwable failure) {
        if (!(one instanceof Sorted.Good<I>(Parcel parcel, String keyHash, Delivery<I> delivery))) {
            return one;
        }
        LOG.errorf(
                Faults.withoutValues(failure),
                "%s/%d at %d cannot be worked on and goes to the dead letters; mend the fault, then retry it there",
                parcel.topic(),
                parcel.partition(),
                parcel.position());
        return new Sorted.Bad<>(
                parcel, "expected to be able to work on it, found an internal fault: " + Faults.describe(failure));
    }
}
