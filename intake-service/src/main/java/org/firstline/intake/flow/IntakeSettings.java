package org.firstline.intake.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Intake's settings. */
@ConfigMapping(prefix = "firstline.intake")
public interface IntakeSettings {

    /** Base64 of 32 bytes: wraps the customers' keys and keys their pseudonyms. */
    String masterKey();

    /** Until when an intake record is to be complete (manual §3.1.2). */
    @WithDefault("10m")
    Duration recordWithin();

    /** How long an answered call of a customer with open cases waits for the agent's word before it becomes a case. */
    @WithDefault("10m")
    Duration decideWithin();

    /** How long an answered or abandoned call waits for the event that says who calls. */
    @WithDefault("2s")
    Duration callerGrace();

    /** Until when an abandoned call is called back. */
    @WithDefault("1h")
    Duration callBackWithin();

    /** Until when a triaged case is diagnosed. */
    @WithDefault("30m")
    Duration diagnoseWithin();

    /** Until when what is handed over or settled is closed. */
    @WithDefault("10m")
    Duration closeWithin();

    /** Region of a customer whom nobody knows. */
    @WithDefault("CN")
    String unknownRegion();

    /** Between two looks at what is due. */
    @WithDefault("100ms")
    Duration watchEvery();

    /** How often the open cases, and what is overdue, are counted for the metrics. */
    @WithDefault("5s")
    Duration countEvery();

    /** The auth token with which Twilio signs its callbacks; without it none is believed. */
    Optional<String> twilioSecret();

    /** The URL under which Twilio reaches us, which it signs; by default what the request says. */
    Optional<String> twilioUrl();

    /** The shared secret with which Amazon Connect's events are signed; without it none is believed. */
    Optional<String> connectSecret();
}
