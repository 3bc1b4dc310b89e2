package org.firstline.followup.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.firstline.followup.connect.ContactPoints;
import org.firstline.messaging.settings.BadSetting;

/** What the settings may not be together. */
public final class Contradictions implements Function<FollowupSettings, List<String>> {

    @Override
    public List<String> apply(FollowupSettings settings) {
        FollowupSettings.Notice notice = settings.notice();
        FollowupSettings.Callback callback = settings.callback();
        List<String> found = new ArrayList<>();
        int rounds = Math.ceilDiv(ContactPoints.MOST, notice.atOnce()) + 1;
        Duration needed = notice.timeOut().multipliedBy(rounds);
        if (notice.lease().compareTo(needed) < 0) {
            found.add(BadSetting.line(
                    "firstline.followup.notice.lease",
                    "time for " + rounds
                            + " time-outs one after the other (one of intake's, the others of a full batch), " + needed,
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
