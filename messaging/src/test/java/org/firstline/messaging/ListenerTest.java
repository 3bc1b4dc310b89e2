package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.firstline.messaging.Records.anyAccount;
import static org.firstline.messaging.Records.entry;
import static org.firstline.messaging.Records.garbage;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

/** The whole way on the real broker: records in, decisions on the database, events out. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "diagnosis"))
class ListenerTest {

    private static final Duration LONG = Duration.ofSeconds(120);

    @Inject
    Pool pool;

    @Inject
    Ledger ledger;

    @Test
    void records_come_in_and_events_go_out_in_order_and_the_offset_follows() throws Exception {
        List<String> accounts = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = Records.producer(EmbeddedStack.bootstrapServers())) {
            for (int i = 0; i < 20; i++) {
                accounts.add(anyAccount());
            }
            for (String account : accounts) {
                send(producer, entry(account, "open", 0));
            }
            for (int n = 1; n <= 50; n++) {
                for (String account : accounts) {
                    send(producer, entry(account, "add", n));
                }
            }
        }

        List<Integer> wanted = IntStream.rangeClosed(1, 50).boxed().toList();
        await().atMost(LONG).untilAsserted(() -> {
            for (String account : accounts) {
                assertThat(journal(account)).isEqualTo(wanted);
            }
        });
        for (String account : accounts) {
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(published(account)).isEqualTo(wanted));
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(committed()).isEqualTo(ends()));
    }

    @Test
    void poison_on_the_topic_stops_neither_the_channel_nor_other_keys() throws Exception {
        String poisoned = anyAccount();
        String other = anyAccount();
        try (KafkaProducer<byte[], byte[]> producer = Records.producer(EmbeddedStack.bootstrapServers())) {
            send(producer, entry(poisoned, "open", 0));
            send(producer, entry(other, "open", 0));
            send(producer, garbage(poisoned));
            send(producer, Records.parcel(null, List.of(), null));
            send(producer, Records.ofType(anyAccount(), "reader-bug"));
            send(producer, entry(poisoned, "add", 1));
            send(producer, entry(other, "add", 1));
        }

        await().atMost(LONG).untilAsserted(() -> assertThat(journal(other)).containsExactly(1));
        assertThat(journal(poisoned)).isEmpty();
    }

    @Test
    void with_the_broker_away_what_is_accepted_waits_and_goes_out_when_it_is_back() throws Exception {
        String account = anyAccount();
        done(ledger.route().deliver(List.of(entry(account, "open", 0))));
        EmbeddedStack.stopBroker();
        try {
            for (int n = 1; n <= 20; n++) {
                done(ledger.route().deliver(List.of(entry(account, "add", n))));
            }
            assertThat(journal(account)).hasSize(20);
        } finally {
            EmbeddedStack.startBroker();
        }

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(published(account).stream().distinct())
                        .isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList()));
        try (KafkaProducer<byte[], byte[]> producer = Records.producer(EmbeddedStack.bootstrapServers())) {
            send(producer, entry(account, "add", 21));
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(journal(account)).hasSize(21));
    }

    private static void done(io.smallrye.mutiny.Uni<Void> uni) {
        uni.await().atMost(LONG);
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, Parcel parcel) throws Exception {
        producer.send(Records.record(Ledger.TOPIC, parcel)).get();
    }

    private static List<Integer> published(String account) {
        return Records.all(EmbeddedStack.bootstrapServers(), "diagnosis.cases", r -> Records.key(r)
                        .equals(account))
                .stream()
                .map(r -> Integer.parseInt(new String(r.value()).replaceAll("[^0-9]", "")))
                .toList();
    }

    private static Map<TopicPartition, Long> committed() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers()))) {
            Map<TopicPartition, Long> all = new java.util.HashMap<>();
            admin.listConsumerGroupOffsets("post-office-test")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((TopicPartition partition, OffsetAndMetadata offset) ->
                            all.put(partition, offset.offset()));
            return all;
        }
    }

    private static Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> all = new java.util.HashMap<>();
        Records.all(EmbeddedStack.bootstrapServers(), Ledger.TOPIC, r -> true)
                .forEach(r -> all.merge(new TopicPartition(r.topic(), r.partition()), r.offset() + 1, Math::max));
        return all;
    }

    private List<Integer> journal(String account) {
        List<Integer> all = new ArrayList<>();
        for (Row row : pool.preparedQuery("select n from journal where account = $1 order by id")
                .execute(Tuple.of(account))
                .await()
                .atMost(LONG)) {
            all.add(row.getInteger(0));
        }
        return all;
    }
}
