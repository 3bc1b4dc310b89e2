package org.firstline.chaos.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.firstline.chaos.check.DriverEntry.Poison;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.Catalogue;
import org.firstline.drive.CapturedCall;
import org.firstline.drive.Post;

/**
 * Calls that a bot has captured, at an even rate, whether or not those before have come out at the other end. What a
 * call is like hangs on the seed and its number.
 */
public final class Load implements AutoCloseable {

    /** The platform that tells of the calls. */
    public static final String PLATFORM = "chaos";

    private static final int TOO_LARGE_BYTES = 70_000;
    private static final String OFFERED =
            Catalogue.typesOf(CallEvent.Offered.class).getFirst();

    /** By HTTP nothing has a key. */
    private static final List<Poison> WITHOUT_A_KEY = List.of(Poison.NOT_JSON, Poison.WRONG_SCHEMA, Poison.TOO_LARGE);

    private final Sender sender;
    private final Mix mix;
    private final long seed;
    private final double perSecond;
    private final Thread thread;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();
    private final AtomicLong shuffled = new AtomicLong();
    private final AtomicLong poisoned = new AtomicLong();
    private final AtomicLong byHttp = new AtomicLong();
    private volatile boolean stopped;
    private volatile boolean kafkaAway;
    private volatile long tookNanos;

    /** @param perSecond calls, above 0 */
    public Load(Sender sender, Mix mix, long seed, double perSecond) {
        this.sender = sender;
        this.mix = mix;
        this.seed = seed;
        this.perSecond = perSecond;
        this.thread = Thread.ofPlatform().name("load").daemon().unstarted(this::run);
    }

    /**
     * What was sent in all.
     *
     * @param byHttp calls of which all or a part came by HTTP
     * @param keptByHttp events that intake said it keeps
     * @param sentAgain how often an event was sent again by HTTP because nobody said that it is kept
     */
    public record Sent(
            long calls,
            long byHttp,
            long doubled,
            long shuffled,
            long poisoned,
            long keptByHttp,
            long sentAgain,
            Duration took) {

        /** Calls a second over the whole time. */
        public double perSecond() {
            return took.isZero() ? 0 : calls / (took.toNanos() / 1e9);
        }
    }

    /** Begins to send. */
    public void start() {
        thread.start();
    }

    /** From now on everything comes over HTTP (or, false, again by both doors): platforms know when Kafka is away. */
    public void kafkaIsAway(boolean away) {
        kafkaAway = away;
    }

    /** Calls so far. */
    public long calls() {
        return calls.get();
    }

    /** The number of the event that was handed over last for HTTP; see {@link HandedOver}. */
    public long lastByHttp() {
        return sender.handedOver().last();
    }

    /** What has become until now of the events for HTTP with numbers above {@code from}, up to {@code to}. */
    public HandedOver.Fate byHttp(long from, long to) {
        return sender.handedOver().between(from, to);
    }

    /** What was sent until now. */
    public Sent sent() {
        return new Sent(
                calls.get(),
                byHttp.get(),
                doubled.get(),
                shuffled.get(),
                poisoned.get(),
                sender.keptByHttp(),
                sender.sentAgain(),
                Duration.ofNanos(tookNanos));
    }

    /** Ends the calls; returns when the last one is on its way. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long begun = System.nanoTime();
        for (long call = 0; !stopped; call++) {
            long dueNanos = begun + (long) (call / perSecond * 1e9);
            while (!stopped && System.nanoTime() < dueNanos) {
                LockSupport.parkNanos(Math.max(100_000, Math.min(5_000_000, dueNanos - System.nanoTime())));
            }
            call(call);
            calls.incrementAndGet();
            tookNanos = System.nanoTime() - begun;
        }
    }

    private void call(long number) {
        Random chance = Chance.ofCall(seed, number);
        boolean http = chance.nextInt(100) < mix.http();
        List<Post> posts = posts(number, chance);
        boolean crossed = chance.nextInt(10) == 0;
        if (chance.nextInt(100) < mix.doubled()) {
            doubled.incrementAndGet();
            List<Post> again = List.copyOf(posts);
            if (crossed) {
                send(again, !http);
            } else {
                posts.addAll(again);
            }
        }
        if (chance.nextInt(100) < mix.shuffled()) {
            shuffled.incrementAndGet();
            Collections.shuffle(posts, chance);
        }
        send(posts, http);
        if (chance.nextInt(100) < mix.poisoned()) {
            poisoned.incrementAndGet();
            poison(number, http || kafkaAway, chance);
        }
    }

    private List<Post> posts(long number, Random chance) {
        String callId = PLATFORM + "-" + seed + "-" + number;
        String caller = "+8613" + String.format(Locale.ROOT, "%09d", number % 1_000_000_000);
        List<Post> posts = new ArrayList<>();
        for (Post post : CapturedCall.of(PLATFORM, callId, caller).posts()) {
            posts.add(post.withId(callId + "-" + posts.size() + "-" + Integer.toHexString(chance.nextInt())));
        }
        return posts;
    }

    private void send(List<Post> posts, boolean http) {
        if (http || kafkaAway) {
            byHttp.incrementAndGet();
            sender.byHttp(posts);
        } else {
            posts.forEach(sender::byKafka);
        }
    }

    private void poison(long number, boolean http, Random chance) {
        String marker = PLATFORM + "-poison-" + seed + "-" + number;
        List<Poison> kinds = http ? WITHOUT_A_KEY : List.of(Poison.values());
        Poison kind = kinds.get(chance.nextInt(kinds.size()));
        String value =
                switch (kind) {
                    case NOT_JSON, NULL_KEY -> "{not json " + marker;
                    case WRONG_SCHEMA ->
                        "{\"specversion\":\"1.0\",\"id\":\"" + marker + "\",\"source\":\"/platforms/" + PLATFORM
                                + "\",\"type\":\"" + OFFERED
                                + "\",\"datacontenttype\":\"application/json\",\"data\":{\"callId\":17}}";
                    case TOO_LARGE -> marker + "x".repeat(TOO_LARGE_BYTES);
                };
        if (http) {
            Thread.ofVirtual().name("platform").start(() -> sender.poisonByHttp(kind, value));
        } else {
            sender.poisonByKafka(kind, kind == Poison.NULL_KEY ? null : marker, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
