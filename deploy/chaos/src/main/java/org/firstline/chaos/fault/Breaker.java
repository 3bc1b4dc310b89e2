package org.firstline.chaos.fault;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.firstline.chaos.check.DriverLog;
import org.firstline.chaos.check.Promise;
import org.firstline.chaos.check.Violation;
import org.firstline.chaos.load.HandedOver;
import org.firstline.chaos.load.Load;
import org.firstline.local.Service;
import org.firstline.local.Suite;

/** Makes one fault happen and heals it, and says how long it took until all was well again. */
public final class Breaker {

    /** How long a target may take to serve again before it is given up. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration ONE_WAY = Duration.ofMillis(250);
    private static final Duration FROZEN_FOR_SURE = Duration.ofMillis(300);
    private static final Duration COMES_BY_WITHIN = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /** Why a crash was left out: the service did not pass the chosen point often enough in the time it was given. */
    public static final String NEVER_CAME_BY = "it did not come by that often";

    private static final Duration KEPT_WITHIN = Duration.ofMinutes(4);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration WITH_THE_ZOMBIE = Duration.ofSeconds(3);

    private final Suite suite;
    private final Links links;
    private final Disks disks;
    private final Clocks clocks;
    private final Crashes crashes;
    private final Load load;
    private final DriverLog log;
    private final Strangers strangers;

    /**
     * One for a suite that runs and reaches its servers by those links.
     *
     * @param folder for what has to lie somewhere
     */
    public Breaker(Suite suite, Links links, Disks disks, Load load, DriverLog log, Path folder) {
        this.suite = suite;
        this.links = links;
        this.disks = disks;
        this.clocks = Clocks.in(folder);
        this.crashes = Crashes.in(folder);
        this.load = load;
        this.log = log;
        this.strangers = new Strangers(suite.running());
    }

    /** Does it, waits as long as it is to last, heals it, and waits until its target serves again. */
    public Happening happen(Fault fault) {
        Optional<String> impossible = impossible(fault);
        if (impossible.isPresent()) {
            return Happening.leftOut(fault, impossible.get());
        }
        Instant beganAt = Instant.now();
        long number = log.faultBegan(
                fault.kind().name().toLowerCase(Locale.ROOT),
                fault.target(),
                fault.lasts().toSeconds() + " s");
        try {
            Healed healed = breakAndHeal(fault);
            Optional<Duration> ready = ready(healed);
            if (ready.isPresent()) {
                log.faultEnded(number);
            }
            if (healed.undone().isPresent()) {
                return Happening.leftOut(fault, healed.undone().get());
            }
            return new Happening(fault, beganAt, ready, Optional.empty(), kills(fault), healed.note(), healed.broken());
        } catch (SQLException e) {
            // Another fault has taken the database meanwhile.
            Optional<Duration> ready = ready(healed(everything(), ""));
            return new Happening(
                    fault, beganAt, ready, Optional.empty(), 0, "ended early: " + e.getMessage(), List.of());
        }
    }

    private Optional<String> impossible(Fault fault) {
        return switch (fault.kind()) {
            case FULL_DISK -> disks.whyNot();
            case CLOCK, CRASH -> AgentJar.whyNot();
            default -> Optional.empty();
        };
    }

    /** Who must serve again, and since when it could; or why nothing was broken. */
    private record Healed(
            List<String> targets, long sinceNanos, String note, List<Violation> broken, Optional<String> undone) {

        Healed(List<String> targets, long sinceNanos, String note, List<Violation> broken) {
            this(targets, sinceNanos, note, broken, Optional.empty());
        }
    }

    private static Healed healed(List<String> targets, String note) {
        return new Healed(targets, System.nanoTime(), note, List.of());
    }

    private static int kills(Fault fault) {
        return switch (fault.kind()) {
            case KILL, KAFKA_AWAY -> 1;
            case ABSENT_AT_START -> 2;
            case FREEZE, ZOMBIE, CUT, HALF_OPEN, SLOW_LINK, FULL_DISK, SCALE, CLOCK, HELD_TRANSACTION, CRASH -> 0;
        };
    }

    private Healed breakAndHeal(Fault fault) throws SQLException {
        return switch (fault.kind()) {
            case KILL -> kill(fault.target());
            case FREEZE -> freeze(fault);
            case ZOMBIE -> zombie(fault);
            case CUT, HALF_OPEN, SLOW_LINK -> disturb(fault);
            case ABSENT_AT_START -> absentAtStart(fault);
            case KAFKA_AWAY -> kafkaAway(fault);
            case FULL_DISK -> fullDisk(fault);
            case SCALE -> scale(fault);
            case CLOCK -> clock(fault);
            case HELD_TRANSACTION -> heldTransaction(fault);
            case CRASH -> crash(fault);
        };
    }

    private Healed kill(String target) {
        long since = System.nanoTime();
        suite.kill9(target);
        return new Healed(concerned(target), since, "", List.of());
    }

    private Healed freeze(Fault fault) throws SQLException {
        String note = "";
        suite.freeze(fault.target());
        try {
            if (!fault.target().equals(Suite.BROKER)) {
                pause(FROZEN_FOR_SURE);
                note = strangers.terminate(fault.target()) + " connections ended";
            }
            pause(fault.lasts());
        } finally {
            suite.thaw(fault.target());
        }
        return healed(concerned(fault.target()), note);
    }

    private Healed zombie(Fault fault) throws SQLException {
        long begun = System.nanoTime();
        String other;
        suite.freeze(fault.target());
        try {
            pause(FROZEN_FOR_SURE);
            strangers.terminate(fault.target());
            other = suite.addReplica(fault.target());
            suite.awaitReady(other, PATIENCE);
            pause(fault.lasts().minusNanos(System.nanoTime() - begun));
        } finally {
            suite.thaw(fault.target());
        }
        Healed healed = healed(List.of(fault.target()), other + " took over");
        pause(WITH_THE_ZOMBIE);
        suite.removeReplica(other);
        return healed;
    }

    private Healed disturb(Fault fault) {
        Link link = links.to(fault.target());
        switch (fault.kind()) {
            case CUT -> link.cut();
            case HALF_OPEN -> link.goDark();
            default -> link.delay(ONE_WAY);
        }
        try {
            pause(fault.lasts());
        } finally {
            link.heal();
        }
        return healed(services(), "");
    }

    private Healed absentAtStart(Fault fault) {
        String[] who = fault.target().split(" ");
        suite.takeAway(who[1]);
        try {
            suite.kill9(who[0]);
            pause(fault.lasts());
        } finally {
            suite.bringBack(who[1]);
        }
        return healed(everything(), "");
    }

    private Healed kafkaAway(Fault fault) {
        load.kafkaIsAway(true);
        suite.takeAway(Suite.BROKER);
        Load.Sent before = load.sent();
        long from = load.lastByHttp();
        Load.Sent after;
        HandedOver.Fate fate;
        try {
            pause(fault.lasts());
            long to = load.lastByHttp();
            after = load.sent();
            fate = keptWithoutKafka(from, to);
        } finally {
            suite.bringBack(Suite.BROKER);
        }
        Healed healed = healed(concerned(Suite.BROKER), "");
        ready(healed);
        load.kafkaIsAway(false);
        long calls = after.calls() - before.calls();
        long again = after.sentAgain() - before.sentAgain();
        String note = calls + " calls by HTTP meanwhile, " + fate.kept() + " of their " + fate.events()
                + " events kept before Kafka came back, " + again + " sent again";
        return new Healed(healed.targets(), healed.sinceNanos(), note, p8(fate, note));
    }

    /**
     * Kafka stays away until all is kept that was sent in that time: so nothing has to be forgiven for being under way at
     * the end. What was under way at the beginning was handed over before and is not asked for. Not longer than
     * {@link #KEPT_WITHIN}, which is more than the longest fault that may meet this one (a held transaction) and the
     * longest time for an answer together.
     */
    private HandedOver.Fate keptWithoutKafka(long from, long to) {
        long begun = System.nanoTime();
        HandedOver.Fate fate = load.byHttp(from, to);
        while (fate.open() > 0 && System.nanoTime() - begun < KEPT_WITHIN.toNanos()) {
            pause(LOOK_EVERY);
            fate = load.byHttp(from, to);
        }
        return fate;
    }

    /** P8: each event that was sent over HTTP while Kafka was away is kept while it is away; to be sent again is no loss. */
    static List<Violation> p8(HandedOver.Fate fate, String note) {
        if (fate.kept() == fate.events()) {
            return List.of();
        }
        List<String> shown = new ArrayList<>();
        shown.add(note);
        fate.named().forEach(event -> shown.add("not kept: " + event));
        return List.of(new Violation(
                Promise.P8,
                "intake",
                "expected all " + fate.events()
                        + " events that were sent over HTTP while Kafka was away to be kept, found "
                        + fate.kept() + " kept, " + fate.refused() + " refused and " + fate.open()
                        + " without a final answer after " + KEPT_WITHIN.toMinutes() + " more minutes",
                shown));
    }

    private Healed fullDisk(Fault fault) {
        disks.fill(fault.target());
        try {
            pause(fault.lasts());
        } finally {
            disks.makeRoom(fault.target());
        }
        return healed(everything(), "");
    }

    private Healed scale(Fault fault) {
        List<String> more = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            more.add(suite.addReplica(fault.target()));
        }
        more.forEach(one -> suite.awaitReady(one, PATIENCE));
        pause(fault.lasts());
        more.forEach(suite::removeReplica);
        return healed(List.of(fault.target()), "1 → 3 → 1");
    }

    private Healed clock(Fault fault) {
        String[] who = fault.target().split(" ");
        Duration by = Duration.ofHours(who[1].startsWith("-") ? -1 : 1);
        ready(healed(List.of(who[0]), ""));
        Optional<Long> pid = suite.pid(who[0]);
        if (pid.isEmpty()) {
            return new Healed(List.of(who[0]), System.nanoTime(), "", List.of(), Optional.of("it was dead"));
        }
        Optional<String> refused = shift(who[0], pid.get(), by);
        pause(fault.lasts());
        // Also after a refusal: the service may have heard it, and only its answer been lost.
        shift(who[0], pid.get(), Duration.ZERO);
        return new Healed(List.of(who[0]), System.nanoTime(), "", List.of(), refused);
    }

    /** Tells a process again until it has understood, or another took its place: that one has the right time. */
    private Optional<String> shift(String service, long pid, Duration ahead) {
        long begun = System.nanoTime();
        Optional<String> refused = clocks.shift(pid, ahead);
        while (refused.isPresent()
                && suite.pid(service).equals(Optional.of(pid))
                && System.nanoTime() - begun < PATIENCE.toNanos()) {
            pause(AGAIN);
            refused = clocks.shift(pid, ahead);
        }
        return refused;
    }

    private Healed heldTransaction(Fault fault) throws SQLException {
        try (Connection held = strangers.hold(fault.target())) {
            pause(fault.lasts());
        }
        return healed(List.of(fault.target()), "");
    }

    private Healed crash(Fault fault) {
        String[] who = fault.target().split(" ");
        ready(healed(List.of(who[0]), ""));
        Optional<Long> pid = suite.pid(who[0]);
        Optional<String> refused = pid.isEmpty()
                ? Optional.of("it was dead")
                : crashes.arm(pid.get(), CrashPoint.valueOf(who[1]), Integer.parseInt(who[2]));
        long since = System.nanoTime();
        while (refused.isEmpty() && suite.pid(who[0]).equals(pid)) {
            if (System.nanoTime() - since > COMES_BY_WITHIN.toNanos()) {
                refused = crashes.disarm(pid.get()).or(() -> Optional.of(NEVER_CAME_BY));
            }
            pause(LOOK_EVERY);
        }
        return new Healed(List.of(who[0]), System.nanoTime(), "", List.of(), refused);
    }

    private Optional<Duration> ready(Healed healed) {
        try {
            for (String target : healed.targets()) {
                suite.awaitReady(target, PATIENCE);
            }
            return Optional.of(Duration.ofNanos(System.nanoTime() - healed.sinceNanos()));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** A server's return is felt when the services serve again. */
    private static List<String> concerned(String target) {
        return target.equals(Suite.POSTGRES) || target.equals(Suite.BROKER)
                ? Stream.concat(Stream.of(target), services().stream()).toList()
                : List.of(target);
    }

    private static List<String> everything() {
        return Stream.concat(Stream.of(Suite.POSTGRES, Suite.BROKER), services().stream())
                .toList();
    }

    private static List<String> services() {
        return Stream.of(Service.values()).map(Service::id).toList();
    }

    private static void pause(Duration duration) {
        long until = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
