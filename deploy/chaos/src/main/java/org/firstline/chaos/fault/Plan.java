package org.firstline.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstline.chaos.fault.Fault.Kind;
import org.firstline.chaos.fault.Fault.Lane;
import org.firstline.local.Service;
import org.firstline.local.Suite;

/**
 * What goes wrong in a run, and when: the same for the same seed and minutes, on every machine. What of it a machine cannot
 * do is left out when its time comes, so that the rest stays as it is.
 *
 * @param faults by time
 */
public record Plan(List<Fault> faults) {

    private static final Duration FIRST = Duration.ofSeconds(8);
    private static final Duration LAST_BEFORE_END = Duration.ofSeconds(5);
    /** What a machine needs at least to get over a blow; when it needs longer, the next one waits. */
    private static final Duration RECOVERY = Duration.ofSeconds(8);

    private static final Duration SHORT_RUN = Duration.ofMinutes(5);

    public Plan {
        faults = List.copyOf(faults);
    }

    /** The plan of a seed for a load that lasts so long. */
    public static Plan of(long seed, Duration load) {
        Random chance = new Random(seed);
        boolean isShort = load.compareTo(SHORT_RUN) < 0;
        List<Fault> faults = new ArrayList<>();
        faults.addAll(lane(Lane.BLOWS, chance, load, isShort));
        faults.addAll(lane(Lane.WEATHER, chance, load, isShort));
        faults.sort(Comparator.comparing(Fault::at).thenComparing(Fault::lane));
        List<Fault> numbered = new ArrayList<>();
        for (Fault fault : faults) {
            numbered.add(new Fault(
                    numbered.size() + 1, fault.kind(), fault.target(), fault.at(), fault.lasts(), fault.lane()));
        }
        return new Plan(numbered);
    }

    /** Nothing but Kafka away, for that long. */
    public static Plan kafkaAway(Duration lasts) {
        return new Plan(List.of(new Fault(1, Kind.KAFKA_AWAY, Suite.BROKER, FIRST, lasts, Lane.BLOWS)));
    }

    /** One line each, for people. */
    public String text() {
        return faults.stream()
                .map(fault -> String.format(
                        Locale.ROOT,
                        "%3d  %5d s  %-7s  %-16s  %-22s  %d s",
                        fault.number(),
                        fault.at().toSeconds(),
                        fault.lane().name().toLowerCase(Locale.ROOT),
                        fault.kind(),
                        fault.target(),
                        fault.lasts().toSeconds()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Deals from a shuffled deck until the time is up; an empty deck is shuffled anew. */
    private static List<Fault> lane(Lane lane, Random chance, Duration load, boolean isShort) {
        List<Fault> faults = new ArrayList<>();
        List<Card> deck = new ArrayList<>();
        Duration at = FIRST.plusMillis(chance.nextInt(4_000));
        while (true) {
            if (deck.isEmpty()) {
                deck.addAll(deck(lane));
                Collections.shuffle(deck, chance);
            }
            Card card = deck.removeLast();
            Duration lasts = lasts(card.kind(), chance, isShort);
            Duration over = at.plus(lasts);
            if (over.compareTo(load.minus(LAST_BEFORE_END)) > 0) {
                return faults;
            }
            faults.add(new Fault(0, card.kind(), card.target(), at, lasts, lane));
            at = over.plus(RECOVERY).plusMillis(chance.nextInt(6_000));
        }
    }

    private record Card(Kind kind, String target) {}

    private static List<Card> deck(Lane lane) {
        List<Card> deck = new ArrayList<>();
        List<String> services = Arrays.stream(Service.values()).map(Service::id).toList();
        List<String> servers = List.of(Suite.POSTGRES, Suite.BROKER);
        switch (lane) {
            case BLOWS -> {
                for (int twice = 0; twice < 2; twice++) {
                    Stream.concat(services.stream(), servers.stream())
                            .forEach(target -> deck.add(new Card(Kind.KILL, target)));
                }
                services.forEach(target -> deck.add(new Card(Kind.FREEZE, target)));
                services.forEach(target -> deck.add(new Card(Kind.ZOMBIE, target)));
                deck.add(new Card(Kind.FREEZE, Suite.BROKER));
                for (String server : servers) {
                    deck.add(new Card(Kind.CUT, server));
                    deck.add(new Card(Kind.HALF_OPEN, server));
                    deck.add(new Card(Kind.FULL_DISK, server));
                    services.forEach(service -> deck.add(new Card(Kind.ABSENT_AT_START, service + " " + server)));
                }
                deck.add(new Card(Kind.KAFKA_AWAY, Suite.BROKER));
            }
            case WEATHER -> {
                servers.forEach(target -> deck.add(new Card(Kind.SLOW_LINK, target)));
                services.forEach(target -> deck.add(new Card(Kind.SCALE, target)));
                services.forEach(target -> deck.add(new Card(Kind.HELD_TRANSACTION, target)));
                services.forEach(target -> deck.add(new Card(Kind.CLOCK, target + " +1h")));
                services.forEach(target -> deck.add(new Card(Kind.CLOCK, target + " -1h")));
            }
        }
        return deck;
    }

    private static Duration lasts(Kind kind, Random chance, boolean isShort) {
        return switch (kind) {
            case KILL -> Duration.ZERO;
            case FREEZE -> between(chance, 5, isShort ? 15 : 60);
            case ZOMBIE -> between(chance, isShort ? 15 : 20, isShort ? 25 : 60);
            case CUT -> between(chance, 1, 5);
            case HALF_OPEN -> between(chance, 5, 20);
            case SLOW_LINK -> between(chance, 10, isShort ? 20 : 60);
            case ABSENT_AT_START -> between(chance, 5, 20);
            case KAFKA_AWAY -> between(chance, 20, isShort ? 30 : 120);
            case FULL_DISK -> between(chance, 5, 20);
            case SCALE -> between(chance, isShort ? 30 : 40, isShort ? 45 : 90);
            case CLOCK -> between(chance, 10, isShort ? 20 : 60);
            case HELD_TRANSACTION -> between(chance, isShort ? 30 : 60, isShort ? 60 : 180);
        };
    }

    private static Duration between(Random chance, int fromSeconds, int toSeconds) {
        return Duration.ofMillis(fromSeconds * 1_000L + chance.nextInt((toSeconds - fromSeconds) * 1_000));
    }
}
