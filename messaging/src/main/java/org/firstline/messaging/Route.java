package org.firstline.messaging;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Ahead<I> ahead;
    private final Work<I> work;
    private final PostOffice office;

    Route(String name, Reader<I> reader, Ahead<I> ahead, Work<I> work, PostOffice office) {
        this.name = name;
        this.sorting = new Sorting<>(name, reader, office);
        this.ahead = ahead;
        this.work = work;
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
        return ask(sorted)
                .onFailure()
                .recoverWithUni(failure -> askOneByOne(sorted))
                .flatMap(asked -> Patience.whileServersAreAway("a batch of " + name, commit(asked, false))
                        .onFailure()
                        .recoverWithUni(failure -> oneByOne(asked)));
    }

    /** Asks the outside world, for as long as it takes; only what is plainly the message's fault comes out. */
    private Uni<List<Sorted<I>>> ask(List<Sorted<I>> sorted) {
        List<Delivery<I>> deliveries = new ArrayList<>(sorted.size());
        for (Sorted<I> one : sorted) {
            if (one instanceof Sorted.Good<I> good) {
                deliveries.add(good.delivery());
            }
        }
        return Patience.unlessTheMessageIsBroken("asking ahead of a batch of " + name, asked(deliveries))
                .map(answered -> {
                    Iterator<Delivery<I>> next = answered.iterator();
                    List<Sorted<I>> all = new ArrayList<>(sorted.size());
                    for (Sorted<I> one : sorted) {
                        all.add(
                                one instanceof Sorted.Good<I> good
                                        ? new Sorted.Good<>(good.parcel(), good.keyHash(), next.next())
                                        : one);
                    }
                    return all;
                });
    }

    private Uni<List<Sorted<I>>> askOneByOne(List<Sorted<I>> sorted) {
        return Multi.createFrom()
                .iterable(sorted)
                .onItem()
                .transformToUniAndConcatenate(one ->
                        ask(List.of(one)).map(List::getFirst).onFailure().recoverWithItem(failure -> bad(one, failure)))
                .collect()
                .asList();
    }

    private Uni<List<Delivery<I>>> asked(List<Delivery<I>> deliveries) {
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
                : asked(deliveries).flatMap(asked -> accept(asked, false));
    }

    private Uni<Integer> accept(List<Delivery<I>> deliveries, boolean singly) {
        Tally tally = new Tally();
        return office.transact(transaction -> fresh(transaction, deliveries, tally)
                        .flatMap(fresh ->
                                take(transaction, fresh, 0, tally, singly).replaceWith(fresh.size())))
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
                        return step(transaction, sorted, tally[0], singly);
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

    private Uni<Void> step(Transaction transaction, List<Sorted<I>> sorted, Tally tally, boolean singly) {
        return blocked(transaction, sorted)
                .flatMap(blocked -> bury(transaction, sorted, tally).flatMap(settled -> {
                    List<Delivery<I>> deliveries = new ArrayList<>(sorted.size());
                    List<Parcel> parked = new ArrayList<>();
                    for (Sorted<I> what : sorted) {
                        if (what instanceof Sorted.Bad<I> bad && !settled.contains(bad)) {
                            blocked.add(bad.lane());
                        } else if (what instanceof Sorted.Good<I> good) {
                            if (!blocked.isEmpty() && blocked.contains(good.lane())) {
                                parked.add(good.parcel());
                            } else {
                                deliveries.add(good.delivery());
                            }
                        }
                    }
                    tally.add("firstline.events.parked", name, parked.size());
                    return office.aside()
                            .park(transaction, name, parked)
                            .flatMap(v -> fresh(transaction, deliveries, tally))
                            .flatMap(fresh -> take(transaction, fresh, 0, tally, singly));
                }));
    }

    /** The lanes behind an open dead letter; nothing is asked where there is none. */
    private Uni<Set<String>> blocked(Transaction transaction, List<Sorted<I>> sorted) {
        Set<String> lanes = new HashSet<>();
        if (!transaction.lettersOpen()) {
            return Uni.createFrom().item(lanes);
        }
        Map<String, Set<String>> keysByTopic = new LinkedHashMap<>();
        for (Sorted<I> one : sorted) {
            if (one instanceof Sorted.Good<I> good) {
                keysByTopic
                        .computeIfAbsent(good.parcel().topic(), topic -> new HashSet<>())
                        .add(good.keyHash());
            }
        }
        return Multi.createFrom()
                .iterable(keysByTopic.entrySet())
                .onItem()
                .transformToUniAndConcatenate(topic -> office.aside()
                        .blocked(transaction, topic.getKey(), topic.getValue())
                        .invoke(keys -> keys.forEach(key -> lanes.add(Sorted.lane(topic.getKey(), key)))))
                .collect()
                .last()
                .replaceWith(lanes);
    }

    /** Makes dead letters of what is bad; answers which of them were settled before, when the topic says them again. */
    private Uni<Set<Sorted.Bad<I>>> bury(Transaction transaction, List<Sorted<I>> sorted, Tally tally) {
        Set<Sorted.Bad<I>> settled = new HashSet<>();
        List<Sorted.Bad<I>> all = new ArrayList<>();
        for (Sorted<I> one : sorted) {
            if (one instanceof Sorted.Bad<I> bad) {
                all.add(bad);
            }
        }
        if (all.isEmpty()) {
            return Uni.createFrom().item(settled);
        }
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(bad -> office.bury(transaction, name, bad.parcel(), bad.reason(), false)
                        .invoke(buried -> {
                            if (buried == PutAside.Buried.SETTLED) {
                                settled.add(bad);
                            } else if (buried == PutAside.Buried.NEW) {
                                tally.add("firstline.events.dead.lettered", name, 1);
                            }
                        }))
                .collect()
                .last()
                .replaceWith(settled);
    }

    private Uni<List<Delivery<I>>> fresh(Transaction transaction, List<Delivery<I>> deliveries, Tally tally) {
        return Inbox.admit(
                        transaction, deliveries.stream().map(Delivery::letter).toList())
                .map(admitted -> {
                    Set<Inbox.Identity> left = new HashSet<>(admitted);
                    List<Delivery<I>> fresh = deliveries.stream()
                            .filter(d -> left.remove(Inbox.Identity.of(d.letter())))
                            .toList();
                    tally.add("firstline.events.duplicate", name, deliveries.size() - fresh.size());
                    return fresh;
                });
    }

    private Uni<Void> take(
            Transaction transaction, List<Delivery<I>> deliveries, int round, Tally tally, boolean singly) {
        if (deliveries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return work.take(transaction, deliveries).flatMap(taken -> {
            tally.add("firstline.events.held", name, taken.held().size());
            return office.held().hold(transaction, name, taken.held()).flatMap(v -> office.held()
                    .release(transaction, taken.arrived(), round, tally, singly));
        });
    }

    /** Works on held events once more; what must go on waiting keeps its age. */
    Uni<Void> takeBack(Transaction transaction, List<Held.Back> backs, int round, Tally tally, boolean singly) {
        return Uni.createFrom().deferred(() -> {
            Map<Long, String> stay = new LinkedHashMap<>();
            Map<Inbox.Identity, Long> ids = new HashMap<>();
            List<Delivery<I>> deliveries = new ArrayList<>();
            for (Held.Back back : backs) {
                if (back.parcel() == null) {
                    stay.put(back.id(), back.waitingFor());
                    continue;
                }
                Letter letter = Letter.read(back.parcel());
                if (sorting.read(letter) instanceof Reading.Meant<I>(I input)) {
                    deliveries.add(sorting.delivery(letter, input));
                    ids.put(Inbox.Identity.of(letter), back.id());
                }
            }
            Uni<Taken<I>> taken =
                    deliveries.isEmpty() ? Uni.createFrom().item(Taken.all()) : work.take(transaction, deliveries);
            return taken.flatMap(what -> {
                what.held()
                        .forEach(waiting -> stay.put(
                                ids.get(Inbox.Identity.of(waiting.delivery().letter())), waiting.waitingFor()));
                List<Long> done = backs.stream()
                        .map(Held.Back::id)
                        .filter(id -> !stay.containsKey(id))
                        .toList();
                return office.held()
                        .delete(transaction, done)
                        .flatMap(v -> office.held().waitOn(transaction, stay))
                        .flatMap(v -> office.held().release(transaction, what.arrived(), round + 1, tally, singly));
            });
        });
    }

    /**
     * Works on what was put aside.
     *
     * @param admitted whether its identity is in the inbox already
     */
    Uni<Void> takeAside(Transaction transaction, Parcel parcel, boolean admitted, Tally tally) {
        return Uni.createFrom().deferred(() -> {
            Letter letter = Letter.read(parcel);
            if (!(sorting.read(letter) instanceof Reading.Meant<I>(I input))) {
                return Uni.createFrom().voidItem();
            }
            List<Delivery<I>> one = List.of(sorting.delivery(letter, input));
            Uni<List<Delivery<I>>> fresh = admitted ? Uni.createFrom().item(one) : fresh(transaction, one, tally);
            return fresh.flatMap(some -> take(transaction, some, 0, tally, true));
        });
    }

    /** Gives up what was put aside: should its topic say it again, it is a duplicate. */
    Uni<Void> forgo(Transaction transaction, Parcel parcel) {
        Letter letter;
        try {
            letter = Letter.read(parcel);
        } catch (IllegalArgumentException e) {
            return Uni.createFrom().voidItem();
        }
        return Inbox.admit(transaction, List.of(letter)).replaceWithVoid();
    }
}
