package org.firstline.followup.flow;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.firstline.followup.connect.ContactPoints;
import org.firstline.followup.domain.CallWindow;
import org.firstline.followup.domain.Occasion;
import org.firstline.followup.domain.Rules;
import org.firstline.messaging.settings.BadSetting;

/** The policy as the settings give it. What each of them may be, they say themselves; here is what they may not be together. */
@ApplicationScoped
class RulesBySettings {

    private final FollowupSettings settings;

    RulesBySettings(FollowupSettings settings) {
        this.settings = settings;
    }

    /** Before the migrations, so that nothing has been touched where the service does not start. */
    void onStart(@Observes @Priority(0) StartupEvent event) {
        List<String> contradictions = contradictions();
        if (!contradictions.isEmpty()) {
            throw new BadSetting(contradictions);
        }
    }

    @Produces
    @Singleton
    Rules rules() {
        FollowupSettings.Callback callback = settings.callback();
        return new Rules(
                Map.of(
                        Occasion.FIXED, callback.afterFixed(),
                        Occasion.GUIDED, callback.afterGuided(),
                        Occasion.DEPARTMENT, callback.afterDepartment(),
                        Occasion.CANCELLED, callback.afterCancelled(),
                        Occasion.ABANDONED, callback.afterAbandoned()),
                callback.again(),
                callback.reportWithin(),
                new CallWindow(callback.from(), callback.until(), callback.zone()),
                settings.notice().progressEvery(),
                settings.takeOverWithin());
    }

    private List<String> contradictions() {
        FollowupSettings.Notice notice = settings.notice();
        FollowupSettings.Callback callback = settings.callback();
        List<String> found = new ArrayList<>();
        int rounds = Math.ceilDiv(ContactPoints.MOST, notice.atOnce()) + 1;
        Duration needed = notice.timeOut().multipliedBy(rounds);
        if (notice.lease().compareTo(needed) < 0) {
            found.add(BadSetting.line(
                    "firstline.followup.notice.lease",
                    "time for " + rounds + " time-outs one after the other (one of intake's, the others of a full batch), "
                            + needed,
                    "less, " + notice.lease()));
        }
        if (notice.longestPause().compareTo(notice.pause()) < 0) {
            found.add(BadSetting.line(
                    "firstline.followup.notice.longest-pause",
                    "no less than firstline.followup.notice.pause, " + notice.pause(),
                    "less, " + notice.longestPause()));
        }
        if (notice.way() == FollowupSettings.Way.GATEWAY && notice.gatewayUrl().isEmpty()) {
            found.add(BadSetting.line(
                    "firstline.followup.notice.gateway-url",
                    "the gateway's address, for firstline.followup.notice.way is gateway",
                    "nothing"));
        }
        if (!callback.from().isBefore(callback.until())) {
            found.add(BadSetting.line(
                    "firstline.followup.callback.until",
                    "a time after firstline.followup.callback.from, " + callback.from(),
                    callback.until().toString()));
        }
        return found;
    }
}
