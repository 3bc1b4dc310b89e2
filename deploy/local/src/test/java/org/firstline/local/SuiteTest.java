package org.firstline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole suite with real servers; in place of the services stand programs that only call themselves ready. */
class SuiteTest {

    private static final Duration BOUND = Duration.ofMinutes(2);

    @TempDir
    static Path directory;

    private static final int PORT_BASE = Suite.freePortBase();
    private static Suite suite;

    @BeforeAll
    static void start() {
        System.setProperty(
                Installation.ROOT_PROPERTY,
                StandInService.installation(directory.resolve("project")).toString());
        suite = Suite.start(directory.resolve("data"), PORT_BASE);
    }

    @AfterAll
    static void stop() {
        suite.close();
        System.clearProperty(Installation.ROOT_PROPERTY);
    }

    @Test
    void every_killed_child_comes_back_and_the_data_is_still_there() throws SQLException {
        execute("create table if not exists kept (id int)", "delete from kept", "insert into kept values (1)");

        for (var name : new String[] {"intake", Suite.BROKER, Suite.POSTGRES}) {
            long before = suite.pid(name).orElseThrow();
            suite.kill9(name);
            suite.awaitReady(name, BOUND);
            assertThat(suite.pid(name)).isNotEmpty().get().isNotEqualTo(before);
        }

        assertThat(count("select count(*) from kept")).isEqualTo(1);
    }

    @Test
    void a_replica_serves_beside_its_service_until_it_is_removed() {
        var name = suite.addReplica("escalation");
        suite.awaitReady(name, BOUND);

        assertThat(name).isEqualTo("escalation-2");
        assertThat(suite.pid(name)).isNotEmpty().isNotEqualTo(suite.pid("escalation"));

        long pid = suite.pid(name).orElseThrow();
        suite.removeReplica(name);

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(suite.pid("escalation")).isNotEmpty();
        assertThatThrownBy(() -> suite.pid(name)).hasMessageContaining(name);
        assertThatThrownBy(() -> suite.removeReplica("escalation")).hasMessageContaining("no replica");
    }

    @Test
    void a_frozen_child_lives_and_does_nothing_until_it_is_thawed() {
        long before = suite.pid("followup").orElseThrow();

        suite.freeze("followup");

        assertThatThrownBy(() -> suite.awaitReady("followup", Duration.ofMillis(100)))
                .hasMessageContaining("was not ready");
        suite.thaw("followup");
        suite.awaitReady("followup", BOUND);
        assertThat(suite.pid("followup")).contains(before);
    }

    @Test
    void others_find_it_by_its_data_directory() {
        var running = RunningSuite.read(directory.resolve("data"));

        assertThat(running.url(Service.FOLLOWUP)).hasPort(PORT_BASE + 4);
        assertThat(running.token("agent")).isNotBlank();
        assertThat(running.pid("diagnosis")).isEqualTo(suite.pid("diagnosis"));
        assertThat(running.kafka("bot")).containsEntry("bootstrap.servers", "127.0.0.1:" + (PORT_BASE + 6));
    }

    @Test
    void a_second_start_on_the_same_data_says_so() {
        assertThatThrownBy(() -> Suite.start(directory.resolve("data"), Suite.freePortBase()))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void a_taken_port_is_named_with_who_needs_it() throws IOException {
        int base = Suite.freePortBase();
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), base + 3));

            assertThatThrownBy(() -> Suite.start(directory.resolve("other"), base))
                    .isInstanceOf(LocalTrouble.class)
                    .hasMessageContaining(Integer.toString(base + 3))
                    .hasMessageContaining("escalation")
                    .hasMessageContaining("--port-base");
        }
    }

    @Test
    void what_is_secret_is_readable_by_its_owner_alone() throws IOException {
        for (var file : new String[] {"secrets.properties", "issuer-key.json", "kafka/operator.properties"}) {
            var permissions =
                    Files.getPosixFilePermissions(directory.resolve("data").resolve(file));
            assertThat(PosixFilePermissions.toString(permissions)).as(file).isEqualTo("rw-------");
        }
    }

    @Test
    void no_secret_stands_in_a_command_line() {
        var secrets = Secrets.in(directory.resolve("data"));

        for (var name : new String[] {"intake", Suite.BROKER, Suite.POSTGRES}) {
            var line = Processes.commandLine(
                            ProcessHandle.of(suite.pid(name).orElseThrow()).orElseThrow())
                    .orElseThrow();
            assertThat(line)
                    .doesNotContain(secrets.sealKey(Service.INTAKE))
                    .doesNotContain(secrets.postgresPassword())
                    .doesNotContain(secrets.databasePassword(Service.INTAKE))
                    .doesNotContain(secrets.brokerPassword(LocalBroker.BROKER));
        }
    }

    private void execute(String... statements) throws SQLException {
        var admin = suite.running().databaseAdmin();
        try (var connection = DriverManager.getConnection(suite.jdbcUrl(), admin.user(), admin.password());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private int count(String query) throws SQLException {
        var admin = suite.running().databaseAdmin();
        try (var connection = DriverManager.getConnection(suite.jdbcUrl(), admin.user(), admin.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }
}
