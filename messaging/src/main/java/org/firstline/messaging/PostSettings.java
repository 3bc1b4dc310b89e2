package org.firstline.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import org.firstline.messaging.settings.Bounds;
import org.firstline.messaging.settings.Secret;
import org.firstline.messaging.settings.Written;

/** Settings of a service's post office. */
@ConfigMapping(prefix = "firstline.post")
public interface PostSettings {

    /** Name of the service, such as {@code intake}; source of its events is {@code /firstline/<service>}. */
    @Written(as = "a service's name in lower-case letters", pattern = "[a-z]{1,40}")
    String service();

    /** Key of the seal, base64 of 32 bytes. Whoever has it can read what could not be delivered. */
    @Secret(bytes = 32)
    String sealKey();

    /** Kafka client settings of the relay, beyond what {@code kafka.*} gives all clients. */
    Map<String, String> relay();

    /** How long what was heard is remembered; longer than the retention of any topic that is read. */
    @WithDefault("8d")
    @Bounds(least = "1h", most = "3650d")
    Duration rememberFor();

    /** After how long an event that came before its cause is alarmed. */
    @WithDefault("10m")
    @Bounds(least = "1s", most = "365d")
    Duration heldAlarmAfter();
}
