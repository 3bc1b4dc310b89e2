package org.firstline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a run was made on; without it numbers say nothing.
 *
 * @param cores that the JVM may use
 * @param memoryMiB of the machine; 0 where it does not say
 * @param system operating system and its version
 * @param java the JVM's version
 * @param commit of the code, with {@code -dirty} behind it when it was changed since; "unknown" outside a clone
 */
record Machine(int cores, long memoryMiB, String system, String java, String commit) {

    static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                memory(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                commitHere());
    }

    /** One line for people. */
    String text() {
        return String.format(
                Locale.ROOT, "%d cores, %d MiB, %s, Java %s, code %s", cores, memoryMiB, system, java, commit);
    }

    private static long memory() {
        Path file = Path.of("/proc/meminfo");
        try {
            return Files.isReadable(file)
                    ? Long.parseLong(Files.readAllLines(file).getFirst().replaceAll("[^0-9]", "")) / 1024
                    : 0;
        } catch (IOException e) {
            return 0;
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
