package org.firstline.intake.listen;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The seam for contact-center platforms that speak a language of their own: what they send becomes our call events.
 * Pure; the identity of an event follows from the payload, so that a retry is the same event.
 */
public interface Platform {

    /**
     * What a platform sent.
     *
     * @param url under which it reached us, as the platform knows it
     * @param headers by lower-case name
     */
    record Callback(String url, Map<String, String> headers, byte[] body) {

        @Nullable
        String header(String name) {
            return headers.get(name);
        }

        @Override
        public String toString() {
            return "Callback[not shown]";
        }
    }

    /** Its name in paths, and in events. */
    String name();

    /** Whether it was the platform that sent this; in a time that does not depend on what was sent. */
    boolean isGenuine(Callback callback, String secret);

    /**
     * What it says, as CloudEvents of the family {@code org.firstline.call.*}; nothing for what is none of our business.
     *
     * @throws org.firstline.contracts.ContractViolation naming the field that is not as the platform documents it
     */
    List<CloudEvent> events(Callback callback);
}
