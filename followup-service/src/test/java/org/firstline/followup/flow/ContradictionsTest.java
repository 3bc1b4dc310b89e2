package org.firstline.followup.flow;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings each of which is good, and which are not good together. */
class ContradictionsTest {

    @Test
    void settings_that_go_together_let_the_service_start() {
        assertThatCode(() -> start()).doesNotThrowAnyException();
        assertThatCode(() -> start("notice.way", "gateway", "notice.gateway-url", "http://127.0.0.1/sms"))
                .doesNotThrowAnyException();
    }

    @Test
    void settings_that_contradict_each_other_are_told_all_at_once() {
        assertThatThrownBy(() -> start(
                        "notice.way", "gateway",
                        "notice.lease", "10s",
                        "notice.time-out", "9s",
                        "notice.pause", "11m",
                        "callback.from", "21:00",
                        "callback.until", "08:00"))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContainingAll(
                        "firstline.followup.notice.gateway-url (FIRSTLINE_FOLLOWUP_NOTICE_GATEWAY_URL): expected",
                        "firstline.followup.notice.lease (FIRSTLINE_FOLLOWUP_NOTICE_LEASE): expected",
                        "firstline.followup.notice.longest-pause (FIRSTLINE_FOLLOWUP_NOTICE_LONGEST_PAUSE): expected",
                        "firstline.followup.callback.until (FIRSTLINE_FOLLOWUP_CALLBACK_UNTIL): expected a time after"
                                + " firstline.followup.callback.from, 21:00, found 08:00");
    }

    private static void start(String... settings) {
        Map<String, String> set = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            set.put("firstline.followup." + settings[i], settings[i + 1]);
        }
        new SmallRyeConfigBuilder()
                .forClassLoader(ContradictionsTest.class.getClassLoader())
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .addDiscoveredCustomizers()
                .withSources(new PropertiesConfigSource(set, "some", 250))
                .withMapping(ConfigClass.configClass(FollowupSettings.class))
                .build();
    }
}
