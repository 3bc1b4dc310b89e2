package org.firstline.escalation.listen;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.firstline.contracts.Topics;
import org.firstline.escalation.domain.Input;
import org.firstline.messaging.Route;

/** All that this service hears: one consumer for its topics, each with a route of its own; departments share one. */
@ApplicationScoped
class Events {

    private final Route<Input> diagnosisCases;
    private final Route<Input> answers;
    private final Route<Input> caseInputs;
    private final Route<Input> followupCases;

    Events(
            DiagnosisListener diagnosisCases,
            AnswerListener answers,
            CaseInputListener caseInputs,
            FollowupListener followupCases) {
        this.diagnosisCases = diagnosisCases.route();
        this.answers = answers.route();
        this.caseInputs = caseInputs.route();
        this.followupCases = followupCases.route();
    }

    @Incoming("events")
    Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> channel() {
        return Route.channel(List.of(diagnosisCases, answers, caseInputs, followupCases), this::of);
    }

    private Route<Input> of(String topic) {
        return switch (topic) {
            case Topics.DIAGNOSIS_CASES -> diagnosisCases;
            case Topics.CASE_INPUTS -> caseInputs;
            case Topics.FOLLOWUP_CASES -> followupCases;
            default -> answers;
        };
    }
}
