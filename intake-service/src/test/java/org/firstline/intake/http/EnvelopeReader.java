package org.firstline.intake.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Any bytes as what a call event's door gets: a letter, or a problem that names the field. */
public final class EnvelopeReader {

    private static final Envelopes ENVELOPES = new Envelopes(new JsonFormat(), new ObjectMapper());

    private EnvelopeReader() {}

    /** Called by the fuzzer: the first byte chooses between an event, a cursor and an id. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(bytes, 1, bytes.length);
        String text = new String(rest, StandardCharsets.UTF_8);
        try {
            switch (bytes[0] & 3) {
                case 0 -> Cursor.before(text);
                case 1 -> Ids.of("id", text);
                default -> {
                    CloudEvent event = ENVELOPES.read(rest);
                    Letters.of(event, null);
                }
            }
        } catch (HttpProblem refused) {
            if (refused.getStatusCode() != 400) {
                throw refused;
            }
        }
    }
}
