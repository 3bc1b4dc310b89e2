package org.firstline.escalation.listen;

import jakarta.enterprise.context.ApplicationScoped;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.FollowupEvent.CaseClosed;
import org.firstline.contracts.FollowupEvent.CaseReopened;
import org.firstline.contracts.FollowupEvent.Closure;
import org.firstline.contracts.Terms.ResolvedBy;
import org.firstline.contracts.Topics;
import org.firstline.escalation.domain.CaseId;
import org.firstline.escalation.domain.Input;
import org.firstline.escalation.domain.WorkOrderId;
import org.firstline.escalation.flow.WorkOrderFlow;
import org.firstline.messaging.Letter;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Reading;
import org.firstline.messaging.Route;

/** {@code followup.cases}: a department gets its order back when its solution did not hold; a cancelled case ends all. */
@ApplicationScoped
class FollowupListener {

    private final Route<Input> route;

    FollowupListener(PostOffice postOffice, WorkOrderFlow flow) {
        this.route = postOffice.route(Topics.FOLLOWUP_CASES, FollowupListener::read, flow);
    }

    Route<Input> route() {
        return route;
    }

    static Reading<Input> read(Letter letter) {
        return Heard.read(letter, FollowupEvent.class, event -> switch (event) {
            case CaseReopened reopened -> reopened(reopened);
            case CaseClosed closed
            when closed.closure() == Closure.CANCELLED ->
                new Reading.Meant<>(new Input.AbandonCase(new CaseId(closed.caseId())));
            case CaseClosed closed -> new Reading.NotForUs<>();
            case FollowupEvent.CustomerInformed informed -> new Reading.NotForUs<>();
            case FollowupEvent.CallbackScheduled scheduled -> new Reading.NotForUs<>();
            case FollowupEvent.CallbackDone done -> new Reading.NotForUs<>();
            case FollowupEvent.CallbackMissed missed -> new Reading.NotForUs<>();
        });
    }

    private static Reading<Input> reopened(CaseReopened reopened) {
        var order = reopened.workOrderId();
        return reopened.lastResolvedBy() == ResolvedBy.DEPARTMENT && order != null
                ? new Reading.Meant<>(
                        new Input.Reopen(new WorkOrderId(order), new CaseId(reopened.caseId()), reopened.round()))
                : new Reading.NotForUs<>();
    }
}
