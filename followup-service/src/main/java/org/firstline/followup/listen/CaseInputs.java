package org.firstline.followup.listen;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.CaseInput.CallbackReported;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Topics;
import org.firstline.followup.domain.Input;
import org.firstline.followup.flow.CaseFlow;
import org.firstline.messaging.Letter;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Reading;
import org.firstline.messaging.Route;

/** What dialers say of callbacks; what bots say of diagnoses is not for us. */
@ApplicationScoped
class CaseInputs {

    private final Route<Input> route;

    CaseInputs(PostOffice office, CaseFlow flow) {
        this.route = office.route(Topics.CASE_INPUTS, CaseInputs::read, flow);
    }

    Route<Input> route() {
        return route;
    }

    static Reading<Input> read(Letter letter) {
        Optional<Class<? extends SuiteEvent>> type = Catalogue.recordOf(letter.type());
        if (type.isEmpty()) {
            return new Reading.Unknown<>();
        }
        if (!CaseInput.class.isAssignableFrom(type.get())) {
            throw new IllegalArgumentException("type: expected an event of " + letter.topic() + ", found another one");
        }
        if (type.get() != CallbackReported.class) {
            return new Reading.NotForUs<>();
        }
        return Catalogue.read(letter.type(), letter.data()) instanceof CallbackReported report
                ? new Reading.Meant<>(Heard.reported(report))
                : new Reading.NotForUs<>();
    }
}
