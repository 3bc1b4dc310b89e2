package org.firstline.followup.listen;

import jakarta.enterprise.context.ApplicationScoped;
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
        this.route = office.route(Topics.DIAGNOSIS_CASES, letter -> Heard.ofCase(letter, DiagnosisEvent.class), flow);
    }

    Route<Input> route() {
        return route;
    }
}
