package org.firstline.followup.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.firstline.contracts.Limits;

/** Any text as a place in a list of cases, and as an id: understood, or a problem that names the field. */
public final class CursorReader {

    private CursorReader() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String written = Base64.getUrlEncoder().encodeToString(bytes);
        refusedOr(() -> Cursor.id("id", text));
        refusedOr(() -> {
            var at = Cursor.of(written).at();
            if (at != null && (at.isBefore(Limits.EARLIEST) || !at.isBefore(Limits.TOO_LATE))) {
                throw new IllegalStateException("expected an instant that the database takes, found " + at);
            }
        });
    }

    private static void refusedOr(Runnable read) {
        try {
            read.run();
        } catch (HttpProblem refused) {
            if (refused.getStatusCode() != 400) {
                throw refused;
            }
        }
    }
}
