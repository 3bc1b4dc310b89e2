package org.firstline.messaging;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * The way from a topic to a flow. What cannot be understood is dead-lettered, what stands behind it on the same key is
 * parked, what comes before its cause is held. Routes to one flow share its {@link Tray}: a batch of records, from
 * whichever of them, becomes one transaction of inbox, work, outbox.
 */
public final class Route<I> {

    private final String name;
    private final Sorting<I> sorting;
    private final Asking<I> asking;
    private final Tray<I> tray;
    private final PostOffice office;
    private final Sharing<Addressed<I>, Integer> sharing;

    Route(String name, Reader<I> reader, Ahead<I> ahead, Tray<I> tray, PostOffice office) {
        this.name = name;
        this.sorting = new Sorting<>(name, reader, office);
        this.asking = new Asking<>(name, ahead);
        this.tray = tray;
        this.office = office;
        this.sharing = new Sharing<>(requests -> commit(requests, false), request -> accept(request, false));
    }

    String name() {
        return name;
    }

    /**
     * The receiving end of a channel of this topic, for an {@code @Incoming} method to hand over: records are worked on
     * in batches, one batch at a time, and their position is kept once that is committed. Faults (database away) are
     * retried for as long as they last; the channel never fails for them.
     */
    public Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> channel() {
        return tray.channel(topic -> this, name);
    }

    /**
     * The receiving end of a channel that brings records of several topics, all on their way to one flow: each takes the
     * route of its topic. One consumer for all of a flow's topics asks the broker, keeps positions and is rebalanced once
     * where a consumer per topic does for each.
     *
     * @param routes all to the same flow
     * @param byTopic which of them a topic's records take
     * @throws IllegalArgumentException when they lead to different flows
     */
    public static <I> Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> channel(
            List<Route<I>> routes, Function<String, Route<I>> byTopic) {
        Tray<I> tray = routes.getFirst().tray;
        for (Route<I> route : routes) {
            if (route.tray != tray) {
                throw new IllegalArgumentException("expected routes to one flow, found that " + route.name
                        + " leads to another than " + routes.getFirst().name);
            }
        }
        return tray.channel(byTopic, routes.stream().map(Route::name).collect(Collectors.joining(", ")));
    }

    /** Works on a batch of records and completes once it is committed; never fails for a fault of a server. */
    Uni<Void> deliver(List<Parcel> parcels) {
        return tray.deliver(parcels.stream()
                .map(parcel -> new Gathering.Gathered<>(this, parcel))
                .toList());
    }

    /** What a record is; never fails. What is not for this service is counted and is not in the answer. */
    Sorted<I> sort(Parcel parcel, Tally passed) {
        return sorting.sort(parcel, passed);
    }

    /** Asks ahead about records of this route, together; if that fails for one of them, one by one. */
    Uni<List<Sorted<I>>> ask(List<Sorted<I>> sorted) {
        return asking.ask(sorted).onFailure().recoverWithUni(failure -> Multi.createFrom()
                .iterable(sorted)
                .onItem()
                .transformToUniAndConcatenate(one -> asking.ask(List.of(one))
                        .map(List::getFirst)
                        .onFailure()
                        .recoverWithItem(own -> Tray.bad(one, own)))
                .collect()
                .asList());
    }

    /**
     * Works on letters that did not come off a topic (an HTTP door). A failure comes out to the caller, and nothing of
     * these letters is kept then. What several callers bring at the same time shares a transaction.
     *
     * @return how many of them were new
     * @throws IllegalArgumentException when the reader cannot take one of them
     */
    public Uni<Integer> accept(List<Letter> letters) {
        List<Delivery<I>> deliveries = new ArrayList<>();
        Tally passed = new Tally();
        for (Letter letter : letters) {
            switch (sorting.read(letter)) {
                case Reading.Meant<I>(I input) ->
                    deliveries.add(sorting.addressed(letter, input).delivery());
                case Reading.NotForUs<I> notForUs -> {}
                case Reading.Unknown<I> unknown -> passed.add("firstline.events.unknown", name, 1);
            }
        }
        passed.count(office);
        return deliveries.isEmpty()
                ? Uni.createFrom().item(0)
                : asking.once(deliveries).flatMap(asked -> sharing.ask(addressed(asked)));
    }

    private Uni<Integer> accept(List<Addressed<I>> deliveries, boolean singly) {
        return commit(List.of(deliveries), singly)
                .map(List::getFirst)
                .onFailure(Faults::isNotOfTheServer)
                .recoverWithUni(failure -> {
                    if (failure instanceof BrokenLetter broken) {
                        return office.held().bury(broken.id(), failure).flatMap(v -> accept(deliveries, true));
                    }
                    return singly ? Uni.createFrom().failure(failure) : accept(deliveries, true);
                });
    }

    /** All requests or none; answers how many of each one's letters were new. */
    private Uni<List<Integer>> commit(List<List<Addressed<I>>> requests, boolean singly) {
        List<Addressed<I>> deliveries = requests.stream().flatMap(List::stream).toList();
        return Uni.createFrom().deferred(() -> {
            Tally[] tally = new Tally[1];
            return office.transact(transaction -> {
                        tally[0] = new Tally();
                        return tray.handling()
                                .fresh(transaction, deliveries, tally[0])
                                .flatMap(fresh -> tray.handling()
                                        .take(transaction, fresh, 0, tally[0], singly)
                                        .replaceWith(fresh));
                    })
                    .invoke(() -> tally[0].count(office))
                    .map(fresh -> freshOf(requests, fresh));
        });
    }

    /** What is fresh stands in the order of what was delivered. */
    private static <I> List<Integer> freshOf(List<List<Addressed<I>>> requests, List<Addressed<I>> fresh) {
        List<Integer> counts = new ArrayList<>(requests.size());
        int next = 0;
        for (List<Addressed<I>> request : requests) {
            int before = next;
            for (Addressed<I> one : request) {
                if (next < fresh.size() && fresh.get(next) == one) {
                    next++;
                }
            }
            counts.add(next - before);
        }
        return counts;
    }

    private List<Addressed<I>> addressed(List<Delivery<I>> deliveries) {
        return deliveries.stream().map(one -> new Addressed<>(name, one)).toList();
    }

    /** Works on held events of this route once more; what must go on waiting keeps its age. */
    Uni<Void> takeBack(Transaction transaction, List<Held.Back> backs, int round, Tally tally, boolean singly) {
        return tray.handling().takeBack(transaction, sorting, backs, round, tally, singly);
    }

    /**
     * Works on what was put aside.
     *
     * @param admitted whether its identity is in the inbox already
     */
    Uni<Void> takeAside(Transaction transaction, Parcel parcel, boolean admitted, Tally tally) {
        return tray.handling().takeAside(transaction, sorting, parcel, admitted, tally);
    }

    /** Gives up what was put aside: should its topic say it again, it is a duplicate. */
    Uni<Void> forgo(Transaction transaction, Parcel parcel) {
        return tray.handling().forgo(transaction, parcel);
    }
}
