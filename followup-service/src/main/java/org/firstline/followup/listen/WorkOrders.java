package org.firstline.followup.listen;

import jakarta.enterprise.context.ApplicationScoped;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.Topics;
import org.firstline.followup.domain.Input;
import org.firstline.followup.flow.CaseFlow;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Route;

/** What escalation says of work orders: all of it is told, some of it drives. */
@ApplicationScoped
class WorkOrders {

    private final Route<Input> route;

    WorkOrders(PostOffice office, CaseFlow flow) {
        this.route = office.route(
                Topics.ESCALATION_WORK_ORDERS, letter -> Heard.ofCase(letter, EscalationEvent.class), flow);
    }

    Route<Input> route() {
        return route;
    }
}
