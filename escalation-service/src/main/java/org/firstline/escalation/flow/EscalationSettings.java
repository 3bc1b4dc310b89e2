package org.firstline.escalation.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of escalation. */
@ConfigMapping(prefix = "firstline.escalation")
public interface EscalationSettings {

    /** How long the watch rests when nothing is due. */
    @WithDefault("50ms")
    Duration watchPause();

    /** How many due orders one round takes, 1 to 500. */
    @WithDefault("500")
    @Min(1)
    @Max(500)
    int watchBatch();

    /** How often reference data are read again, for edits that another replica took. */
    @WithDefault("5s")
    Duration rulebookEvery();

    /** How often the open orders are counted for the metrics. */
    @WithDefault("15s")
    Duration countEvery();
}
