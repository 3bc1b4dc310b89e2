package org.firstline.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
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

    /** Killed more often, they would keep everybody from getting anything done. */
    private static final Duration SERVERS_REST = Duration.ofSeconds(30);

    private static final List<String> SERVICES =
            Arrays.stream(Service.values()).map(Service::id).toList();
    private static final List<String> SERVERS = List.of(Suite.POSTGRES, Suite.BROKER);

    private static final int CRASHES_IN_DECK = 2;
    private static final int MOST_PASSES = 40;

    private static final Duration SHORT_RUN = Duration.ofMinutes(5);

    public Plan {
        faults = List.copyOf(faults);
    }

    /** The plan of a seed for a load that lasts so long. */
    public static Plan of(long seed, Duration load) {
        Random chance = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        faults.addAll(lane(Lane.BLOWS, () -> withCrashes(blows(), chance), chance, load, RECOVERY));
        faults.addAll(lane(Lane.WEATHER, Plan::weather, chance, load, RECOVERY));
        return inOrder(faults);
    }

    /** Nothing but crashes at chosen points, in all services at once and as many as there is time for. */
    public static Plan crashes(long seed, Duration load) {
        Random chance = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        for (String service : SERVICES) {
            faults.addAll(lane(new Lane(service), () -> crashes(service, chance), chance, load, Duration.ZERO));
        }
        return inOrder(faults);
    }

    /** Nothing but kills, of every process at once and as many as there is time for; the servers less often. */
    public static Plan kills(long seed, Duration load) {
        Random chance = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        for (String service : SERVICES) {
            faults.addAll(lane(new Lane(service), () -> kill(service), chance, load, RECOVERY));
        }
        for (String server : SERVERS) {
            faults.addAll(lane(new Lane(server), () -> kill(server), chance, load, SERVERS_REST));
        }
        return inOrder(faults);
    }

    private static List<Card> kill(String target) {
        return List.of(new Card(Kind.KILL, target));
    }

    private static List<Card> withCrashes(List<Card> deck, Random chance) {
        List<Card> all = new ArrayList<>(deck);
        for (String service : SERVICES) {
            List<Card> crashes = new ArrayList<>(crashes(service, chance));
            Collections.shuffle(crashes, chance);
            all.addAll(crashes.subList(0, CRASHES_IN_DECK));
        }
        return all;
    }

    private static Plan inOrder(List<Fault> faults) {
        faults.sort(Comparator.comparing(Fault::at)
                .thenComparing(fault -> fault.lane().name()));
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
                        fault.lane().name(),
                        fault.kind(),
                        fault.target(),
                        fault.lasts().toSeconds()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Deals from a shuffled deck until the time is up; an empty deck is shuffled anew. */
    private static List<Fault> lane(
            Lane lane, Supplier<List<Card>> deck, Random chance, Duration load, Duration recovery) {
        List<Fault> faults = new ArrayList<>();
        List<Card> left = new ArrayList<>();
        Duration at = FIRST.plusMillis(chance.nextInt(4_000));
        boolean isShort = load.compareTo(SHORT_RUN) < 0;
        while (true) {
            if (left.isEmpty()) {
                left.addAll(deck.get());
                Collections.shuffle(left, chance);
            }
            Card card = left.removeLast();
            Duration lasts = lasts(card.kind(), chance, isShort);
            Duration over = at.plus(lasts);
            if (over.compareTo(load.minus(LAST_BEFORE_END)) > 0) {
                return faults;
            }
            faults.add(new Fault(0, card.kind(), card.target(), at, lasts, lane));
            at = over.plus(recovery).plusMillis(chance.nextInt(6_000));
        }
    }

    private record Card(Kind kind, String target) {}

    private static List<Card> blows() {
        List<Card> deck = new ArrayList<>();
        for (int twice = 0; twice < 2; twice++) {
            Stream.concat(SERVICES.stream(), SERVERS.stream()).forEach(target -> deck.add(new Card(Kind.KILL, target)));
        }
        SERVICES.forEach(target -> deck.add(new Card(Kind.FREEZE, target)));
        SERVICES.forEach(target -> deck.add(new Card(Kind.ZOMBIE, target)));
        deck.add(new Card(Kind.FREEZE, Suite.BROKER));
        for (String server : SERVERS) {
            deck.add(new Card(Kind.CUT, server));
            deck.add(new Card(Kind.HALF_OPEN, server));
            deck.add(new Card(Kind.FULL_DISK, server));
            SERVICES.forEach(service -> deck.add(new Card(Kind.ABSENT_AT_START, service + " " + server)));
        }
        deck.add(new Card(Kind.KAFKA_AWAY, Suite.BROKER));
        return deck;
    }

    private static List<Card> weather() {
        List<Card> deck = new ArrayList<>();
        SERVERS.forEach(target -> deck.add(new Card(Kind.SLOW_LINK, target)));
        SERVICES.forEach(target -> deck.add(new Card(Kind.SCALE, target)));
        SERVICES.forEach(target -> deck.add(new Card(Kind.HELD_TRANSACTION, target)));
        SERVICES.forEach(target -> deck.add(new Card(Kind.CLOCK, target + " +1h")));
        SERVICES.forEach(target -> deck.add(new Card(Kind.CLOCK, target + " -1h")));
        return deck;
    }

    /** Each point of a service, to be passed once or a few times before it is the last time. */
    private static List<Card> crashes(String service, Random chance) {
        return Arrays.stream(CrashPoint.values())
                .map(point -> new Card(Kind.CRASH, service + " " + point + " " + (1 + chance.nextInt(MOST_PASSES))))
                .toList();
    }

    private static Duration lasts(Kind kind, Random chance, boolean isShort) {
        return switch (kind) {
            case KILL, CRASH -> Duration.ZERO;
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
