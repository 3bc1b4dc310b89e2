package org.firstline.escalation.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.firstline.contracts.Limits;

/** Any text as a place in a list of orders, and as an id: understood, or a problem that names the field. */
public final class PlaceReader {

    private PlaceReader() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String written = Base64.getUrlEncoder().encodeToString(bytes);
        refusedOr(() -> Texts.id("id", text));
        refusedOr(() -> Texts.department("department", text));
        refusedOr(() -> {
            var place = Places.after(written);
            if (place != null
                    && (place.at().isBefore(Limits.EARLIEST) || !place.at().isBefore(Limits.TOO_LATE))) {
                throw new IllegalStateException("expected an instant that the database takes, found " + place.at());
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
