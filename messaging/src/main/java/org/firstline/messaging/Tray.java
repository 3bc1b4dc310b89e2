package org.firstline.messaging;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * All that leads to one flow, by whichever route: one batch is under way at a time, and it is one transaction. Routes with
 * transactions of their own would wait for each other's rows, and pay for inbox, work, outbox and commit each.
 */
final class Tray<I> {

    private static final Logger LOG = Logger.getLogger(Tray.class);

    /** How often a failure that nobody knows is tried again before it is taken for the message's. */
    private static final int UNCLEAR_TRIES = 5;

    private final PostOffice office;
    private final Handling<I> handling;
    private final Gathering<Route<I>> gathering = new Gathering<>(this::deliver);

    Tray(Work<I> work, PostOffice office) {
        this.office = office;
        this.handling = new Handling<>(work, office);
    }

    Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> channel(Function<String, Route<I>> byTopic, String name) {
        return gathering.channel(byTopic, name);
    }

    /** What is done inside a transaction that somebody else has opened. */
    Handling<I> handling() {
        return handling;
    }

    /** Works on a batch of records and completes once it is committed; never fails for a fault of a server. */
    Uni<Void> deliver(List<Gathering.Gathered<Route<I>>> batch) {
        Map<Route<I>, List<Sorted<I>>> byRoute = new LinkedHashMap<>();
        Tally passed = new Tally();
        for (Gathering.Gathered<Route<I>> one : batch) {
            Sorted<I> sorted = one.source().sort(one.parcel(), passed);
            if (!(sorted instanceof Sorted.Passed<I>)) {
                byRoute.computeIfAbsent(one.source(), route -> new ArrayList<>())
                        .add(sorted);
            }
        }
        passed.count(office);
        if (byRoute.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String what = "a batch of " + byRoute.keySet().stream().map(Route::name).collect(Collectors.joining(", "));
        return ask(byRoute).flatMap(asked -> Patience.whileServersAreAway(what, commit(asked, false))
                .onFailure()
                .recoverWithUni(failure -> oneByOne(asked)));
    }

    /** Each route asks about its own; the order within a route stays. */
    private static <I> Uni<List<Sorted<I>>> ask(Map<Route<I>, List<Sorted<I>>> byRoute) {
        Uni<List<Sorted<I>>> all = Uni.createFrom().item(new ArrayList<>());
        for (Map.Entry<Route<I>, List<Sorted<I>>> one : byRoute.entrySet()) {
            all = all.flatMap(before -> one.getKey().ask(one.getValue()).map(asked -> {
                before.addAll(asked);
                return before;
            }));
        }
        return all;
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
        return Patience.whileServersAreAway("a record of " + what(one), commit(List.of(one), true))
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
                "putting a record of " + what(one) + " aside", commit(List.of(bad(one, failure)), true));
    }

    /** One that cannot be worked on after all; said to whoever runs this. */
    static <I> Sorted<I> bad(Sorted<I> one, Throwable failure) {
        if (!(one instanceof Sorted.Good<I>(String route, Parcel parcel, Delivery<I> delivery))) {
            return one;
        }
        LOG.errorf(
                Faults.withoutValues(failure),
                "%s/%d at %d cannot be worked on and goes to the dead letters; mend the fault, then retry it there",
                parcel.topic(),
                parcel.partition(),
                parcel.position());
        return new Sorted.Bad<>(
                route,
                parcel,
                "expected to be able to work on it, found an internal fault: " + Faults.describe(failure));
    }

    private static String what(Sorted<?> one) {
        return switch (one) {
            case Sorted.Good<?> good -> good.route();
            case Sorted.Bad<?> bad -> bad.route();
            case Sorted.Passed<?> passed -> "nothing";
        };
    }
}
