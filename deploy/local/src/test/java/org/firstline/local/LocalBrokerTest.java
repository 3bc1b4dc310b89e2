package org.firstline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The secured broker as {@code up} runs it: in a JVM of its own. */
class LocalBrokerTest {

    @TempDir
    Path directory;

    private final int port = Ports.anyFreeRange(2);
    private Process broker;

    @BeforeEach
    void start() throws IOException {
        broker = launch();
        try (var admin = Admin.create(settings(Acls.OPERATOR))) {
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> answers(admin));
            Topics.create(admin);
            Acls.apply(admin);
            Acls.apply(admin);
        }
    }

    @AfterEach
    void stop() {
        broker.destroyForcibly();
        Processes.awaitExit(broker.toHandle(), Duration.ofSeconds(20));
    }

    @Test
    void records_survive_a_kill_of_the_broker() throws Exception {
        send(Acls.BOT, "case-inputs", "kept");
        stop();

        broker = launch();

        assertThat(read("followup", "case-inputs")).containsExactly("kept");
    }

    @Test
    void who_may_read_reads_and_who_may_not_is_refused() throws Exception {
        send(Acls.PLATFORM, "call-events", "a caller's words");
        send("escalation", "departments.core-network.work-orders", "an order");

        assertThat(read("intake", "call-events")).containsExactly("a caller's words");
        assertThat(read(Acls.department("core-network"), "departments.core-network.work-orders"))
                .containsExactly("an order");
        assertThatThrownBy(() -> read("diagnosis", "call-events")).isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read(Acls.department("it-support"), "departments.core-network.work-orders"))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> send("diagnosis", "intake.cases", "forged"))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void a_service_cannot_take_records_away_in_another_services_consumer_group() {
        var settings = settings("diagnosis");
        settings.put("group.id", "intake");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("intake.cases"));

            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(30))).isInstanceOf(AuthorizationException.class);
        }
    }

    private Process launch() throws IOException {
        Secrets.in(directory);
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        BrokerMain.class.getName(),
                        directory.toString(),
                        Integer.toString(port),
                        Integer.toString(port + 1))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("broker.log").toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    private static boolean answers(Admin admin) {
        try {
            admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException | TimeoutException | java.util.concurrent.ExecutionException e) {
            return false;
        }
    }

    private void send(String principal, String topic, String value) throws Exception {
        try (var producer = new KafkaProducer<>(settings(principal), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, "key", value)).get(60, TimeUnit.SECONDS);
        }
    }

    private List<String> read(String principal, String topic) {
        try (var consumer =
                new KafkaConsumer<>(settings(principal), new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            var values = new ArrayList<String>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }

    private Map<String, Object> settings(String principal) {
        return new HashMap<>(KafkaLogin.settings(
                "127.0.0.1:" + port, principal, Secrets.in(directory).brokerPassword(principal)));
    }
}
