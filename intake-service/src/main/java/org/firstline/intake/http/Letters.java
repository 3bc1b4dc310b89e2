package org.firstline.intake.http;

import io.cloudevents.CloudEvent;
import java.time.Instant;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.Topics;
import org.firstline.door.Problems;
import org.firstline.intake.flow.CallReport;
import org.firstline.intake.listen.CallEvents;
import org.firstline.messaging.Letter;
import org.firstline.messaging.Reading;
import org.jspecify.annotations.Nullable;

/** Events that came by HTTP, as letters keyed as they would be on the topic. */
final class Letters {

    private Letters() {}

    /**
     * The letter of an event.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 naming the field when it is not a call event
     */
    static Letter of(CloudEvent event, @Nullable String traceparent) {
        try {
            Letter unkeyed = Letter.of(event, "unread", Topics.CALL_EVENTS, Instant.now(), traceparent);
            if (!(CallEvents.read(unkeyed) instanceof Reading.Meant<CallReport>(CallReport report))) {
                throw Problems.badRequest(
                        "type", "one of " + Catalogue.typesOf(CallEvent.class), "a type this version does not know");
            }
            return Letter.of(event, report.rootCallId(), Topics.CALL_EVENTS, unkeyed.recordedAt(), traceparent);
        } catch (IllegalArgumentException e) {
            Fault fault = Fault.of(e);
            throw Problems.badRequest(fault.field(), fault.expected(), fault.found());
        }
    }
}
