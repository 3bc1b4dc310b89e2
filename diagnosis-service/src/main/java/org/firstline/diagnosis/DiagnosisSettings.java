package org.firstline.diagnosis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.firstline.messaging.settings.Bounds;
import org.firstline.messaging.settings.Secret;
import org.firstline.messaging.settings.Written;

/** Settings of this service; durations in suite time unless said otherwise. */
@ConfigMapping(prefix = "firstline.diagnosis")
public interface DiagnosisSettings {

    /** How long a diagnosis may take before it concludes from what is known. */
    Within within();

    /** From a fix to the callback. */
    @WithDefault("2h")
    @Bounds(least = "0s", most = "365d")
    Duration callBack();

    /** From the need for a department to its work order. */
    @WithDefault("5m")
    @Bounds(least = "1s", most = "365d")
    Duration handOver();

    /** Wall time between two looks for diagnoses whose time is up. */
    @WithDefault("100ms")
    @Bounds(least = "1ms", most = "1h")
    Duration watchEvery();

    /** Wall time between two looks for knowledge packs that another instance has changed. */
    @WithDefault("5s")
    @Bounds(least = "10ms", most = "1d")
    Duration packsEvery();

    /** How many confirmed cases it takes to weigh as much as a pack's own priors. */
    @WithDefault("500")
    @Bounds(least = "0.001", most = "1000000000")
    double learningWeight();

    /** Evidence from the operator's own systems (manual §3.2.3). */
    LineTests lineTest();

    /** By who leads it. */
    interface Within {

        @WithDefault("30m")
        @Bounds(least = "1s", most = "365d")
        Duration person();

        @WithDefault("5m")
        @Bounds(least = "1s", most = "365d")
        Duration automatic();
    }

    /** Where line tests are asked for. */
    interface LineTests {

        /** Base URL of the network management's line test; without it the embedded simulator answers. */
        Optional<URI> url();

        /** Sent as bearer token, where the system wants one. */
        @Secret
        Optional<String> token();

        /** Wall time after which the answer is "unknown". */
        @WithDefault("2s")
        @Bounds(least = "1ms", most = "1m")
        Duration timeout();

        /** What the simulator answers for a service reference, such as {@code olt.port-state=down;account.state=active}. */
        @Written(
                as = "check=value;check=value",
                pattern = "[a-z0-9.-]+=[A-Za-z0-9._-]+(;[a-z0-9.-]+=[A-Za-z0-9._-]+)*;?")
        Map<String, String> scripted();
    }
}
