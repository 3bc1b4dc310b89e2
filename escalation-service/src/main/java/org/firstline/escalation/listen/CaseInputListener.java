package org.firstline.escalation.listen;

import jakarta.enterprise.context.ApplicationScoped;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.Topics;
import org.firstline.escalation.domain.CaseId;
import org.firstline.escalation.domain.Input;
import org.firstline.escalation.domain.WorkOrderId;
import org.firstline.escalation.flow.WorkOrderFlow;
import org.firstline.messaging.Letter;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Reading;
import org.firstline.messaging.Route;

/** {@code case-inputs}: a bot gives what a department asked for, or what a returned order lacked. */
@ApplicationScoped
class CaseInputListener {

    private final Route<Input> route;

    CaseInputListener(PostOffice postOffice, WorkOrderFlow flow) {
        this.route = postOffice.route(Topics.CASE_INPUTS, CaseInputListener::read, flow);
    }

    Route<Input> route() {
        return route;
    }

    static Reading<Input> read(Letter letter) {
        return Heard.read(
                letter,
                CaseInput.class,
                input -> input instanceof CaseInput.InformationGiven given
                        ? new Reading.Meant<>(new Input.SupplyInformation(
                                new WorkOrderId(given.workOrderId()),
                                new CaseId(given.caseId()),
                                given.reportedBy(),
                                Words.masked(given.information())))
                        : new Reading.NotForUs<>());
    }
}
