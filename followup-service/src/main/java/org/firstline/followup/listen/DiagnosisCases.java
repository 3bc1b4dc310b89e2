package org.firstline.followup.listen;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.Topics;
import org.firstline.followup.domain.Input;
import org.firstline.followup.flow.CaseFlow;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Route;

/** What diagnosis says of cases: all of it is told, some of it drives. */
@ApplicationScoped
class DiagnosisCases {

    private final Route<Input> route;

    DiagnosisCases(PostOffice office, CaseFlow flow) {
        this.route =
                office.route(Topics.DIAGNOSIS_CASES, letter -> Heard.ofCase(letter, DiagnosisEvent.class), flow::take);
    }

    @Incoming("diagnosis-cases")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> records) {
        return route.deliver(records);
    }
}
