package org.firstline.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The two servers that a service's tests run on. */
sealed interface TestServers extends AutoCloseable {

    String postgresHost();

    int postgresPort();

    String bootstrapServers();

    /** Takes the broker away, in good order; its records stay. */
    void stopBroker();

    /** Brings the broker back on the same address. */
    void startBroker();

    @Override
    void close();

    /** The embedded servers, data below {@code directory}; the usual choice. */
    static TestServers embedded(Path directory, Path binaries, String postgresPassword) {
        var postgres = LocalPostgres.start(new LocalPostgres.Settings(
                directory.resolve("postgres"),
                Ports.anyFree(),
                postgresPassword,
                binaries,
                directory.resolve("postgres.log")));
        int ports = Ports.anyFreeRange(2);
        var settings = new LocalBroker.Settings(directory.resolve("kafka"), ports, ports + 1, Map.of());
        return new Embedded(postgres, settings);
    }

    /** Testcontainers' servers; chosen with {@code -Dstack=containers}, never by looking for Docker. */
    static TestServers containers(String postgresPassword) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new LocalTrouble(Words.of("stack-no-engine"));
        }
        var postgres = new PostgreSQLContainer("postgres:18")
                .withUsername(LocalPostgres.SUPERUSER)
                .withDatabaseName("postgres")
                .withPassword(postgresPassword)
                .withCommand("postgres", "-c", "max_connections=200");
        var kafka = new KafkaContainer("apache/kafka:4.1.1")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000");
        postgres.start();
        kafka.start();
        return new Containers(postgres, kafka);
    }

    /** Both servers on this machine without containers: Postgres a process, the broker in this JVM. */
    final class Embedded implements TestServers {

        private final LocalPostgres postgres;
        private final LocalBroker.Settings brokerSettings;
        private Optional<LocalBroker> broker;

        private Embedded(LocalPostgres postgres, LocalBroker.Settings brokerSettings) {
            this.postgres = postgres;
            this.brokerSettings = brokerSettings;
            this.broker = Optional.of(LocalBroker.start(brokerSettings));
        }

        @Override
        public String postgresHost() {
            return "127.0.0.1";
        }

        @Override
        public int postgresPort() {
            return postgres.port();
        }

        @Override
        public String bootstrapServers() {
            return "127.0.0.1:" + brokerSettings.port();
        }

        @Override
        public synchronized void stopBroker() {
            broker.ifPresent(LocalBroker::close);
            broker = Optional.empty();
        }

        @Override
        public synchronized void startBroker() {
            if (broker.isEmpty()) {
                broker = Optional.of(LocalBroker.start(brokerSettings));
            }
        }

        @Override
        public void close() {
            stopBroker();
            postgres.close();
        }
    }

    /** Both servers in containers. */
    record Containers(PostgreSQLContainer postgres, KafkaContainer kafka) implements TestServers {

        @Override
        public String postgresHost() {
            return postgres.getHost();
        }

        @Override
        public int postgresPort() {
            return postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
        }

        @Override
        public String bootstrapServers() {
            return kafka.getBootstrapServers();
        }

        @Override
        public void stopBroker() {
            kafka.getDockerClient().pauseContainerCmd(kafka.getContainerId()).exec();
        }

        @Override
        public void startBroker() {
            kafka.getDockerClient().unpauseContainerCmd(kafka.getContainerId()).exec();
        }

        @Override
        public void close() {
            kafka.stop();
            postgres.stop();
        }
    }
}
