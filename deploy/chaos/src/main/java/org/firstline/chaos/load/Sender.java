package org.firstline.chaos.load;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.firstline.chaos.check.DriverEntry.Door;
import org.firstline.chaos.check.DriverEntry.Poison;
import org.firstline.chaos.check.DriverLog;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.Topics;
import org.firstline.drive.Doors;
import org.firstline.drive.HttpDoor;
import org.firstline.drive.Post;
import org.firstline.local.Acls;
import org.firstline.local.Service;
import org.jspecify.annotations.Nullable;

/** Sends by either door, and writes down what was sent before it is sent and what came of it afterwards. */
public final class Sender {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Doors doors;
    private final DriverLog log;
    private final AtomicLong underWay = new AtomicLong();
    private final AtomicLong keptByHttp = new AtomicLong();
    private final AtomicLong sentAgain = new AtomicLong();
    private final HandedOver handedOver = new HandedOver();
    private volatile boolean givingUp;

    /** Sends through those doors. */
    public Sender(Doors doors, DriverLog log) {
        this.doors = doors;
        this.log = log;
    }

    /** Over Kafka; returns at once. What is sent with one key arrives in the order of the calls. */
    public void byKafka(Post post) {
        long number = log.sent(
                Door.KAFKA, post.topic(), post.key(), post.source(), post.id(), Catalogue.typeOf(post.event()));
        answered(number, doors.send(post));
    }

    /**
     * Over HTTP, as a platform does that keeps its events: again and again until it is told that they are kept, or that
     * they never will be; each after the one before it. Returns at once.
     */
    public void byHttp(List<Post> posts) {
        List<Post> all = List.copyOf(posts);
        List<Long> numbers = all.stream()
                .map(post -> handedOver.add(post.source() + "#" + post.id()))
                .toList();
        Thread.ofVirtual().name("platform").start(() -> {
            for (int i = 0; i < all.size(); i++) {
                untilAnswered(all.get(i), numbers.get(i));
            }
        });
    }

    private void untilAnswered(Post post, long handed) {
        underWay.incrementAndGet();
        try {
            Duration pause = FIRST_PAUSE;
            while (!once(post, handed) && !givingUp) {
                sentAgain.incrementAndGet();
                LockSupport.parkNanos(pause.toNanos());
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** Whether there is an answer that is final. */
    private boolean once(Post post, long handed) {
        long number =
                log.sent(Door.HTTP, post.topic(), post.key(), post.source(), post.id(), Catalogue.typeOf(post.event()));
        try {
            HttpDoor.Answer answer = platform().call(post);
            boolean isFinal = isFinal(number, answer);
            if (answer.isGood()) {
                keptByHttp.incrementAndGet();
                handedOver.kept(handed);
            } else if (isFinal) {
                handedOver.refused(handed);
            }
            return isFinal;
        } catch (UncheckedIOException e) {
            log.unanswered(number, String.valueOf(e.getCause()));
            return false;
        }
    }

    /** A record that nobody can work on, over Kafka. */
    public void poisonByKafka(Poison kind, @Nullable String key, byte[] value) {
        long number = log.poisoned(Door.KAFKA, Topics.CALL_EVENTS, key, kind, sha256(value));
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.CALL_EVENTS, keyBytes, value);
        if (kind == Poison.WRONG_SCHEMA) {
            record.headers().add("content-type", STRUCTURED.getBytes(StandardCharsets.UTF_8));
        }
        answered(number, doors.send(Acls.PLATFORM, record));
    }

    /** A body that nobody can work on, over HTTP; once, whatever comes of it. */
    public void poisonByHttp(Poison kind, String value) {
        long number =
                log.poisoned(Door.HTTP, Topics.CALL_EVENTS, null, kind, sha256(value.getBytes(StandardCharsets.UTF_8)));
        underWay.incrementAndGet();
        try {
            isFinal(number, platform().exchange("POST", "/call-events", Optional.of(value), STRUCTURED, Map.of()));
        } catch (UncheckedIOException e) {
            log.unanswered(number, String.valueOf(e.getCause()));
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** How much is on its way and not answered yet. */
    public long underWay() {
        return underWay.get();
    }

    /** How often a valid event had to be sent again by HTTP because nobody said that it is kept. */
    public long sentAgain() {
        return sentAgain.get();
    }

    /** How many valid events intake said by HTTP that it keeps. */
    public long keptByHttp() {
        return keptByHttp.get();
    }

    /** Valid events for HTTP, and what became of each. */
    public HandedOver handedOver() {
        return handedOver;
    }

    /** Nothing is sent again from now on: the run is over, whatever came of it. */
    public void giveUp() {
        givingUp = true;
    }

    private boolean isFinal(long number, HttpDoor.Answer answer) {
        if (answer.isGood()) {
            log.acknowledged(number);
            return true;
        }
        if (answer.status() / 100 == 4 && answer.status() != 429) {
            log.refused(number, answer.status(), answer.json().toString());
            return true;
        }
        log.unanswered(number, answer.status(), "status " + answer.status());
        return false;
    }

    private void answered(long number, CompletableFuture<RecordMetadata> answer) {
        underWay.incrementAndGet();
        answer.whenComplete((where, failure) -> {
            if (failure == null) {
                log.acknowledged(number, where.partition(), where.offset());
            } else {
                log.unanswered(number, failure.toString());
            }
            underWay.decrementAndGet();
        });
    }

    private HttpDoor platform() {
        return doors.http(Service.INTAKE, "platform");
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected every JDK to know SHA-256", e);
        }
    }
}
