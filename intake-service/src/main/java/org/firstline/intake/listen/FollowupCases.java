package org.firstline.intake.listen;

import jakarta.enterprise.context.ApplicationScoped;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.FollowupEvent;
import org.firstline.intake.domain.Accountable;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Input;
import org.firstline.intake.flow.CaseNews;
import org.firstline.intake.flow.NewsFlow;
import org.firstline.messaging.Letter;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Reading;
import org.firstline.messaging.Route;

/** Follow-up closes and reopens cases, and says who answers for them in between. */
@ApplicationScoped
class FollowupCases {

    private final Route<CaseNews> route;

    FollowupCases(PostOffice office, NewsFlow flow) {
        this.route = office.route("followup.cases", FollowupCases::read, flow);
    }

    Route<CaseNews> route() {
        return route;
    }

    static Reading<CaseNews> read(Letter letter) {
        if (Catalogue.recordOf(letter.type()).isEmpty()) {
            return new Reading.Unknown<>();
        }
        if (!(Catalogue.read(letter.type(), letter.data()) instanceof FollowupEvent event)) {
            throw new IllegalArgumentException("type: expected an event of follow-up, found another family's");
        }
        Accountable now = Accountabilities.of(event.accountability());
        return switch (event) {
            case FollowupEvent.CaseClosed e -> meant(event, new Input.Closed(now));
            case FollowupEvent.CaseReopened e -> meant(event, new Input.Reopened(now));
            // Repeats who had the case when the telling was decided; who has it since would be forgotten.
            case FollowupEvent.CustomerInformed e -> new Reading.NotForUs<>();
            case FollowupEvent.CallbackScheduled e ->
                meant(event, new Input.CallbackScheduled(e.attempt(), e.callAt(), now));
            case FollowupEvent.CallbackDone e -> meant(event, new Input.OwnerChanged(now));
            case FollowupEvent.CallbackMissed e -> meant(event, new Input.OwnerChanged(now));
        };
    }

    private static Reading<CaseNews> meant(FollowupEvent event, Input input) {
        return new Reading.Meant<>(new CaseNews(new CaseId(event.caseId()), input));
    }
}
