package org.firstline.messaging.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.firstline.messaging.DatabaseSettings;
import org.firstline.messaging.PostSettings;
import org.junit.jupiter.api.Test;

class InspectorTest {

    private static final String ANY_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final Map<String, String> file = new HashMap<>(Map.of(
            "firstline.database.url", "postgresql://127.0.0.1:5432/firstline",
            "firstline.database.user", "any",
            "firstline.database.password", "any",
            "firstline.database.schema", "any",
            "firstline.post.service", "any",
            "firstline.post.seal-key", "${firstline.seal-key}",
            "firstline.seal-key", ANY_KEY,
            "kafka.bootstrap.servers", "127.0.0.1:9092"));
    private final Map<String, String> variables = new HashMap<>();

    @Test
    void good_settings_are_read_as_they_are() {
        variables.put("FIRSTLINE_POST_REMEMBER_FOR", "9d");

        SmallRyeConfig config = read(PostSettings.class, DatabaseSettings.class);

        assertThat(config.getConfigMapping(PostSettings.class).rememberFor()).isEqualTo(Duration.ofDays(9));
        assertThat(config.getConfigMapping(PostSettings.class).sealKey()).isEqualTo(ANY_KEY);
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_each_in_one_line() {
        variables.put("FIRSTLINE_POST_REMEMBER_FOR", "-9d");
        variables.put("FIRSTLINE_DATABASE_WAIT_SECONDS", "soon");
        variables.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1");

        assertThatThrownBy(() -> read(PostSettings.class, DatabaseSettings.class))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContainingAll(
                        "firstline.post.remember-for (FIRSTLINE_POST_REMEMBER_FOR): expected a duration from 1h to 3650d,"
                                + " written such as 90s, 10m or 2h, found '-9d'",
                        "firstline.database.wait-seconds (FIRSTLINE_DATABASE_WAIT_SECONDS): expected a whole number from 0"
                                + " to 86400, found 'soon'",
                        "kafka.bootstrap.servers (KAFKA_BOOTSTRAP_SERVERS): expected host:port, more of them with commas"
                                + " between, found '127.0.0.1'");
    }

    @Test
    void a_secret_is_told_by_the_name_that_a_person_sets_and_never_shown() {
        file.put("firstline.seal-key", "hunter2");
        file.put("firstline.database.url", "postgresql://any:hunter2@db.example/firstline");

        assertThatThrownBy(() -> read(PostSettings.class, DatabaseSettings.class))
                .hasMessageContaining(
                        "firstline.seal-key (FIRSTLINE_SEAL_KEY): expected base64 of 32 bytes, found something"
                                + " else, which is not shown (it sets firstline.post.seal-key)")
                .hasMessageContaining(
                        "firstline.database.url (FIRSTLINE_DATABASE_URL): expected postgresql://host:port/name")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void what_is_missing_is_told_by_the_name_that_a_person_sets() {
        file.remove("firstline.seal-key");
        file.remove("firstline.database.password");

        assertThatThrownBy(() -> read(PostSettings.class, DatabaseSettings.class))
                .hasMessageContaining("firstline.seal-key (FIRSTLINE_SEAL_KEY): expected base64 of 32 bytes, found")
                .hasMessageContaining(
                        "firstline.database.password (FIRSTLINE_DATABASE_PASSWORD): expected a text of one line,"
                                + " found nothing");
    }

    @Test
    void a_name_with_a_slip_in_it_is_told_wherever_it_is_set() {
        file.put("firstline.post.remember-fro", "9d");
        variables.put("FIRSTLINE_DATABASE_PASSWROD", "any");

        assertThatThrownBy(() -> read(PostSettings.class, DatabaseSettings.class))
                .hasMessageContaining("'firstline.post.remember-fro': expected a setting that there is, perhaps"
                        + " firstline.post.remember-for, found no such name")
                .hasMessageContaining("perhaps firstline.database.password, found no such name");
    }

    @Test
    void variables_of_others_that_begin_as_ours_are_left_alone() {
        variables.put("FIRSTLINE_LANGUAGE", "zh");
        variables.put("FIRSTLINE_POST_SERVICE_HOST", "10.0.0.1");
        variables.put("FIRSTLINE_POST_PORT_8081_TCP_ADDR", "10.0.0.1");
        variables.put("FIRSTLINE_DATABASE_ADMIN_USER", "postgres");
        variables.put("INTAKE_FIRSTLINE_DATABASE_URL", "anything");
        variables.put("KAFKA_HOME", "/opt/kafka");

        SmallRyeConfig config = read(PostSettings.class, DatabaseSettings.class);

        assertThat(config.getConfigMapping(PostSettings.class).service()).isEqualTo("any");
    }

    @Test
    void who_has_no_settings_of_ours_is_not_looked_at() {
        file.clear();
        file.put("quarkus.http.port", "a port");

        SmallRyeConfig config = read();

        assertThat(config.getConfigValue("quarkus.http.port").getValue()).isEqualTo("a port");
    }

    /** As somebody might write it who does not know that numbers have bounds. */
    @ConfigMapping(prefix = "firstline.unbounded")
    interface Unbounded {
        @WithDefault("1s")
        Optional<Duration> pause();
    }

    @Test
    void a_setting_that_is_a_number_without_bounds_is_told_to_who_writes_it() {
        assertThatThrownBy(() -> read(Unbounded.class))
                .hasMessageContaining(
                        "firstline.unbounded.pause: expected a number or a duration to have bounds, found none");
    }

    private SmallRyeConfig read(Class<?>... mappings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .forClassLoader(getClass().getClassLoader())
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .addDiscoveredCustomizers()
                .withDefaultValue("smallrye.config.mapping.validate-unknown", "false")
                .withSources(new EnvConfigSource(variables, 300))
                .withSources(new PropertiesConfigSource(file, "file", 250));
        for (Class<?> mapping : mappings) {
            builder.withMapping(ConfigClass.configClass(mapping));
        }
        return builder.build();
    }
}
