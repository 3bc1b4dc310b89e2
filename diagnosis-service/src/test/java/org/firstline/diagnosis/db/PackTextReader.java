package org.firstline.diagnosis.db;

import java.nio.charset.StandardCharsets;

/** Any text as a knowledge pack: a pack, or refused with its place. */
public final class PackTextReader {

    private PackTextReader() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            PackReader.read("fuzzed.yaml", new String(bytes, StandardCharsets.UTF_8));
        } catch (PackViolation refused) {
            if (!String.valueOf(refused.getMessage()).contains("expected")) {
                throw new IllegalStateException("expected a reason in words", refused);
            }
        }
    }
}
