package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * The way from a topic to a flow: a batch of records becomes one transaction of inbox, work, outbox. What cannot be
 * understood is dead-lettered, what stands behind it on the same key is parked, what comes before its cause is held.
 */
public final class Route<I> {

    private static final Logger LOG = Logger.getLogger(Route.class);

    /** Letters released by letters released by …: a bound against a circle that only a bug could make. */
    private static final int MOST_ROUNDS = 32;

    private final String name;
    private final Reader<I> reader;
    private final Work<I> work;
    private final PostOffice office;

    Route(String name, Reader<I> reader, Work<I> work, PostOffice office) {
        this.name = name;
        this.reader = reader;
        this.work = work;
        this.office = office;
    }

    /** One record, sorted. */
    private sealed interface Sorted<I> {
        record Good<I>(Parcel parcel, Delivery<I> delivery) implements Sorted<I> {}

        record Bad<I>(PutAside.Dead dead) implements Sorted<I> {}

        record Passed<I>() implements Sorted<I> {}
    }

    /**
     * Works on a batch of records and completes once it is committed. Faults (database away) are retried for as long as
     * they last; it never fails for them.
     */
    public Uni<Void> deliver(ConsumerRecords<byte[], byte[]> records) {
        List<Parcel> parcels = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            parcels.add(Parcel.of(record));
        }
        return deliver(parcels);
    }

    Uni<Void> deliver(List<Parcel> parcels) {
        Map<Parcel, Sorted<I>> sorted = new LinkedHashMap<>();
        parcels.forEach(parcel -> sorted.put(parcel, sort(parcel)));
        return untilItWorks(commit(sorted))
                .onFailure(Faults::isOfTheMessage)
                .recoverWithUni(failure -> oneByOne(sorted));
    }

    /**
     * Works on letters that did not come off a topic (an HTTP door). A failure comes out to the caller, and nothing of
     * the batch is kept then.
     *
     * @return how many of them were new
     */
    public Uni<Integer> accept(List<Letter> letters) {
        List<Delivery<I>> deliveries = new ArrayList<>();
        for (Letter letter : letters) {
            switch (reader.read(letter)) {
                case Reading.Meant<I>(I input) -> deliveries.add(delivery(letter, input));
                case Reading.NotForUs<I> passed -> {}
                case Reading.Unknown<I> unknown -> office.count("firstline.events.unknown", name, 1);
            }
        }
        return office.transact(transaction -> fresh(transaction, deliveries)
                .flatMap(fresh -> take(transaction, fresh, 0).replaceWith(fresh.size())));
    }

    private Uni<Void> commit(Map<Parcel, Sorted<I>> sorted) {
        return office.transact(transaction -> step(transaction, sorted));
    }

    private static Uni<Void> untilItWorks(Uni<Void> batch) {
        return batch.onFailure(failure -> !Faults.isOfTheMessage(failure))
                .invoke(failure ->
                        LOG.warnf("a batch waits for the database and is tried again: %s", failure.toString()))
                .onFailure(failure -> !Faults.isOfTheMessage(failure))
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .indefinitely();
    }

    /** Something in the batch brings out a bug: each record alone, so that only the guilty one is dead-lettered. */
    private Uni<Void> oneByOne(Map<Parcel, Sorted<I>> sorted) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (Map.Entry<Parcel, Sorted<I>> one : sorted.entrySet()) {
            chain = chain.flatMap(ignored -> untilItWorks(commit(Map.of(one.getKey(), one.getValue())))
                    .onFailure(Faults::isOfTheMessage)
                    .recoverWithUni(failure -> {
                        LOG.errorf(
                                failure,
                                "%s/%d at %d cannot be worked on and goes to the dead letters; mend the fault, then retry"
                                        + " it there",
                                one.getKey().topic(),
                                one.getKey().partition(),
                                one.getKey().position());
                        return untilItWorks(commit(Map.of(
                                one.getKey(),
                                new Sorted.Bad<>(new PutAside.Dead(
                                        one.getKey(),
                                        "expected to be able to work on it, found an internal fault: "
                                                + failure.getClass().getSimpleName())))));
                    }));
        }
        return chain;
    }

    private Sorted<I> sort(Parcel parcel) {
        try {
            Letter letter = Letter.read(parcel);
            return switch (reader.read(letter)) {
                case Reading.Meant<I>(I input) -> new Sorted.Good<>(parcel, delivery(letter, input));
                case Reading.NotForUs<I> passed -> new Sorted.Passed<>();
                case Reading.Unknown<I> unknown -> {
                    office.count("firstline.events.unknown", name, 1);
                    yield new Sorted.Passed<>();
                }
            };
        } catch (IllegalArgumentException e) {
            return new Sorted.Bad<>(new PutAside.Dead(parcel, String.valueOf(e.getMessage())));
        }
    }

    private Delivery<I> delivery(Letter letter, I input) {
        return new Delivery<>(letter, input, office.trace().mark(name, letter.key(), letter.traceparent()));
    }

    private Uni<Void> step(Transaction transaction, Map<Parcel, Sorted<I>> sorted) {
        Map<String, Set<String>> keysByTopic = new LinkedHashMap<>();
        for (Parcel parcel : sorted.keySet()) {
            String key = parcel.keyHash();
            if (key != null) {
                keysByTopic
                        .computeIfAbsent(parcel.topic(), topic -> new HashSet<>())
                        .add(key);
            }
        }
        return blocked(transaction, keysByTopic).flatMap(blocked -> {
            List<Delivery<I>> deliveries = new ArrayList<>();
            List<PutAside.Dead> dead = new ArrayList<>();
            List<Parcel> parked = new ArrayList<>();
            sorted.forEach((parcel, what) -> {
                String lane = parcel.topic() + "|" + parcel.keyHash();
                if (what instanceof Sorted.Bad<I>(PutAside.Dead bad)) {
                    dead.add(bad);
                    blocked.add(lane);
                } else if (what instanceof Sorted.Good<I>(Parcel same, Delivery<I> delivery)) {
                    if (blocked.contains(lane)) {
                        parked.add(parcel);
                    } else {
                        deliveries.add(delivery);
                    }
                }
            });
            office.count("firstline.events.dead.lettered", name, dead.size());
            office.count("firstline.events.parked", name, parked.size());
            return office.aside()
                    .bury(transaction, name, dead)
                    .flatMap(v -> office.aside().park(transaction, name, parked))
                    .flatMap(v -> office.announce(
                            transaction,
                            dead.stream()
                                    .map(d -> office.aside().announcement(transaction, d))
                                    .toList()))
                    .flatMap(v -> fresh(transaction, deliveries))
                    .flatMap(fresh -> take(transaction, fresh, 0));
        });
    }

    private Uni<Set<String>> blocked(Transaction transaction, Map<String, Set<String>> keysByTopic) {
        Uni<Set<String>> lanes = Uni.createFrom().item(HashSet::new);
        for (Map.Entry<String, Set<String>> topic : keysByTopic.entrySet()) {
            lanes = lanes.flatMap(so -> office.aside()
                    .blocked(transaction, topic.getKey(), topic.getValue())
                    .map(keys -> {
                        keys.forEach(key -> so.add(topic.getKey() + "|" + key));
                        return so;
                    }));
        }
        return lanes;
    }

    private Uni<List<Delivery<I>>> fresh(Transaction transaction, List<Delivery<I>> deliveries) {
        return Inbox.admit(
                        transaction, deliveries.stream().map(Delivery::letter).toList())
                .map(admitted -> {
                    Set<Inbox.Identity> left = new HashSet<>(admitted);
                    List<Delivery<I>> fresh = deliveries.stream()
                            .filter(d -> left.remove(Inbox.Identity.of(d.letter())))
                            .toList();
                    office.count("firstline.events.duplicate", name, deliveries.size() - fresh.size());
                    return fresh;
                });
    }

    private Uni<Void> take(Transaction transaction, List<Delivery<I>> deliveries, int round) {
        if (deliveries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return work.take(transaction, deliveries)
                .flatMap(taken -> hold(transaction, taken).replaceWith(taken.arrived()))
                .flatMap(arrived -> office.aside().release(transaction, arrived))
                .flatMap(backs -> again(transaction, backs, round));
    }

    private Uni<Void> hold(Transaction transaction, Taken<I> taken) {
        office.count("firstline.events.held", name, taken.held().size());
        return office.aside()
                .hold(
                        transaction,
                        name,
                        taken.held().stream()
                                .map(waiting -> parcelOf(waiting.delivery().letter()))
                                .toList(),
                        taken.held().stream().map(Taken.Waiting::waitingFor).toList());
    }

    private Uni<Void> again(Transaction transaction, List<PutAside.Back> backs, int round) {
        if (backs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (round >= MOST_ROUNDS) {
            throw new IllegalStateException("expected held events to be released within " + MOST_ROUNDS
                    + " rounds, found a circle at route " + name);
        }
        Map<String, List<Parcel>> byRoute = new LinkedHashMap<>();
        backs.forEach(back ->
                byRoute.computeIfAbsent(back.route(), r -> new ArrayList<>()).add(back.parcel()));
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (Map.Entry<String, List<Parcel>> one : byRoute.entrySet()) {
            Route<?> route = office.routeNamed(one.getKey());
            if (route == null) {
                throw new IllegalStateException(
                        "expected a route named " + one.getKey() + " for what it held, found none");
            }
            chain = chain.flatMap(v -> route.takeAgain(transaction, one.getValue(), round + 1));
        }
        return chain;
    }

    /** Works on what was put aside before and is in the inbox already. */
    Uni<Void> takeAgain(Transaction transaction, List<Parcel> parcels, int round) {
        List<Delivery<I>> deliveries = new ArrayList<>();
        for (Parcel parcel : parcels) {
            Letter letter = Letter.read(parcel);
            if (reader.read(letter) instanceof Reading.Meant<I>(I input)) {
                deliveries.add(delivery(letter, input));
            }
        }
        return take(transaction, deliveries, round);
    }

    /** Works on a held event once more; answers whether it must go on waiting, in which case nothing has changed. */
    Uni<Boolean> stillWaits(Transaction transaction, Parcel parcel) {
        Letter letter = Letter.read(parcel);
        if (!(reader.read(letter) instanceof Reading.Meant<I>(I input))) {
            return Uni.createFrom().item(false);
        }
        return work.take(transaction, List.of(delivery(letter, input)))
                .flatMap(taken -> taken.held().isEmpty()
                        ? office.aside()
                                .release(transaction, taken.arrived())
                                .flatMap(backs -> again(transaction, backs, 0))
                                .replaceWith(false)
                        : Uni.createFrom().item(true));
    }

    /** Works on what was put aside before it reached the inbox: a dead letter that is retried, or parked behind one. */
    Uni<Void> takeFirst(Transaction transaction, Parcel parcel) {
        Letter letter = Letter.read(parcel);
        if (reader.read(letter) instanceof Reading.Meant<I>(I input)) {
            return fresh(transaction, List.of(delivery(letter, input))).flatMap(fresh -> take(transaction, fresh, 0));
        }
        return Uni.createFrom().voidItem();
    }

    private static Parcel parcelOf(Letter letter) {
        return letter.asParcel();
    }
}
