package org.firstline.escalation.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.firstline.messaging.settings.Bounds;

/** Settings of escalation. */
@ConfigMapping(prefix = "firstline.escalation")
public interface EscalationSettings {

    /** How long the watch rests when nothing is due. */
    @WithDefault("50ms")
    @Bounds(least = "1ms", most = "1h")
    Duration watchPause();

    /** How many due orders one round takes, 1 to 500. */
    @WithDefault("500")
    @Bounds(least = "1", most = "500")
    int watchBatch();

    /** How often reference data are read again, for edits that another replica took. */
    @WithDefault("5s")
    @Bounds(least = "10ms", most = "1d")
    Duration rulebookEvery();

    /** How often the open orders are counted for the metrics. */
    @WithDefault("15s")
    @Bounds(least = "100ms", most = "1d")
    Duration countEvery();
}
