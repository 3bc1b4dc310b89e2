package org.firstline.drive;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.firstline.contracts.Topics;
import org.firstline.local.Acls;
import org.firstline.local.DemoUser;
import org.firstline.local.RunningSuite;
import org.firstline.local.Service;
import org.jspecify.annotations.Nullable;

/**
 * The doors of a running suite: what parties outside may say to it over Kafka and HTTP, each as itself, and what can be
 * read off its topics. Safe for many threads; one per suite is enough.
 */
public final class Doors implements AutoCloseable {

    private final RunningSuite suite;
    private final Map<String, Object> sending;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, KafkaProducer<byte[], byte[]>> producers = new ConcurrentHashMap<>();
    private final Map<String, HttpDoor> doors = new ConcurrentHashMap<>();
    /** Good for eight hours, longer than anybody drives. */
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private final AtomicReference<@Nullable Exception> notSent = new AtomicReference<>();

    private Doors(RunningSuite suite, Map<String, Object> sending) {
        this.suite = suite;
        this.sending = Map.copyOf(sending);
    }

    /** The doors of that suite; nothing is connected before it is used. */
    public static Doors of(RunningSuite suite) {
        return of(suite, Map.of());
    }

    /**
     * The doors of that suite for who sends in a way of its own.
     *
     * @param sending settings of Kafka's producer that go before ours
     */
    public static Doors of(RunningSuite suite, Map<String, Object> sending) {
        return new Doors(suite, sending);
    }

    /** The departments there are. */
    public static List<String> departments() {
        return DemoUser.all().stream()
                .flatMap(user -> user.department().stream())
                .toList();
    }

    /** Every topic that anybody but intake may read: call events, which hold personal data, are not among them. */
    public static List<String> topics() {
        return Stream.concat(
                        Stream.of(
                                Topics.INTAKE_CASES,
                                Topics.DIAGNOSIS_CASES,
                                Topics.ESCALATION_WORK_ORDERS,
                                Topics.FOLLOWUP_CASES,
                                Topics.CASE_INPUTS),
                        Stream.concat(
                                departments().stream()
                                        .flatMap(id -> Stream.of(Topics.workOrdersOf(id), Topics.answersOf(id))),
                                Arrays.stream(Service.values()).map(Doors::deadLettersOf)))
                .toList();
    }

    /** Where a service says what it could not take. */
    public static String deadLettersOf(Service service) {
        return service.id() + ".dead-letters";
    }

    /**
     * Sends over Kafka, as the principal it is meant for; many at a time travel together. What is sent with one key
     * arrives in the order of the calls.
     *
     * @return completes when the broker has it for good
     */
    public CompletableFuture<RecordMetadata> send(Post post) {
        return send(post.principal(), post.toRecord());
    }

    /** Sends a record as it is, which need not be anything that makes sense. */
    public CompletableFuture<RecordMetadata> send(String principal, ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        producer(principal).send(record, (where, failure) -> {
            if (failure == null) {
                sent.complete(where);
            } else {
                notSent.compareAndSet(null, failure);
                sent.completeExceptionally(failure);
            }
        });
        return sent;
    }

    /**
     * Waits until all that was sent has arrived.
     *
     * @throws IllegalStateException when something did not, now or before
     */
    public void flush() {
        producers.values().forEach(KafkaProducer::flush);
        Exception failure = notSent.get();
        if (failure != null) {
            throw new IllegalStateException("A record could not be sent: " + failure.getMessage(), failure);
        }
    }

    /** A service's HTTP door as that user enters it: a name such as {@code agent-li}, or a role. */
    public HttpDoor http(Service service, String nameOrRole) {
        return doors.computeIfAbsent(
                service.id() + " " + nameOrRole,
                key -> new HttpDoor(http, uri(service), () -> tokens.computeIfAbsent(nameOrRole, suite::token)));
    }

    /** Where the service answers HTTP. */
    public URI uri(Service service) {
        return suite.url(service);
    }

    /** Reads topics; an operator may read all. */
    public TopicReader read(Collection<String> topics, TopicReader.From from) {
        return new TopicReader(suite.kafka(Acls.OPERATOR), topics, from);
    }

    /** Follows topics from now on; what comes is passed to the listeners on one thread. */
    @SafeVarargs
    public final Tail follow(Collection<String> topics, Consumer<? super Heard>... listeners) {
        return Tail.start(read(topics, TopicReader.From.NOW), List.of(listeners));
    }

    /** The operator's view of the broker. To be closed by who asked for it. */
    public Admin admin() {
        return Admin.create(suite.kafka(Acls.OPERATOR));
    }

    /** Sends what is still to be sent, and lets go of everything. */
    @Override
    public void close() {
        producers.values().forEach(producer -> producer.close(Duration.ofSeconds(10)));
        http.close();
    }

    private KafkaProducer<byte[], byte[]> producer(String principal) {
        return producers.computeIfAbsent(principal, who -> {
            Map<String, Object> settings = new HashMap<>(suite.kafka(who));
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
            settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
            settings.putAll(sending);
            return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        });
    }
}
