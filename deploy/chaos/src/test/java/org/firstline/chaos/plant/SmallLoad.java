package org.firstline.chaos.plant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.firstline.chaos.check.DriverEntry.Door;
import org.firstline.chaos.check.DriverEntry.Poison;
import org.firstline.chaos.check.DriverLog;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DepartmentAnswer.Accepted;
import org.firstline.contracts.DepartmentAnswer.Progressed;
import org.firstline.contracts.DepartmentAnswer.Resolved;
import org.firstline.contracts.DepartmentOrder.Submitted;
import org.firstline.contracts.Topics;
import org.firstline.drive.CapturedCall;
import org.firstline.drive.Doors;
import org.firstline.drive.Heard;
import org.firstline.drive.HttpDoor;
import org.firstline.drive.Post;
import org.firstline.drive.SimulatedDialer;
import org.firstline.drive.Tail;
import org.firstline.local.Acls;
import org.firstline.local.Service;

/**
 * Calls by Kafka and by HTTP with doubles and poison, departments that say everything twice, a dialer that hears
 * "solved". Everything that is sent goes into the driver's log.
 */
final class SmallLoad implements AutoCloseable {

    private static final String PLATFORM = "small-load";
    private static final String STAFF = "staff-1";
    private static final int AT_ONCE = 20;
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final Duration DOUBLE_AFTER = Duration.ofMillis(1500);

    private final Doors doors;
    private final DriverLog log;
    private final Random random = new Random(7);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> answered = new HashSet<>();
    private final Tail tail;
    private volatile boolean departmentsAnswer = true;
    private int calls;

    SmallLoad(Doors doors, DriverLog log) {
        this.doors = doors;
        this.log = log;
        List<String> topics = new ArrayList<>();
        Doors.departments().forEach(id -> topics.add(Topics.workOrdersOf(id)));
        topics.add(Topics.FOLLOWUP_CASES);
        this.tail = doors.follow(topics, this::answer, SimulatedDialer.hearingSolved(doors));
    }

    /** Departments read their orders and never say a word from now on. */
    void departmentsFallSilent() {
        departmentsAnswer = false;
    }

    /** So many calls, about forty a second; every third comes by HTTP. Returns when all are on their way. */
    void calls(int count) {
        for (int i = 0; i < count; i++) {
            calls++;
            String callId = PLATFORM + "-" + UUID.randomUUID();
            List<Post> posts = CapturedCall.of(PLATFORM, callId, "+86137" + String.format("%08d", calls))
                    .posts();
            if (calls % 3 == 0) {
                callers.execute(() -> posts.forEach(this::byHttp));
            } else {
                posts.forEach(this::byKafka);
            }
            if (random.nextInt(20) == 0) {
                later(() -> posts.forEach(this::byKafka));
            }
            if (calls % 100 == 50) {
                poison();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Bursts of calls that all report at the same instant by HTTP, beside those that come by Kafka. */
    void bursts(int count) {
        for (int burst = 0; burst < count; burst++) {
            for (int caller = 0; caller < AT_ONCE; caller++) {
                Post report = CapturedCall.of(PLATFORM, PLATFORM + "-" + UUID.randomUUID(), number())
                        .report();
                callers.execute(() -> byHttp(report));
            }
            calls(AT_ONCE);
        }
    }

    private String number() {
        calls++;
        return "+86137" + String.format("%08d", calls);
    }

    private void byHttp(Post post) {
        long number = sent(Door.HTTP, post);
        try {
            HttpDoor.Answer answer = doors.http(Service.INTAKE, "platform").call(post);
            if (answer.isGood()) {
                log.acknowledged(number);
            } else if (answer.status() / 100 == 4) {
                log.refused(number, answer.status(), answer.json().path("title").asText());
            } else {
                log.unanswered(number, answer.status(), "HTTP " + answer.status());
            }
        } catch (RuntimeException e) {
            log.unanswered(number, e.toString());
        }
    }

    private void byKafka(Post post) {
        long number = sent(Door.KAFKA, post);
        doors.send(post).whenComplete((where, failure) -> {
            if (failure == null) {
                log.acknowledged(number, where.partition(), where.offset());
            } else {
                log.unanswered(number, failure.toString());
            }
        });
    }

    private long sent(Door door, Post post) {
        return log.sent(door, post.topic(), post.key(), post.source(), post.id(), Catalogue.typeOf(post.event()));
    }

    private void poison() {
        byte[] nonsense = ("{not json " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        String key = "poison-" + UUID.randomUUID();
        long number = log.poisoned(Door.KAFKA, Topics.CALL_EVENTS, key, Poison.NOT_JSON, sha256(nonsense));
        doors.send(
                        Acls.PLATFORM,
                        new ProducerRecord<>(Topics.CALL_EVENTS, key.getBytes(StandardCharsets.UTF_8), nonsense))
                .whenComplete((where, failure) -> {
                    if (failure == null) {
                        log.acknowledged(number, where.partition(), where.offset());
                    } else {
                        log.unanswered(number, failure.toString());
                    }
                });
    }

    private void answer(Heard heard) {
        if (!departmentsAnswer
                || Topics.departmentOf(heard.topic()).isEmpty()
                || !answered.add(heard.id())
                || !(heard.event().orElse(null) instanceof Submitted order)) {
            return;
        }
        List<Post> answers = List.of(
                Post.answer(order.department(), new Accepted(order.workOrderId(), STAFF)),
                Post.answer(order.department(), new Progressed(order.workOrderId(), STAFF, null, "on the way")));
        answers.forEach(this::byKafka);
        later(() -> {
            answers.forEach(this::byKafka);
            byKafka(Post.answer(
                    order.department(), new Resolved(order.workOrderId(), STAFF, "simulated.repaired", null)));
        });
    }

    private void later(Runnable what) {
        CompletableFuture.delayedExecutor(DOUBLE_AFTER.toMillis(), TimeUnit.MILLISECONDS)
                .execute(what);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 to be there", e);
        }
    }

    @Override
    public void close() {
        callers.close();
        tail.close();
    }
}
