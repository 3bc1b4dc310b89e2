package org.firstline.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.DepartmentOrder.Submitted;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Terms.Category;
import org.firstline.drive.Doors;
import org.firstline.drive.Transcript;
import org.firstline.local.LocalBroker;
import org.firstline.local.LocalPostgres;
import org.firstline.local.RunningSuite;
import org.firstline.local.Suite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} on servers that others run, told by settings alone: intake's database on a server of its own. */
class ExternalServersTest {

    private final Path directory;
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final int ports = Suite.freePortBase();
    private final LocalPostgres.Settings forIntake;
    private final LocalPostgres.Settings forTheOthers;

    ExternalServersTest(@TempDir Path directory) {
        this.directory = directory;
        this.forIntake = postgres("postgres-1", ports, "word-one");
        this.forTheOthers = postgres("postgres-2", ports + 1, "word-two");
    }

    @BeforeEach
    void start() {
        servers.add(LocalPostgres.start(forIntake));
        servers.add(LocalPostgres.start(forTheOthers));
        servers.add(LocalBroker.start(
                new LocalBroker.Settings(directory.resolve("kafka"), ports + 2, ports + 3, Map.of())));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable server : servers.reversed()) {
            server.close();
        }
    }

    @Test
    void a_case_goes_from_ring_to_closed_callback_on_servers_that_are_not_ours() throws Exception {
        Process up = up();
        servers.add(() -> {
            up.destroy();
            assertThat(up.waitFor(2, TimeUnit.MINUTES)).isTrue();
        });
        RunningSuite suite = awaitReady(up);
        Doors doors = Doors.of(suite);
        servers.add(doors);
        Transcript transcript = new Transcript();
        servers.add(doors.follow(Doors.topics(), transcript));

        Customer customer = new Customer(doors, transcript).reportsToABot(Category.NETWORK_FAULT, "broadband.los");
        Submitted order = customer.submitted(1);
        customer.answers(order.department(), new DepartmentAnswer.Accepted(order.workOrderId(), "staff-1"));
        customer.answers(
                order.department(),
                new DepartmentAnswer.Resolved(order.workOrderId(), "staff-1", "access.fibre-cut", "spliced"));
        customer.isCalledBack(1, CallbackOutcome.SOLVED);

        assertThat(Customer.story(customer.closedCase()))
                .startsWith("intake.case-opened")
                .endsWith("followup.case-closed");
        assertThat(suite.pid(Suite.BROKER)).isEmpty();
        assertThat(suite.pid(Suite.POSTGRES)).isEmpty();
        assertThat(schemas(forIntake, "support")).containsExactly("intake");
        assertThat(schemas(forTheOthers, "firstline")).containsExactly("diagnosis", "escalation", "followup");
    }

    private Process up() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "org.firstline.local.Firstline",
                        "up",
                        "--data",
                        directory.resolve("data").toString(),
                        "--port-base",
                        Integer.toString(Suite.freePortBase()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("up.out").toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "127.0.0.1:" + (ports + 2),
                        "FIRSTLINE_DATABASE_URL",
                        "postgresql://127.0.0.1:" + forTheOthers.port() + "/firstline",
                        "FIRSTLINE_DATABASE_ADMIN_USER",
                        LocalPostgres.SUPERUSER,
                        "FIRSTLINE_DATABASE_ADMIN_PASSWORD",
                        forTheOthers.password(),
                        "INTAKE_FIRSTLINE_DATABASE_URL",
                        "postgresql://127.0.0.1:" + forIntake.port() + "/support",
                        "INTAKE_FIRSTLINE_DATABASE_ADMIN_PASSWORD",
                        forIntake.password()));
        return builder.start();
    }

    private RunningSuite awaitReady(Process up) throws IOException {
        Path facts = directory.resolve("data").resolve("suite.json");
        Patience.until(
                "the suite to be up", TheSuite.PATIENCE.multipliedBy(3), () -> Files.exists(facts) || !up.isAlive());
        assertThat(up.isAlive())
                .as(Files.readString(directory.resolve("up.out")))
                .isTrue();
        return RunningSuite.read(directory.resolve("data"));
    }

    private LocalPostgres.Settings postgres(String name, int port, String password) {
        return new LocalPostgres.Settings(
                directory.resolve(name),
                port,
                password,
                Path.of("target", "postgres").toAbsolutePath(),
                directory.resolve(name + ".log"));
    }

    /** The schemas that hold tables. */
    private static List<String> schemas(LocalPostgres.Settings server, String database) throws SQLException {
        String url = LocalPostgres.jdbcUrl("127.0.0.1", server.port(), database);
        try (var connection = DriverManager.getConnection(url, LocalPostgres.SUPERUSER, server.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select distinct schemaname from pg_tables"
                        + " where schemaname not in ('pg_catalog', 'information_schema') order by 1")) {
            List<String> schemas = new ArrayList<>();
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
            return schemas;
        }
    }
}
