package org.firstline.followup.listen;

import jakarta.enterprise.context.ApplicationScoped;
import org.firstline.contracts.IntakeEvent;
import org.firstline.contracts.Topics;
import org.firstline.followup.domain.Input;
import org.firstline.followup.flow.CaseFlow;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Route;

/** What intake says of cases: all of it is told, some of it drives. */
@ApplicationScoped
class IntakeCases {

    private final Route<Input> route;

    IntakeCases(PostOffice office, CaseFlow flow) {
        this.route = office.route(Topics.INTAKE_CASES, letter -> Heard.ofCase(letter, IntakeEvent.class), flow);
    }

    Route<Input> route() {
        return route;
    }
}
