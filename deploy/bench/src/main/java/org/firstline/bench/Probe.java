package org.firstline.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.firstline.drive.Doors;
import org.firstline.drive.HttpDoor;
import org.firstline.local.Service;
import org.jspecify.annotations.Nullable;

/**
 * Whether the rest of the suite still answers: at an even rate a case flows through it from call to callback, and somebody
 * looks at a case, at its work order and at its story. Each request is counted from when it was to be sent, so that one
 * that has to wait for another counts its waiting too.
 */
final class Probe {

    /** Cases and rounds of requests a second. */
    static final double PER_SECOND = 2;

    private final WholeFlow flow;
    private final Map<String, Runnable> requests = new LinkedHashMap<>();

    /** @param flow whose department and dialer answer by themselves */
    Probe(Doors doors, WholeFlow flow, UUID caseId, UUID order) {
        this.flow = flow;
        get(doors.http(Service.INTAKE, "supervisor"), "GET intake /cases/{id}", "/cases/" + caseId);
        get(doors.http(Service.ESCALATION, "supervisor"), "GET escalation /work-orders/{id}", "/work-orders/" + order);
        get(doors.http(Service.FOLLOWUP, "supervisor"), "GET followup /cases/{id}", "/cases/" + caseId);
    }

    private void get(HttpDoor door, String name, String path) {
        requests.put(name, () -> {
            HttpDoor.Answer answer = door.get(path);
            if (!answer.isGood()) {
                throw new IllegalStateException(name + " was answered " + answer.status() + ": " + answer.json());
            }
        });
    }

    /**
     * What was found.
     *
     * @param answersUs of each kind of request, µs
     * @param flowUs from a call's report to its work order on the department's topic, µs
     */
    record Found(Map<String, Histogram> answersUs, Histogram flowUs) {

        /** All runs' together. */
        static Found together(Iterable<Found> all) {
            Map<String, Histogram> answers = new LinkedHashMap<>();
            Histogram flow = new ConcurrentHistogram(3);
            for (Found one : all) {
                one.answersUs.forEach((name, us) -> answers.computeIfAbsent(name, n -> new ConcurrentHistogram(3))
                        .add(us));
                flow.add(one.flowUs);
            }
            return new Found(answers, flow);
        }
    }

    /** What is done while the probe looks. */
    interface Meanwhile {
        void go() throws Exception;
    }

    /** Looks while something goes on, and until the cases that were sent meanwhile are closed. */
    Found during(Meanwhile meanwhile) throws InterruptedException {
        Watched watched = new Watched();
        Thread flows = Thread.ofPlatform().name("probe-flows").start(watched::flows);
        Thread answers = Thread.ofPlatform().name("probe-answers").start(watched::answers);
        try {
            meanwhile.go();
        } catch (RuntimeException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("what the probe looked at failed: " + e.getMessage(), e);
        } finally {
            watched.over = true;
            flows.join();
            answers.join();
        }
        return watched.found();
    }

    private final class Watched {

        private final Map<String, Histogram> answersUs = new LinkedHashMap<>();
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        private volatile boolean over;
        private volatile Histogram flowUs = new ConcurrentHistogram(3);

        Watched() {
            requests.keySet().forEach(name -> answersUs.put(name, new ConcurrentHistogram(3)));
        }

        void flows() {
            try {
                flowUs = flow.atRate(PER_SECOND, sent -> !over, Duration.ofMinutes(3))
                        .latencyUs();
            } catch (RuntimeException | InterruptedException e) {
                failure.compareAndSet(null, e);
            }
        }

        void answers() {
            long begun = System.nanoTime();
            try {
                for (int round = 0; !over; round++) {
                    long dueNanos = begun + (long) (round / PER_SECOND * 1e9);
                    while (System.nanoTime() < dueNanos) {
                        LockSupport.parkNanos(Math.min(1_000_000, dueNanos - System.nanoTime()));
                    }
                    for (Map.Entry<String, Runnable> request : requests.entrySet()) {
                        long from = Math.max(dueNanos, begun);
                        request.getValue().run();
                        long now = System.nanoTime();
                        Objects.requireNonNull(answersUs.get(request.getKey())).recordValue((now - from) / 1_000);
                        dueNanos = Math.max(dueNanos, now);
                    }
                }
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            }
        }

        Found found() {
            Exception failed = failure.get();
            if (failed != null) {
                throw new IllegalStateException("the suite did not answer the probe: " + failed.getMessage(), failed);
            }
            return new Found(answersUs, flowUs);
        }
    }
}
