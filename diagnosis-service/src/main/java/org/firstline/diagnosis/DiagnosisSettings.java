package org.firstline.diagnosis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Settings of this service; durations in suite time unless said otherwise. */
@ConfigMapping(prefix = "firstline.diagnosis")
public interface DiagnosisSettings {

    /** How long a diagnosis may take before it concludes from what is known. */
    Within within();

    /** From a fix to the callback. */
    @WithDefault("2h")
    Duration callBack();

    /** From the need for a department to its work order. */
    @WithDefault("5m")
    Duration handOver();

    /** Wall time between two looks for diagnoses whose time is up. */
    @WithDefault("100ms")
    Duration watchEvery();

    /** Wall time between two looks for knowledge packs that another instance has changed. */
    @WithDefault("5s")
    Duration packsEvery();

    /** How many confirmed cases it takes to weigh as much as a pack's own priors. */
    @WithDefault("500")
    double learningWeight();

    /** Evidence from the operator's own systems (manual §3.2.3). */
    LineTests lineTest();

    /** By who leads it. */
    interface Within {

        @WithDefault("30m")
        Duration person();

        @WithDefault("5m")
        Duration automatic();
    }

    /** Where line tests are asked for. */
    interface LineTests {

        /** Base URL of the network management's line test; without it the embedded simulator answers. */
        Optional<String> url();

        /** Sent as bearer token, where the system wants one. */
        Optional<String> token();

        /** Wall time after which the answer is "unknown". */
        @WithDefault("2s")
        Duration timeout();

        /** What the simulator answers for a service reference, such as {@code olt.port-state=down;account.state=active}. */
        Map<String, String> scripted();
    }
}
