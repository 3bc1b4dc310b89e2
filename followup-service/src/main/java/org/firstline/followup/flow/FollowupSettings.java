package org.firstline.followup.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.firstline.messaging.settings.Bounds;
import org.firstline.messaging.settings.Secret;
import org.firstline.messaging.settings.Together;

/** Settings of following up. */
@Together(Contradictions.class)
@ConfigMapping(prefix = "firstline.followup")
public interface FollowupSettings {

    /** Callbacks (manual §3.5.1). */
    Callback callback();

    /** Notices (manual §3.4.3). */
    Notice notice();

    /** Where intake is, for contact points. */
    @WithDefault("http://127.0.0.1:8081")
    URI intakeUrl();

    /** How long whoever gets a reopened case has to take it up. */
    @WithDefault("2h")
    @Bounds(least = "0s", most = "365d")
    Duration takeOverWithin();

    /** When customers are called. */
    interface Callback {

        /** How long after first line fixed it. */
        @WithDefault("2h")
        @Bounds(least = "0s", most = "365d")
        Duration afterFixed();

        /** How long after the customer was guided to the fix. */
        @WithDefault("2h")
        @Bounds(least = "0s", most = "365d")
        Duration afterGuided();

        /** How long after a department resolved it. */
        @WithDefault("15m")
        @Bounds(least = "0s", most = "365d")
        Duration afterDepartment();

        /** How long after an order was cancelled with the trouble not known to be over. */
        @WithDefault("15m")
        @Bounds(least = "0s", most = "365d")
        Duration afterCancelled();

        /** How long after a call was abandoned. */
        @WithDefault("15m")
        @Bounds(least = "0s", most = "365d")
        Duration afterAbandoned();

        /** How long after each time the customer was not reached; after the last the case is closed. */
        @WithDefault("2h,1d")
        @Bounds(least = "0s", most = "365d", many = 20)
        List<Duration> again();

        /** How long after a callback was due it must have been reported before a person is asked. */
        @WithDefault("1h")
        @Bounds(least = "0s", most = "365d")
        Duration reportWithin();

        /** First time of day at which customers may be called. */
        @WithDefault("08:00")
        LocalTime from();

        /** First time of day at which it is too late. */
        @WithDefault("21:00")
        LocalTime until();

        /** The customers' zone, also for times in notices. */
        @WithDefault("Asia/Shanghai")
        ZoneId zone();
    }

    /** How customers are told. */
    interface Notice {

        /** Shortest time between two notices of progress of a case. */
        @WithDefault("30m")
        @Bounds(least = "0s", most = "365d")
        Duration progressEvery();

        /** How often a notice is tried before a person is asked, 1 to 100. */
        @WithDefault("6")
        @Bounds(least = "1", most = "100")
        int tries();

        /** Pause after the first failed try; doubled after each further one. */
        @WithDefault("2s")
        @Bounds(least = "0s", most = "365d")
        Duration pause();

        /** Longest pause between two tries. */
        @WithDefault("10m")
        @Bounds(least = "0s", most = "365d")
        Duration longestPause();

        /** How long a sender may take for a batch before another one may send it; wall time. */
        @WithDefault("45s")
        @Bounds(least = "1s", most = "1d")
        Duration lease();

        /** Notices sent at the same time, 1 to 200. */
        @WithDefault("32")
        @Bounds(least = "1", most = "200")
        int atOnce();

        /** How notices go out: embedded (shown at GET /messages) or gateway. */
        @WithDefault("embedded")
        Way way();

        /** The gateway's address for one message; needed with way gateway. */
        Optional<URI> gatewayUrl();

        /** The gateway's bearer token. */
        @Secret
        Optional<String> gatewayToken();

        /** How long to wait for the gateway or for intake. */
        @WithDefault("5s")
        @Bounds(least = "1ms", most = "10m")
        Duration timeOut();
    }

    /** Ways out. */
    enum Way {
        EMBEDDED,
        GATEWAY
    }
}
