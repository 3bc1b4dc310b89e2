package org.firstline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What Java leaves out about processes: named signals, full command lines, waiting for one that is not our child. */
final class Processes {

    private Processes() {}

    /**
     * Sends a signal, for example {@code INT}. PostgreSQL gives SIGINT a meaning of its own (stop now, in good order)
     * that {@link Process#destroy()} cannot express.
     */
    static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run 'kill' to signal process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command line of a live process with blanks between its words; empty when it is gone or not ours to see. */
    static Optional<String> commandLine(ProcessHandle process) {
        // On Linux the handle knows no arguments of a process whose command line is long; /proc does.
        var proc = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            if (Files.isReadable(proc)) {
                var line = new String(Files.readAllBytes(proc), StandardCharsets.UTF_8).replace('\0', ' ');
                return line.isBlank() ? Optional.empty() : Optional.of(line.strip());
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return process.info().commandLine();
    }

    /**
     * Waits until the process is gone; false when it is still there after {@code atMost}. It looks by itself:
     * {@code onExit} completes on the common pool, whose one thread on a small machine may be what waits here.
     */
    static boolean awaitExit(ProcessHandle process, Duration atMost) {
        return Patience.until(atMost, () -> !process.isAlive());
    }

    /** Asks the process to stop with the signal, and kills it when it has not within {@code patience}. */
    static void stop(ProcessHandle process, String signal, Duration patience) {
        if (!process.isAlive()) {
            return;
        }
        signal(signal, process.pid());
        if (!awaitExit(process, patience)) {
            process.destroyForcibly();
            awaitExit(process, patience);
        }
    }
}
