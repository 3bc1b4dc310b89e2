package org.firstline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

    private static final Map<Service, String> PASSWORDS =
            Stream.of(Service.values()).collect(Collectors.toMap(service -> service, service -> service.id() + "-pw"));

    @TempDir
    Path directory;

    @Test
    void what_was_committed_survives_a_kill_of_the_server() throws SQLException {
        var settings = settings(Ports.anyFree());
        try (var server = LocalPostgres.start(settings)) {
            execute(settings, "create table kept (id int)", "insert into kept values (42)");
            kill(server.pid());
        }

        try (var again = LocalPostgres.start(settings)) {
            assertThat(again.pid()).isPositive();
            assertThat(count(settings, "select id from kept")).isEqualTo(42);
        }
    }

    @Test
    void a_server_left_running_by_a_killed_starter_is_taken_over_also_on_another_port() throws SQLException {
        var settings = settings(Ports.anyFree());
        var orphan = LocalPostgres.start(settings);
        execute(settings, "create table kept (id int)", "insert into kept values (7)");

        var elsewhere = settings(Ports.anyFree());
        try (var successor = LocalPostgres.start(elsewhere)) {
            assertThat(successor.pid()).isNotEqualTo(orphan.pid());
            assertThat(ProcessHandle.of(orphan.pid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(count(elsewhere, "select id from kept")).isEqualTo(7);
        }
    }

    @Test
    void a_lock_file_whose_number_belongs_to_another_program_by_now_does_not_keep_the_server_down()
            throws IOException, SQLException {
        var settings = settings(Ports.anyFree());
        LocalPostgres.start(settings).close();
        Files.writeString(
                settings.data().resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + settings.data() + "\n1700000000\n" + settings.port() + "\n");

        try (var server = LocalPostgres.start(settings)) {
            assertThat(count(settings, "select 1")).isEqualTo(1);
            assertThat(server.port()).isEqualTo(settings.port());
        }
    }

    @Test
    void a_taken_port_is_named() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = settings(taken.getLocalPort());

            assertThatThrownBy(() -> LocalPostgres.start(settings))
                    .isInstanceOf(LocalTrouble.class)
                    .hasMessageContaining("Port " + taken.getLocalPort());
        }
    }

    @Test
    void durability_is_on() throws SQLException {
        var settings = settings(Ports.anyFree());
        try (var server = LocalPostgres.start(settings);
                var connection = connect(settings, "postgres", LocalPostgres.SUPERUSER, settings.password())) {
            assertThat(text(connection, "show fsync")).isEqualTo("on");
            assertThat(text(connection, "show synchronous_commit")).isEqualTo("on");
            assertThat(server.port()).isEqualTo(settings.port());
        }
    }

    @Test
    void a_service_neither_reads_nor_finds_the_schema_of_another() throws SQLException {
        var settings = settings(Ports.anyFree());
        try (var server = LocalPostgres.start(settings)) {
            Databases.prepare("127.0.0.1", server.port(), settings.password(), PASSWORDS);
            Databases.prepare("127.0.0.1", server.port(), settings.password(), PASSWORDS);
            try (var intake = connect(settings, Databases.NAME, "intake", "intake-pw")) {
                run(intake, "create table contact (phone text)", "insert into contact values ('13800000000')");
            }

            try (var diagnosis = connect(settings, Databases.NAME, "diagnosis", "diagnosis-pw")) {
                assertThatThrownBy(() -> text(diagnosis, "select phone from intake.contact"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied for schema intake");
                assertThatThrownBy(() -> run(diagnosis, "create table public.here (id int)"))
                        .hasMessageContaining("permission denied");
            }
            assertThatThrownBy(() -> connect(settings, Databases.NAME, "diagnosis", "intake-pw"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    private LocalPostgres.Settings settings(int port) {
        return new LocalPostgres.Settings(
                directory.resolve("data"),
                port,
                "the-admins-password",
                Path.of(System.getProperty("java.io.tmpdir"), "firstline-" + System.getProperty("user.name")),
                directory.resolve("postgres.log"));
    }

    private static void kill(long pid) {
        var process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        assertThat(Processes.awaitExit(process, Duration.ofSeconds(20))).isTrue();
    }

    private static Connection connect(LocalPostgres.Settings settings, String database, String user, String password)
            throws SQLException {
        return DriverManager.getConnection(
                LocalPostgres.jdbcUrl("127.0.0.1", settings.port(), database), user, password);
    }

    private static void execute(LocalPostgres.Settings settings, String... statements) throws SQLException {
        try (var connection = connect(settings, "postgres", LocalPostgres.SUPERUSER, settings.password())) {
            run(connection, statements);
        }
    }

    private static int count(LocalPostgres.Settings settings, String query) throws SQLException {
        try (var connection = connect(settings, "postgres", LocalPostgres.SUPERUSER, settings.password())) {
            return Integer.parseInt(text(connection, query));
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
