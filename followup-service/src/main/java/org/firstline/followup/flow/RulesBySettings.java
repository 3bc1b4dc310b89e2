package org.firstline.followup.flow;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.firstline.followup.domain.CallWindow;
import org.firstline.followup.domain.Occasion;
import org.firstline.followup.domain.Rules;

/** The policy as the settings give it. */
@ApplicationScoped
class RulesBySettings {

    private final FollowupSettings settings;

    RulesBySettings(FollowupSettings settings) {
        this.settings = settings;
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
}
