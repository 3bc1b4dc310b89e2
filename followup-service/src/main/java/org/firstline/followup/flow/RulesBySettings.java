package org.firstline.followup.flow;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.firstline.followup.connect.ContactPoints;
import org.firstline.followup.domain.CallWindow;
import org.firstline.followup.domain.Occasion;
import org.firstline.followup.domain.Rules;

/** The policy as the settings give it. Nonsense stops the service at its start. */
@ApplicationScoped
@Startup
class RulesBySettings {

    private final FollowupSettings settings;

    RulesBySettings(FollowupSettings settings) {
        this.settings = settings;
        check();
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

    private void check() {
        FollowupSettings.Notice notice = settings.notice();
        FollowupSettings.Callback callback = settings.callback();
        within("firstline.followup.notice.tries", notice.tries(), 1, 100);
        within("firstline.followup.notice.at-once", notice.atOnce(), 1, 200);
        within(
                "the number of times in firstline.followup.callback.again",
                callback.again().size(),
                0,
                20);
        Stream.of(
                        callback.afterFixed(),
                        callback.afterGuided(),
                        callback.afterDepartment(),
                        callback.afterCancelled(),
                        callback.afterAbandoned(),
                        callback.reportWithin(),
                        notice.progressEvery(),
                        notice.pause(),
                        notice.longestPause(),
                        settings.takeOverWithin())
                .forEach(RulesBySettings::notNegative);
        callback.again().forEach(RulesBySettings::notNegative);
        int rounds = Math.ceilDiv(ContactPoints.MOST, notice.atOnce()) + 1;
        if (notice.lease().compareTo(notice.timeOut().multipliedBy(rounds)) < 0) {
            throw new IllegalArgumentException("firstline.followup.notice.lease: expected time for " + rounds
                    + " time-outs one after the other (one of intake's, the others of a full batch), found less");
        }
        if (notice.way() == FollowupSettings.Way.GATEWAY && notice.gatewayUrl().isEmpty()) {
            throw new IllegalArgumentException(
                    "firstline.followup.notice.gateway-url: expected the gateway's address, found nothing");
        }
    }

    private static void notNegative(Duration duration) {
        if (duration.isNegative() || duration.toDays() > 365) {
            throw new IllegalArgumentException(
                    "firstline.followup: expected durations from 0 to 365 days, found " + duration);
        }
    }

    private static void within(String setting, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(
                    setting + ": expected " + lowest + " to " + highest + ", found " + value);
        }
    }
}
