package org.firstline.intake.listen;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.ZoneOffset;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.Catalogue;

/** A call event in its envelope. */
final class CallEventOf {

    private CallEventOf() {}

    /**
     * The event of a platform.
     *
     * @param id the same whenever the platform says the same thing again
     */
    static CloudEvent platform(String platform, String id, CallEvent event) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/platforms/" + platform))
                .withType(Catalogue.typeOf(event))
                .withSubject(event.rootCallId())
                .withTime(event.at().atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withData(Catalogue.write(event))
                .build();
    }
}
