package org.firstline.diagnosis.listen;

import jakarta.enterprise.context.ApplicationScoped;
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

    Route<Input> route() {
        return route;
    }
}
