package org.firstline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.firstline.local.badinput.BadSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told of bad settings of {@code up}: one sentence that names the setting, and nothing is touched. */
class BadSettingsTest {

    @TempDir
    Path data;

    @Test
    void every_bad_address_of_a_database_is_told_by_name() {
        for (String variable : List.of("FIRSTLINE_DATABASE_URL", "ESCALATION_FIRSTLINE_DATABASE_URL")) {
            bad("database")
                    .forEach((id, value) -> assertThatThrownBy(() -> ExternalServers.named(Map.of(variable, value)))
                            .as(id)
                            .isInstanceOf(LocalTrouble.class)
                            .hasMessageContaining("FIRSTLINE_DATABASE_URL")
                            .hasMessageNotContainingAny(BadSettings.SECRET, "Exception"));
        }
    }

    @Test
    void every_bad_address_of_a_broker_is_told_by_name() {
        bad("servers").forEach((id, value) -> assertThatThrownBy(
                        () -> ExternalServers.named(Map.of("KAFKA_BOOTSTRAP_SERVERS", value)))
                .as(id)
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS")
                .hasMessageNotContainingAny(BadSettings.SECRET, "Exception"));
    }

    @Test
    void every_bad_login_at_a_broker_is_told_by_name_and_never_shown() throws Exception {
        for (var login : BadSettings.lines("login").entrySet()) {
            if (login.getValue().isBlank()) {
                continue;
            }
            var servers = ExternalServers.named(Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + Ports.anyFree(),
                    "KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT",
                    "KAFKA_SASL_MECHANISM", "PLAIN",
                    "KAFKA_SASL_JAAS_CONFIG", login.getValue(),
                    "KAFKA_REQUEST_TIMEOUT_MS", "100",
                    "KAFKA_DEFAULT_API_TIMEOUT_MS", "100"));

            assertThatThrownBy(() -> servers.prepare(Secrets.in(data)))
                    .as(login.getKey())
                    .isInstanceOf(LocalTrouble.class)
                    .hasMessageContaining("KAFKA_SASL_JAAS_CONFIG")
                    .hasMessageNotContaining(BadSettings.SECRET);
        }
    }

    @Test
    void every_bad_port_base_is_told_by_name_and_nothing_is_touched() throws Exception {
        var bases = new TreeMap<>(BadSettings.lines("port"));
        bases.putAll(BadSettings.lines("count"));
        Stream.of("0", "80", "1023", "65521", "65535", "-8080").forEach(base -> bases.put("base " + base, base));
        var untouched = data.resolve("untouched");

        for (var base : bases.entrySet()) {
            var told = new ByteArrayOutputStream();
            int exit = run(told, "up", "--data", untouched.toString(), "--port-base", base.getValue());

            assertThat(exit).as(base.getKey()).isPositive();
            assertThat(told.toString(StandardCharsets.UTF_8))
                    .as(base.getKey())
                    .containsAnyOf("--port-base", "port base")
                    .doesNotContain("Exception");
        }
        assertThat(untouched).doesNotExist();
    }

    @Test
    void a_data_directory_that_cannot_be_one_is_told_by_name() throws Exception {
        var file = Files.writeString(data.resolve("file"), "x");

        for (var bad : List.of(file.toString(), file.resolve("below").toString(), "a\0b", "/dev/null/data")) {
            var told = new ByteArrayOutputStream();
            int exit = run(told, "status", "--data", bad);

            assertThat(exit).as(bad).isPositive();
            assertThat(told.toString(StandardCharsets.UTF_8))
                    .as(bad)
                    .isNotBlank()
                    .doesNotContain("\tat ");
        }
        assertThat(file).hasContent("x");
    }

    @Test
    void secrets_that_somebody_has_spoilt_are_told_by_name_and_never_shown() throws Exception {
        var file = data.resolve("secrets.properties");
        Secrets.in(data);
        var sound = Files.readString(file);

        for (var bad : BadSettings.lines("seal").entrySet()) {
            if (bad.getKey().startsWith("word")) {
                continue;
            }
            Files.writeString(file, replaced(sound, "seal.intake.key", bad.getValue()));

            assertThatThrownBy(() -> Secrets.in(data))
                    .as(bad.getKey())
                    .isInstanceOf(LocalTrouble.class)
                    .hasMessageContainingAll("seal.intake.key", "secrets.properties")
                    .hasMessageNotContaining(BadSettings.SECRET);
        }
        for (var name : List.of("postgres.password", "client.followup.secret", "intake.master.key")) {
            Files.writeString(file, replaced(sound, name, ""));

            assertThatThrownBy(() -> Secrets.in(data))
                    .isInstanceOf(LocalTrouble.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void a_file_of_secrets_that_is_no_text_is_told_by_name_and_left_as_it_is() throws Exception {
        var file = data.resolve("secrets.properties");
        var texts = List.of(
                "\\u00zz=1".getBytes(StandardCharsets.US_ASCII),
                "a=\u00e4".getBytes(StandardCharsets.ISO_8859_1),
                "a=b".getBytes(StandardCharsets.UTF_16),
                new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        for (var text : texts) {
            Files.write(file, text);

            assertThatThrownBy(() -> Secrets.in(data))
                    .isInstanceOf(LocalTrouble.class)
                    .hasMessageContaining("secrets.properties");
            assertThat(file).hasBinaryContent(text);
        }
    }

    private static Map<String, String> bad(String kind) {
        var lines = new TreeMap<>(BadSettings.lines(kind));
        // Nothing names nothing: the servers are our own then.
        lines.values().removeIf(String::isBlank);
        return lines;
    }

    private static String replaced(String secrets, String name, String value) {
        return secrets.replaceAll(
                "(?m)^" + name.replace(".", "\\.") + "=.*$", name + "=" + value.replace("\0", "\\\\u0000"));
    }

    private static int run(ByteArrayOutputStream told, String... arguments) {
        var before = System.err;
        try {
            System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
            return Firstline.run(arguments);
        } finally {
            System.setErr(before);
        }
    }
}
