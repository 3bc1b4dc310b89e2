package org.firstline.intake.domain;

import java.time.Duration;
import java.util.Map;
import org.firstline.intake.domain.Terms.Category;

/**
 * The promises and the scope of technical support.
 *
 * @param recordWithin until when an intake record is to be complete
 * @param decideWithin how long a further call waits to be attached before it becomes a case of its own
 * @param callerGrace how long to wait for the event that says who calls
 * @param callBackWithin until when an abandoned call is called back
 * @param diagnoseWithin until when a triaged case is diagnosed
 * @param closeWithin until when follow-up closes what is handed over or settled
 * @param desks whose a category is, for those that are not technical support's (manual §3.1.4)
 */
public record Policy(
        Duration recordWithin,
        Duration decideWithin,
        Duration callerGrace,
        Duration callBackWithin,
        Duration diagnoseWithin,
        Duration closeWithin,
        Map<Category, String> desks) {

    public Policy {
        desks = Map.copyOf(desks);
    }
}
