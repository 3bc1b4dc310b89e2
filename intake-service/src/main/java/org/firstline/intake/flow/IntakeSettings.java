package org.firstline.intake.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.firstline.messaging.settings.Bounds;
import org.firstline.messaging.settings.Secret;
import org.firstline.messaging.settings.Written;

/** Intake's settings. */
@ConfigMapping(prefix = "firstline.intake")
public interface IntakeSettings {

    /** Base64 of 32 bytes: wraps the customers' keys and keys their pseudonyms. */
    @Secret(bytes = 32)
    String masterKey();

    /** Until when an intake record is to be complete (manual §3.1.2). */
    @WithDefault("10m")
    @Bounds(least = "1s", most = "365d")
    Duration recordWithin();

    /** How long an answered call of a customer with open cases waits for the agent's word before it becomes a case. */
    @WithDefault("10m")
    @Bounds(least = "1s", most = "365d")
    Duration decideWithin();

    /** How long an answered or abandoned call waits for the event that says who calls. */
    @WithDefault("2s")
    @Bounds(least = "0s", most = "1h")
    Duration callerGrace();

    /** Until when an abandoned call is called back. */
    @WithDefault("1h")
    @Bounds(least = "1s", most = "365d")
    Duration callBackWithin();

    /** Until when a triaged case is diagnosed. */
    @WithDefault("30m")
    @Bounds(least = "1s", most = "365d")
    Duration diagnoseWithin();

    /** Until when what is handed over or settled is closed. */
    @WithDefault("10m")
    @Bounds(least = "1s", most = "365d")
    Duration closeWithin();

    /** Region of a customer whom nobody knows. */
    @WithDefault("CN")
    @Written(as = "a region such as CN or CN-SH", pattern = "[A-Z]{2}(-[A-Z0-9]{1,6})?")
    String unknownRegion();

    /** Between two looks at what is due. */
    @WithDefault("100ms")
    @Bounds(least = "1ms", most = "1h")
    Duration watchEvery();

    /** How often the open cases, and what is overdue, are counted for the metrics. */
    @WithDefault("5s")
    @Bounds(least = "100ms", most = "1d")
    Duration countEvery();

    /** The auth token with which Twilio signs its callbacks; without it none is believed. */
    @Secret
    Optional<String> twilioSecret();

    /** The URL under which Twilio reaches us, which it signs; by default what the request says. */
    Optional<URI> twilioUrl();

    /** The shared secret with which Amazon Connect's events are signed; without it none is believed. */
    @Secret
    Optional<String> connectSecret();
}
