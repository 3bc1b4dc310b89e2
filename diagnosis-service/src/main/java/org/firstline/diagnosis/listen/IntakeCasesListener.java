package org.firstline.diagnosis.listen;

import jakarta.enterprise.context.ApplicationScoped;
import org.firstline.contracts.Topics;
import org.firstline.diagnosis.domain.Input;
import org.firstline.diagnosis.flow.DiagnosisFlow;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Route;

/** Triaged cases, from intake. */
@ApplicationScoped
class IntakeCasesListener {

    private final Route<Input> route;

    IntakeCasesListener(PostOffice office, DiagnosisFlow flow) {
        this.route = office.route(Topics.INTAKE_CASES, Inputs::ofIntake, flow);
    }

    Route<Input> route() {
        return route;
    }
}
