package org.firstline.intake.listen;

import io.cloudevents.CloudEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.ContractViolation;
import org.firstline.intake.listen.Platform.Callback;

/** Any bytes as a platform's callback: call events that our own contracts take, or refused in words. */
public final class PlatformReader {

    private static final List<Platform> PLATFORMS = List.of(new Twilio(), new AmazonConnect());

    private PlatformReader() {}

    /** Called by the fuzzer: the first byte chooses the platform. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        Callback callback = new Callback(
                "http://localhost/",
                Map.of("x-twilio-signature", "none", "x-api-key", "none"),
                Arrays.copyOfRange(bytes, 1, bytes.length));
        Platform platform = PLATFORMS.get(bytes[0] & 1);
        if (platform.isGenuine(callback, "secret")) {
            throw new IllegalStateException("expected nobody to be believed without the secret");
        }
        try {
            for (CloudEvent event : platform.events(callback)) {
                Catalogue.read(event.getType(), event.getData().toBytes());
            }
        } catch (ContractViolation refused) {
            // Told to the platform as a problem that names the field.
        }
    }
}
