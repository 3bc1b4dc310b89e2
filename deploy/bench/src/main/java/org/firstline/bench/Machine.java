package org.firstline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * What a run was made on, and with; without it numbers say nothing.
 *
 * @param cores that the JVM may use
 * @param processor its model; where the machine does not say, its kind, such as {@code aarch64}
 * @param memoryMiB of the machine; 0 where it does not say
 * @param system operating system and its version
 * @param storage what holds the data of database and broker
 * @param java the JVM's version
 * @param postgres the database's version, as it says itself
 * @param kafka the broker's version; it runs with the same libraries as the bench
 * @param commit of the code, with {@code -dirty} behind it when it was changed since; "unknown" outside a clone
 */
record Machine(
        int cores,
        String processor,
        long memoryMiB,
        String system,
        Storage storage,
        String java,
        String postgres,
        String kafka,
        String commit) {

    private static final String MODEL = "model name";

    /**
     * This machine.
     *
     * @param data where the suite's data are
     * @throws SQLException when the database does not tell its version
     */
    static Machine here(Connection database, Path data) throws SQLException {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                processor(lines(Path.of("/proc/cpuinfo"))),
                memory(lines(Path.of("/proc/meminfo"))),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Storage.of(data),
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                database.getMetaData().getDatabaseProductVersion(),
                AppInfoParser.getVersion(),
                commitHere());
    }

    /** One line for people. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %d MiB, %s, data on %s, Java %s, PostgreSQL %s, Kafka %s, code %s",
                cores,
                processor,
                memoryMiB,
                system,
                storage.text(),
                java,
                postgres,
                kafka,
                commit);
    }

    /** The first processor's model, as the kernel tells it of each processor. */
    static String processor(List<String> cpuinfo) {
        return cpuinfo.stream()
                .filter(line -> line.startsWith(MODEL) && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(model -> !model.isEmpty())
                .findFirst()
                .orElseGet(() -> System.getProperty("os.arch"));
    }

    private static long memory(List<String> meminfo) {
        return meminfo.isEmpty() ? 0 : Long.parseLong(meminfo.getFirst().replaceAll("[^0-9]", "")) / 1024;
    }

    /** None where there is no such file. */
    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String commitHere() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? said : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
