package org.firstline.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.IntakeEvent;
import org.firstline.drive.CapturedCall;
import org.firstline.drive.Doors;
import org.firstline.drive.Heard;
import org.firstline.drive.HttpDoor;
import org.firstline.drive.Post;
import org.firstline.local.Service;

/**
 * Intake by itself, the services behind it taken away: how many call events it takes in a second, as a platform with
 * Kafka sends them and as one without does, over HTTP. Taken is one whose call has become a triaged case on intake's
 * topic; over HTTP each is also answered.
 */
final class IntakeAlone implements Consumer<Heard> {

    /** Requests under way at once: as many as a platform's pool of connections usually holds. */
    static final int CLIENTS = 16;

    private static final String TRIAGED =
            Catalogue.typesOf(IntakeEvent.CaseTriaged.class).getFirst();

    private final Doors doors;
    private final Semaphore room;
    private final Duration patience;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<String, Boolean> triaged = new ConcurrentHashMap<>();
    private final Semaphore news = new Semaphore(0);

    /**
     * @param mostOpen how many calls may be sent and not triaged at once
     * @param patience how long nothing may come before the run is given up
     */
    IntakeAlone(Doors doors, int mostOpen, Duration patience) {
        this.doors = doors;
        this.room = new Semaphore(mostOpen);
        this.patience = patience;
    }

    /**
     * One run.
     *
     * @param events call events, three of each call
     * @param answerUs from sending a request to its answer, µs; empty for Kafka
     */
    record Run(int events, Duration took, Histogram answerUs) {

        double perSecond() {
            return events / (took.toNanos() / 1e9);
        }
    }

    /**
     * What all runs gave.
     *
     * @param writes rows that these calls had written
     * @param calls how many those were
     * @param limit a bare client that writes the same rows, a call at a time counted
     */
    record Result(List<Run> kafka, List<Run> http, Writes writes, int calls, Limit.Result limit) {}

    /** Warms both doors up, then runs each in turns. */
    Result measure(int callsEach, int runs, Connection database, LimitOf limit)
            throws SQLException, InterruptedException {
        byKafka(callsEach);
        byHttp(callsEach);
        Writes before = Writes.settled(database);
        List<Run> kafka = new ArrayList<>();
        List<Run> http = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            kafka.add(byKafka(callsEach));
            http.add(byHttp(callsEach));
        }
        Writes writes = Writes.settled(database).since(before);
        int counted = 2 * runs * callsEach;
        return new Result(kafka, http, writes, counted, limit.of(writes, counted));
    }

    /** Finds out what a bare client makes of the same rows. */
    interface LimitOf {
        Limit.Result of(Writes writes, int cases) throws SQLException, InterruptedException;
    }

    private Run byKafka(int count) throws InterruptedException {
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            takeRoom();
            next().posts().forEach(doors::send);
        }
        doors.flush();
        awaitTriaged(count);
        return run(count, begun, new ConcurrentHistogram(3));
    }

    private Run byHttp(int count) throws InterruptedException {
        HttpDoor door = doors.http(Service.INTAKE, "platform");
        Histogram answerUs = new ConcurrentHistogram(3);
        AtomicInteger left = new AtomicInteger(count);
        long begun = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> done = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                done.add(clients.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        takeRoom();
                        next().posts().forEach(post -> answered(door, post, answerUs));
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client of intake's HTTP door failed: " + e.getCause(), e);
        }
        awaitTriaged(count);
        return run(count, begun, answerUs);
    }

    private static void answered(HttpDoor door, Post post, Histogram answerUs) {
        long begun = System.nanoTime();
        HttpDoor.Answer answer = door.call(post);
        if (!answer.isGood()) {
            throw new IllegalStateException(
                    "Expected intake to take call event " + post.id() + ", found status " + answer.status());
        }
        answerUs.recordValue((System.nanoTime() - begun) / 1_000);
    }

    @Override
    public void accept(Heard heard) {
        if (heard.type().equals(TRIAGED) && triaged.putIfAbsent(heard.key(), true) == null) {
            room.release();
            news.release();
        }
    }

    private void takeRoom() throws InterruptedException {
        if (!room.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw stuck("room for another call");
        }
    }

    private void awaitTriaged(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            if (!news.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw stuck(count + " calls to be triaged");
            }
        }
    }

    private IllegalStateException stuck(String expected) {
        return new IllegalStateException("Expected " + expected + ", found nothing more within " + patience.toSeconds()
                + " s (" + calls.get() + " calls sent, " + triaged.size() + " triaged in all); look into intake's log");
    }

    private CapturedCall next() {
        int number = calls.incrementAndGet();
        return CapturedCall.of("bench", run + "-" + number, "+8613" + String.format("%09d", number));
    }

    private static Run run(int calls, long begun, Histogram answerUs) {
        return new Run(3 * calls, Duration.ofNanos(System.nanoTime() - begun), answerUs);
    }
}
