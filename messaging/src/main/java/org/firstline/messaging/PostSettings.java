package org.firstline.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** Settings of a service's post office. */
@ConfigMapping(prefix = "firstline.post")
public interface PostSettings {

    /** Name of the service, such as {@code intake}; source of its events is {@code /firstline/<service>}. */
    String service();

    /** Key of the seal, base64 of 32 bytes. Whoever has it can read what could not be delivered. */
    String sealKey();

    /** Kafka client settings of the relay, beyond what {@code kafka.*} gives all clients. */
    Map<String, String> relay();

    /** How long what was heard is remembered; longer than the retention of any topic that is read. */
    @WithDefault("8d")
    Duration rememberFor();

    /** After how long an event that came before its cause is alarmed. */
    @WithDefault("10m")
    Duration heldAlarmAfter();
}
