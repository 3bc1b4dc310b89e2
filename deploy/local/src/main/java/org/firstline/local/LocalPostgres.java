package org.firstline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL on a directory and a port of 127.0.0.1. What is committed is on the disk ({@code fsync} and
 * {@code synchronous_commit} are on), the directory stays when the server stops, and a server that was killed, or whose
 * starter was killed, can be started again on the same directory.
 */
public final class LocalPostgres implements AutoCloseable {

    /** The administrator of the server; the services never use it. */
    public static final String SUPERUSER = "postgres";

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final int LAST_LINES = 30;
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private static final Map<String, String> SERVER_SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            // A socket's path may have 107 bytes at most; a data directory deep in a home directory breaks that.
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("shared_buffers", "256MB"),
            Map.entry("max_connections", "200"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("checkpoint_timeout", "10min"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            // A failing statement or key must not carry personal data into the log.
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_timezone", "UTC")));

    /**
     * Where and how to run.
     *
     * @param data the database's files; kept
     * @param port on 127.0.0.1
     * @param password of {@link #SUPERUSER}; taken when the directory is first filled, and the same ever after
     * @param binaries where the server's programs are unpacked, about 60 MB, reusable by others
     * @param log the file that takes what the server has to say
     */
    public record Settings(Path data, int port, String password, Path binaries, Path log) {}

    private final Settings settings;
    private final Process process;

    private LocalPostgres(Settings settings, Process process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * Starts the server and waits until it takes connections, at most a minute.
     *
     * @throws LocalTrouble when the port is taken or the server does not come up
     */
    public static LocalPostgres start(Settings settings) {
        var command = prepare(settings);
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(settings.log().toFile()))
                    .start();
            var server = new LocalPostgres(settings, process);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.getFirst(), e);
        }
    }

    /**
     * Makes the directory ready: fills it the first time, stops a server that a killed predecessor left running on it,
     * removes a stale lock.
     *
     * @return the command line that runs the server in the foreground
     */
    static List<String> prepare(Settings settings) {
        var binaries = PostgresBinaries.in(settings.binaries());
        var data = settings.data().toAbsolutePath();
        try {
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(binaries, data, settings);
            }
            stopPredecessor(data);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare the database directory " + data, e);
        }
        if (!Ports.isFree(settings.port())) {
            throw new LocalTrouble(Words.of("port-taken", settings.port(), Words.of("name-postgres")));
        }
        var arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", Integer.toString(settings.port())));
        SERVER_SETTINGS.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return binaries.command("postgres", arguments);
    }

    /** Whether a server on the port answers the administrator. */
    static boolean isReady(Settings settings) {
        try (var connection = DriverManager.getConnection(
                jdbcUrl("127.0.0.1", settings.port(), "postgres"), SUPERUSER, settings.password())) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The JDBC URL of a database, with short time limits for reaching it. */
    public static String jdbcUrl(String host, int port, String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database + "?connectTimeout=2&loginTimeout=5";
    }

    /** The server's port on 127.0.0.1. */
    public int port() {
        return settings.port();
    }

    /** The server's process; killing it with -9 loses nothing that was committed. */
    public long pid() {
        return process.pid();
    }

    /** Stops the server in good order; what is connected is disconnected. */
    @Override
    public void close() {
        Processes.stop(process.toHandle(), "INT", STOP_PATIENCE);
    }

    private void awaitReady() {
        var deadline = System.nanoTime() + START_PATIENCE.toNanos();
        try {
            while (!isReady(settings)) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new LocalTrouble(Words.of("postgres-stopped", process.exitValue(), settings.log()));
                }
                if (System.nanoTime() > deadline) {
                    process.destroyForcibly();
                    throw new LocalTrouble(Words.of("postgres-silent", START_PATIENCE.toSeconds(), settings.log()));
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new LocalTrouble(Words.of("interrupted"), e);
        }
    }

    /** Fills a directory beside and renames it, so that a kill in the middle leaves nothing half made. */
    private static void initialise(PostgresBinaries binaries, Path data, Settings settings) throws IOException {
        var beside = data.resolveSibling(data.getFileName() + ".new");
        Directories.delete(beside);
        Directories.delete(data);
        Directories.createPrivate(Objects.requireNonNull(
                data.getParent(), () -> "expected a directory for PostgreSQL that lies in another, found " + data));
        var passwordFile = data.resolveSibling(data.getFileName() + ".password");
        Directories.writePrivate(passwordFile, settings.password() + "\n");
        try {
            run(
                    binaries.command(
                            "initdb",
                            List.of(
                                    "-D",
                                    beside.toString(),
                                    "-U",
                                    SUPERUSER,
                                    "--auth=scram-sha-256",
                                    "--pwfile=" + passwordFile,
                                    "--encoding=UTF8",
                                    "--locale-provider=builtin",
                                    "--locale=C.UTF-8")),
                    settings.log());
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(beside, data);
    }

    private static void run(List<String> command, Path log) throws IOException {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (process.waitFor() != 0) {
                if (FullDisk.isSaidIn(LogFile.lastLines(log, LAST_LINES))) {
                    throw new LocalTrouble(Words.of("disk-no-room", "initdb"));
                }
                throw new LocalTrouble(Words.of("initdb-failed", process.exitValue(), log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalTrouble(Words.of("interrupted"), e);
        }
    }

    /** Stops a server that a killed starter left running on the directory; removes a lock that is nobody's. */
    static void stopPredecessor(Path directory) {
        var data = directory.toAbsolutePath();
        var lock = data.resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        try {
            stopHolder(data, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot take over the database directory " + data, e);
        }
    }

    private static void stopHolder(Path data, Path lock) throws IOException {
        var firstLine = Files.readAllLines(lock).stream().findFirst().orElse("").strip();
        var holder = firstLine.matches("\\d+")
                ? ProcessHandle.of(Long.parseLong(firstLine))
                : Optional.<ProcessHandle>empty();
        if (holder.isEmpty()) {
            return; // The server itself takes a lock over whose process is gone.
        }
        if (servesDirectory(holder.get(), data)) {
            Processes.stop(holder.get(), "INT", STOP_PATIENCE);
        } else {
            // The number belongs to another program by now; the server would take that for a running server.
            Files.deleteIfExists(lock);
        }
    }

    private static boolean servesDirectory(ProcessHandle process, Path data) {
        return Processes.commandLine(process)
                .filter(line -> line.contains("postgres") && line.contains("-D " + data + " "))
                .isPresent();
    }
}
