package org.firstline.drive.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.firstline.local.LocalTrouble;

/** Any bytes as an incident log: read, or refused in a sentence. */
public final class IncidentLogReader {

    private static final Path FILE = file();

    private IncidentLogReader() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            Files.write(FILE, bytes);
            IncidentLog.read(FILE);
        } catch (LocalTrouble refused) {
            if (String.valueOf(refused.getMessage()).isBlank()) {
                throw new IllegalStateException("expected a sentence", refused);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("fuzzed", ".csv");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
