package org.firstline.diagnosis.listen;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.firstline.contracts.Topics;
import org.firstline.diagnosis.domain.Input;
import org.firstline.diagnosis.flow.DiagnosisFlow;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Route;

/** Reopened and closed cases, from followup. */
@ApplicationScoped
class FollowupCasesListener {

    private final Route<Input> route;

    FollowupCasesListener(PostOffice office, DiagnosisFlow flow) {
        this.route = office.route(Topics.FOLLOWUP_CASES, Inputs::ofFollowup, flow);
    }

    @Incoming("followup-cases")
    Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> channel() {
        return route.channel();
    }
}
