package org.firstline.diagnosis.listen;

import jakarta.enterprise.context.ApplicationScoped;
import org.firstline.contracts.Topics;
import org.firstline.diagnosis.domain.Input;
import org.firstline.diagnosis.flow.DiagnosisFlow;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Route;

/** Observations and guided steps, from bots. */
@ApplicationScoped
class CaseInputsListener {

    private final Route<Input> route;

    CaseInputsListener(PostOffice office, DiagnosisFlow flow) {
        this.route = office.route(Topics.CASE_INPUTS, Inputs::ofCaseInputs, flow);
    }

    Route<Input> route() {
        return route;
    }
}
