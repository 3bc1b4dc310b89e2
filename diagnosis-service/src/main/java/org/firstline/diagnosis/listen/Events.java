package org.firstline.diagnosis.listen;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.firstline.contracts.Topics;
import org.firstline.diagnosis.domain.Input;
import org.firstline.messaging.Route;

/** All that this service hears: one consumer for its topics, each with a route of its own. */
@ApplicationScoped
class Events {

    private final Route<Input> intakeCases;
    private final Route<Input> followupCases;
    private final Route<Input> caseInputs;

    Events(IntakeCasesListener intakeCases, FollowupCasesListener followupCases, CaseInputsListener caseInputs) {
        this.intakeCases = intakeCases.route();
        this.followupCases = followupCases.route();
        this.caseInputs = caseInputs.route();
    }

    @Incoming("events")
    Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> channel() {
        return Route.channel(List.of(intakeCases, followupCases, caseInputs), this::of);
    }

    private Route<Input> of(String topic) {
        return switch (topic) {
            case Topics.INTAKE_CASES -> intakeCases;
            case Topics.FOLLOWUP_CASES -> followupCases;
            case Topics.CASE_INPUTS -> caseInputs;
            default -> throw new IllegalArgumentException("expected a topic of the channel, found " + topic);
        };
    }
}
