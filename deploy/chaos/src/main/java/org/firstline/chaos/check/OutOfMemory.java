package org.firstline.chaos.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * HEAP: no process ends because it has no memory left. It is started again, so nothing else would show it: that it dies
 * over and over of what waits for it, and how long all others wait meanwhile.
 */
public final class OutOfMemory {

    /** What a JVM writes that ends for it, whatever is missing. */
    private static final String LAST_WORDS = "Terminating due to java.lang.OutOfMemoryError";

    private OutOfMemory() {}

    /**
     * Looks through what all processes of a suite wrote.
     *
     * @param logs the folder, one file each
     */
    public static List<Violation> in(Path logs) {
        List<Violation> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                int times = timesIn(file);
                if (times > 0) {
                    String name = file.getFileName().toString().replaceFirst("\\.log$", "");
                    found.add(new Violation(
                            Promise.HEAP,
                            name,
                            "expected a process that gets along with its memory, found that it ended " + times
                                    + " times because there was none left",
                            List.of(file.getFileName() + ": " + LAST_WORDS)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the logs in " + logs, e);
        }
        return found;
    }

    private static int timesIn(Path file) throws IOException {
        int times = 0;
        // A killed process may have written half a character; only its bytes count here.
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(LAST_WORDS)) {
                    times++;
                }
            }
        }
        return times;
    }
}
