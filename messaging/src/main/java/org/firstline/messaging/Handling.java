package org.firstline.messaging;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/** The part of a tray inside an open transaction: inbox, dead letters, parking, work, what it holds and releases. */
final class Handling<I> {

    private final Work<I> work;
    private final PostOffice office;

    Handling(Work<I> work, PostOffice office) {
        this.work = work;
        this.office = office;
    }

    /** Handles a batch off topics. */
    Uni<Void> step(Transaction transaction, List<Sorted<I>> sorted, Tally tally, boolean singly) {
        return blocked(transaction, sorted)
                .flatMap(blocked -> bury(transaction, sorted, tally).flatMap(settled -> {
                    List<Addressed<I>> deliveries = new ArrayList<>(sorted.size());
                    Map<String, List<Parcel>> parked = new LinkedHashMap<>();
                    for (Sorted<I> what : sorted) {
                        if (what instanceof Sorted.Bad<I> bad && !settled.contains(bad)) {
                            blocked.add(bad.lane());
                        } else if (what instanceof Sorted.Good<I> good) {
                            if (!blocked.isEmpty() && blocked.contains(good.lane())) {
                                parked.computeIfAbsent(good.route(), route -> new ArrayList<>())
                                        .add(good.parcel());
                            } else {
                                deliveries.add(new Addressed<>(good.route(), good.delivery()));
                            }
                        }
                    }
                    return park(transaction, parked, tally)
                            .flatMap(v -> fresh(transaction, deliveries, tally))
                            .flatMap(fresh -> take(transaction, fresh, 0, tally, singly));
                }));
    }

    private Uni<Void> park(Transaction transaction, Map<String, List<Parcel>> parked, Tally tally) {
        return inTurn(parked, (route, parcels) -> {
            tally.add("firstline.events.parked", route, parcels.size());
            return office.aside().park(transaction, route, parcels);
        });
    }

    /** One after the other; most batches have nothing of the kind. */
    private static <T> Uni<Void> inTurn(Map<String, T> byRoute, BiFunction<String, T, Uni<Void>> what) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Map.Entry<String, T> one : byRoute.entrySet()) {
            all = all.flatMap(v -> what.apply(one.getKey(), one.getValue()));
        }
        return all;
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
                .transformToUniAndConcatenate(
                        bad -> office.bury(transaction, bad.route(), bad.parcel(), bad.reason(), false)
                                .invoke(buried -> {
                                    if (buried == PutAside.Buried.SETTLED) {
                                        settled.add(bad);
                                    } else if (buried == PutAside.Buried.NEW) {
                                        tally.add("firstline.events.dead.lettered", bad.route(), 1);
                                    }
                                }))
                .collect()
                .last()
                .replaceWith(settled);
    }

    Uni<List<Addressed<I>>> fresh(Transaction transaction, List<Addressed<I>> deliveries, Tally tally) {
        return Inbox.admit(
                        transaction,
                        deliveries.stream().map(one -> one.delivery().letter()).toList())
                .map(admitted -> {
                    Set<Inbox.Identity> left = new HashSet<>(admitted);
                    List<Addressed<I>> fresh = new ArrayList<>(deliveries.size());
                    for (Addressed<I> one : deliveries) {
                        if (left.remove(one.identity())) {
                            fresh.add(one);
                        } else {
                            tally.add("firstline.events.duplicate", one.route(), 1);
                        }
                    }
                    return fresh;
                });
    }

    Uni<Void> take(Transaction transaction, List<Addressed<I>> deliveries, int round, Tally tally, boolean singly) {
        if (deliveries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return work.take(
                        transaction,
                        deliveries.stream().map(Addressed::delivery).toList())
                .flatMap(taken -> hold(transaction, deliveries, taken.held(), tally)
                        .flatMap(v -> office.held().release(transaction, taken.arrived(), round, tally, singly)));
    }

    private Uni<Void> hold(
            Transaction transaction, List<Addressed<I>> deliveries, List<Taken.Waiting<I>> held, Tally tally) {
        if (held.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<Inbox.Identity, String> routes = new HashMap<>();
        deliveries.forEach(one -> routes.put(one.identity(), one.route()));
        Map<String, List<Taken.Waiting<I>>> byRoute = new LinkedHashMap<>();
        for (Taken.Waiting<I> waiting : held) {
            String route = Objects.requireNonNull(
                    routes.get(Inbox.Identity.of(waiting.delivery().letter())),
                    "expected a flow to hold only what it was given");
            byRoute.computeIfAbsent(route, name -> new ArrayList<>()).add(waiting);
        }
        return inTurn(byRoute, (route, waiting) -> {
            tally.add("firstline.events.held", route, waiting.size());
            return office.held().hold(transaction, route, waiting);
        });
    }

    /** Works on a route's held events once more; what must go on waiting keeps its age. */
    Uni<Void> takeBack(
            Transaction transaction,
            Sorting<I> sorting,
            List<Held.Back> backs,
            int round,
            Tally tally,
            boolean singly) {
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
                    deliveries.add(sorting.addressed(letter, input).delivery());
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

    /** Works on what was put aside; {@code admitted} whether its identity is in the inbox already. */
    Uni<Void> takeAside(Transaction transaction, Sorting<I> sorting, Parcel parcel, boolean admitted, Tally tally) {
        return Uni.createFrom().deferred(() -> {
            Letter letter = Letter.read(parcel);
            if (!(sorting.read(letter) instanceof Reading.Meant<I>(I input))) {
                return Uni.createFrom().voidItem();
            }
            List<Addressed<I>> one = List.of(sorting.addressed(letter, input));
            Uni<List<Addressed<I>>> fresh = admitted ? Uni.createFrom().item(one) : fresh(transaction, one, tally);
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
