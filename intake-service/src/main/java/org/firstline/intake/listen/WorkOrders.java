package org.firstline.intake.listen;

import jakarta.enterprise.context.ApplicationScoped;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.EscalationEvent;
import org.firstline.intake.domain.Accountable;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Input;
import org.firstline.intake.flow.CaseNews;
import org.firstline.intake.flow.NewsFlow;
import org.firstline.messaging.Letter;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Reading;
import org.firstline.messaging.Route;

/** Which department has a case, so that it alone may ask for contact and site, and who answers for it. */
@ApplicationScoped
class WorkOrders {

    private final Route<CaseNews> route;

    WorkOrders(PostOffice office, NewsFlow flow) {
        this.route = office.route("escalation.work-orders", WorkOrders::read, flow);
    }

    Route<CaseNews> route() {
        return route;
    }

    static Reading<CaseNews> read(Letter letter) {
        if (Catalogue.recordOf(letter.type()).isEmpty()) {
            return new Reading.Unknown<>();
        }
        if (!(Catalogue.read(letter.type(), letter.data()) instanceof EscalationEvent event)) {
            throw new IllegalArgumentException("type: expected an event of escalation, found another family's");
        }
        Accountable now = Accountabilities.of(event.accountability());
        Input input = event instanceof EscalationEvent.WorkOrderOpened opened
                ? new Input.DepartmentGot(opened.department(), now)
                : new Input.OwnerChanged(now);
        return new Reading.Meant<>(new CaseNews(new CaseId(event.caseId()), input));
    }
}
