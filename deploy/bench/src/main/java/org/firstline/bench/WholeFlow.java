package org.firstline.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DepartmentOrder;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.IntakeEvent;
import org.firstline.contracts.Topics;
import org.firstline.drive.CapturedCall;
import org.firstline.drive.Doors;
import org.firstline.drive.Heard;

/**
 * Sends calls that a bot has captured and watches them come out at the other end: as a work order on the department's
 * topic, as a closed case. The department and the dialer answer by themselves (see {@link FlowWorkload}).
 */
final class WholeFlow implements Consumer<Heard> {

    private static final String OPENED =
            Catalogue.typesOf(IntakeEvent.CaseOpened.class).getFirst();
    private static final String SUBMITTED =
            Catalogue.typesOf(DepartmentOrder.Submitted.class).getFirst();
    private static final String CLOSED =
            Catalogue.typesOf(FollowupEvent.CaseClosed.class).getFirst();

    private final Doors doors;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger ordered = new AtomicInteger();
    private final Map<String, Long> sentAtNanos = new ConcurrentHashMap<>();
    private final Map<String, Long> caseSentAtNanos = new ConcurrentHashMap<>();
    private final Map<String, Long> orderSeenAtNanos = new ConcurrentHashMap<>();
    private final Semaphore room;
    private final LongFunction<CapturedCall> calling;
    private volatile Histogram latencyUs = new ConcurrentHistogram(3);
    private volatile Hops hops = new Hops();
    private volatile PerSecond closings = new PerSecond();

    /** @param mostOpen how many cases may be on their way at once */
    WholeFlow(Doors doors, int mostOpen) {
        this(doors, mostOpen, brokenLines(UUID.randomUUID().toString().substring(0, 8)));
    }

    /**
     * @param mostOpen how many cases may be on their way at once
     * @param calling the call of that number, from 1 on; each opens a case of its own
     */
    WholeFlow(Doors doors, int mostOpen, LongFunction<CapturedCall> calling) {
        this.doors = doors;
        this.room = new Semaphore(mostOpen);
        this.calling = calling;
    }

    private static LongFunction<CapturedCall> brokenLines(String run) {
        return number ->
                CapturedCall.of("bench", run + "-" + number, "+8613" + String.format("%09d", number % 1_000_000_000));
    }

    /**
     * What one phase gave.
     *
     * @param latencyUs from sending the call's report to reading the work order, µs
     * @param closed how many cases were closed in each second of it
     */
    record Phase(int cases, Duration took, Histogram latencyUs, Hops hops, List<Integer> closed) {

        double perSecond() {
            return cases / (took.toNanos() / 1e9);
        }
    }

    /** As many cases as go through, with a bounded number on their way. */
    Phase asFastAsItGoes(int cases, Duration patience) throws InterruptedException {
        int before = closed.get();
        latencyUs = new ConcurrentHistogram(3);
        closings = new PerSecond();
        long begun = System.nanoTime();
        for (int i = 0; i < cases; i++) {
            if (!room.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw stuck(before, cases, patience);
            }
            call();
        }
        return finish(before, cases, begun, patience);
    }

    /** Cases at an even rate, whether or not those before have come out. */
    Phase atRate(double perSecond, Duration duration, Duration patience) throws InterruptedException {
        int cases = (int) (perSecond * duration.toMillis() / 1000);
        return atRate(perSecond, sent -> sent < cases, patience);
    }

    /** The same for as long as more are wanted, by the number of those sent. */
    Phase atRate(double perSecond, IntPredicate more, Duration patience) throws InterruptedException {
        int cases = 0;
        int before = closed.get();
        latencyUs = new ConcurrentHistogram(3);
        hops = new Hops();
        closings = new PerSecond();
        long begun = System.nanoTime();
        for (; more.test(cases); cases++) {
            long dueNanos = begun + (long) (cases / perSecond * 1e9);
            while (System.nanoTime() < dueNanos) {
                LockSupport.parkNanos(Math.min(1_000_000, dueNanos - System.nanoTime()));
            }
            room.tryAcquire();
            call();
        }
        return finish(before, cases, begun, patience);
    }

    /** The call's three events, as a platform sends them: it rings, the bot reports, it ends. */
    private void call() {
        CapturedCall call = calling.apply(calls.incrementAndGet());
        sentAtNanos.put(call.report().identity(), System.nanoTime());
        call.posts().forEach(doors::send);
    }

    @Override
    public void accept(Heard heard) {
        hops.heard(heard);
        if (heard.type().equals(OPENED)) {
            Long sent = heard.causationId() == null ? null : sentAtNanos.remove(heard.causationId());
            if (sent != null) {
                caseSentAtNanos.put(heard.key(), sent);
                hops.sent(heard.key(), Instant.now().minusNanos(System.nanoTime() - sent));
                measure(heard.key());
            }
        } else if (heard.type().equals(SUBMITTED)
                && Topics.departmentOf(heard.topic()).isPresent()) {
            if (orderSeenAtNanos.putIfAbsent(heard.key(), System.nanoTime()) == null) {
                ordered.incrementAndGet();
                measure(heard.key());
            }
        } else if (heard.type().equals(CLOSED) && caseSentAtNanos.remove(heard.key()) != null) {
            orderSeenAtNanos.remove(heard.key());
            closed.incrementAndGet();
            closings.mark();
            room.release();
        }
    }

    /** The topics are read in any order among each other; whichever comes second measures. */
    private void measure(String caseId) {
        Long sent = caseSentAtNanos.get(caseId);
        Long seen = orderSeenAtNanos.get(caseId);
        if (sent != null && seen != null) {
            latencyUs.recordValue(Math.max(0, (seen - sent) / 1_000));
        }
    }

    private Phase finish(int before, int cases, long begun, Duration patience) {
        doors.flush();
        long quietSince = System.nanoTime();
        int last = closed.get();
        while (closed.get() - before < cases) {
            LockSupport.parkNanos(2_000_000);
            if (closed.get() != last) {
                last = closed.get();
                quietSince = System.nanoTime();
            } else if (System.nanoTime() - quietSince > patience.toNanos()) {
                throw stuck(before, cases, patience);
            }
        }
        return new Phase(cases, Duration.ofNanos(System.nanoTime() - begun), latencyUs, hops, closings.counts());
    }

    private IllegalStateException stuck(int before, int cases, Duration patience) {
        return new IllegalStateException("Expected " + cases + " cases to be closed, found " + (closed.get() - before)
                + " (" + ordered.get() + " work orders seen so far) and nothing more within " + patience.toSeconds()
                + " s; look into the services' logs");
    }
}
