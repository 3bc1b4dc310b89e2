package org.firstline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.firstline.local.badinput.BadSettings;
import org.junit.jupiter.api.Test;

/** What is told of bad settings, one at a time; that the service does not start, deploy/journey shows of a real one. */
class BadSettingsTest {

    private static final String ANY_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final BadSettings settings = BadSettings.of(
            "diagnosis",
            Map.of("firstline.database.password", "any", "firstline.seal-key", ANY_KEY),
            Path.of("target", "classes"),
            Path.of("..", "messaging", "target", "classes"));

    @Test
    void every_bad_setting_is_told_by_name_with_what_was_expected() {
        assertThat(settings.startRightly()).isEmpty();

        assertThat(settings.start()).isEmpty();

        assertThat(settings.asked()).isGreaterThan(300);
    }
}
