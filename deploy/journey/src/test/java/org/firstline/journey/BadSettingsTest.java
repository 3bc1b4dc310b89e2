package org.firstline.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.firstline.local.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A service as it is delivered that was given settings it cannot work with: it ends, says in words which and why, and has
 * asked nobody. What is told of each bad setting, the services' own tests show.
 */
class BadSettingsTest {

    private static final String ANY_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static final String PROPERTIES = "config/application.properties";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Service.class)
    void a_service_with_bad_settings_does_not_start_and_says_why(Service service) throws Exception {
        try (ServerSocket database = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "FIRSTLINE_DATABASE_URL", "postgresql://127.0.0.1:" + database.getLocalPort() + "/firstline",
                    "FIRSTLINE_DATABASE_PASSWORD", "hunter2",
                    "FIRSTLINE_DATABASE_WAIT_SECONDS", "soon",
                    "FIRSTLINE_SEAL_KEY", "hunter2",
                    "FIRSTLINE_POST_REMEMBER_FOR", "-8d",
                    "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1",
                    "KAFKA_SECURITY_PROTOCOL", "SECRET",
                    "QUARKUS_HTTP_PORT", "80808",
                    "QUARKUS_OIDC_AUTH_SERVER_URL", "file:///etc/passwd",
                    "FIRSTLINE_INTAKE_MASTER_KEY", ANY_KEY));
            settings.put("FIRSTLINE_DATABASE_SCHEMAS", "one");
            Path told = folder.resolve("told.txt");

            int exit = start(service, settings, told, "-Dfirstline.post.remeber-for=9d");

            assertThat(exit).isEqualTo(1);
            assertThat(lines(told))
                    .contains(
                            "firstline.database.wait-seconds (FIRSTLINE_DATABASE_WAIT_SECONDS): expected a whole number from"
                                    + " 0 to 86400, found 'soon'",
                            "kafka.bootstrap.servers (KAFKA_BOOTSTRAP_SERVERS): expected host:port, more of them with commas"
                                    + " between, found '127.0.0.1'",
                            "quarkus.http.port (QUARKUS_HTTP_PORT): expected a port from 0 to 65535, found '80808'",
                            "quarkus.oidc.auth-server-url (QUARKUS_OIDC_AUTH_SERVER_URL): expected a URL such as"
                                    + " http://host:8080, without a login, found 'file:///etc/passwd'",
                            "'firstline.post.remeber-for': expected a setting that there is, perhaps"
                                    + " firstline.post.remember-for, found no such name")
                    .anyMatch(line -> line.startsWith("firstline.seal-key (FIRSTLINE_SEAL_KEY): expected base64"))
                    .anyMatch(line -> line.startsWith("firstline.post.remember-for (FIRSTLINE_POST_REMEMBER_FOR)"))
                    .anyMatch(line ->
                            line.startsWith("kafka.security.protocol (KAFKA_SECURITY_PROTOCOL): expected one of"))
                    .anyMatch(line -> line.contains("perhaps firstline.database.schema,"))
                    .noneMatch(
                            line -> line.contains("hunter2") || line.startsWith("at ") || line.contains("Exception"));
            assertThat(isAsked(database)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "FOLLOWUP")
    void settings_that_contradict_each_other_are_told_before_the_database_is_asked(Service service) throws Exception {
        try (ServerSocket database = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Path told = folder.resolve("told.txt");

            int exit = start(
                    service,
                    Map.of(
                            "FIRSTLINE_DATABASE_URL",
                                    "postgresql://127.0.0.1:" + database.getLocalPort() + "/firstline",
                            "FIRSTLINE_DATABASE_PASSWORD", "hunter2",
                            "FIRSTLINE_SEAL_KEY", ANY_KEY,
                            "QUARKUS_HTTP_PORT", "0",
                            "QUARKUS_MANAGEMENT_PORT", "0",
                            "FIRSTLINE_FOLLOWUP_NOTICE_WAY", "gateway"),
                    told);

            assertThat(exit).isEqualTo(1);
            assertThat(lines(told))
                    .anyMatch(line -> line.startsWith("firstline.followup.notice.gateway-url"
                            + " (FIRSTLINE_FOLLOWUP_NOTICE_GATEWAY_URL): expected the gateway's address"))
                    .noneMatch(line -> line.startsWith("at ") || line.contains("Exception"));
            assertThat(isAsked(database)).isFalse();
        }
    }

    /** What else a file can be, the test of those who look at it shows. */
    @ParameterizedTest
    @MethodSource
    void a_file_of_settings_that_cannot_be_read_is_told_by_name(String name, byte[] bytes, String found)
            throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Path told = folder.resolve("told.txt");

        int exit = start(Service.ESCALATION, Map.of(), told);

        assertThat(exit).isEqualTo(1);
        assertThat(lines(told))
                .first(STRING)
                .isEqualTo(name + ": expected a file of lines name=value in UTF-8, of at most 1 MiB, found " + found);
        assertThat(lines(told)).noneMatch(line -> line.startsWith("at ") || line.contains("Exception"));
        assertThat(file).hasBinaryContent(bytes);
    }

    static Stream<Arguments> a_file_of_settings_that_cannot_be_read_is_told_by_name() {
        String good = "firstline.database.user=app\n";
        String escape = "a backslash and a u without four hexadecimal digits";
        String noUtf8 = "bytes that are no UTF-8";
        String mark = "a byte order mark before the first name";
        return Stream.of(
                Arguments.of(PROPERTIES, ascii("a=\\uzzzz"), escape),
                Arguments.of("config/application-prod.properties", ascii("a=\\uzzzz"), escape),
                Arguments.of(".env-prod", ascii("a=\\uzzzz"), escape),
                Arguments.of(PROPERTIES, ascii("a=\\u12"), escape),
                Arguments.of(PROPERTIES, ascii("a=C:\\users\\zhao\n"), escape),
                Arguments.of(PROPERTIES, good.getBytes(StandardCharsets.UTF_16), noUtf8),
                Arguments.of(PROPERTIES, good.getBytes(StandardCharsets.UTF_16LE), "a NUL"),
                Arguments.of(PROPERTIES, good.getBytes(StandardCharsets.UTF_32), "a NUL"),
                Arguments.of(PROPERTIES, "a=\u00e4\n".getBytes(StandardCharsets.ISO_8859_1), noUtf8),
                Arguments.of(PROPERTIES, "a=\u4e2d\n".getBytes(Charset.forName("GB18030")), noUtf8),
                Arguments.of(PROPERTIES, ("\ufeff" + good).getBytes(StandardCharsets.UTF_8), mark),
                Arguments.of(PROPERTIES, new byte[] {0x1f, (byte) 0x8b, 8, 0}, noUtf8),
                Arguments.of(PROPERTIES, new byte[] {'a', '=', (byte) 0xc0, (byte) 0xaf}, noUtf8),
                Arguments.of(PROPERTIES, ascii("a=b\0c\n"), "a NUL"),
                Arguments.of(PROPERTIES, ascii("# \0\n" + good), "a NUL"),
                Arguments.of(PROPERTIES, ascii("a=b\n".repeat(300_000)), "more"),
                Arguments.of(PROPERTIES, new byte[2 << 20], "more"),
                Arguments.of(".env", good.getBytes(StandardCharsets.UTF_16), noUtf8),
                Arguments.of(".env", ascii("FIRSTLINE_DATABASE_USER=a\0b\n"), "a NUL"),
                Arguments.of(".env", ("\ufeffFIRSTLINE_DATABASE_USER=a").getBytes(StandardCharsets.UTF_8), mark),
                Arguments.of(".env", ascii("FIRSTLINE_DATABASE_USER=\\u00"), escape));
    }

    @Test
    void a_folder_in_the_place_of_a_file_of_settings_is_told_by_name() throws Exception {
        Files.createDirectories(folder.resolve(PROPERTIES));
        Path told = folder.resolve("told.txt");

        int exit = start(Service.ESCALATION, Map.of(), told);

        assertThat(exit).isEqualTo(1);
        assertThat(lines(told))
                .first(STRING)
                .startsWith(PROPERTIES + ": expected")
                .endsWith("found no file");
    }

    /** That it was read, its own bad setting shows: the last of the two counts. */
    @Test
    void an_odd_file_of_settings_that_can_be_read_is_read() throws Exception {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                folder.resolve(PROPERTIES),
                "# C:\\users\\zhao\r\nfirstline.database.wait-seconds=5\r\na=" + "x".repeat(500_000)
                        + "\r\nno value\r\n=no name\r\nfirstline.database.wait-seconds: soon");
        Path told = folder.resolve("told.txt");

        int exit = start(
                Service.ESCALATION, Map.of("FIRSTLINE_DATABASE_PASSWORD", "any", "FIRSTLINE_SEAL_KEY", ANY_KEY), told);

        assertThat(exit).isEqualTo(1);
        assertThat(lines(told))
                .contains(
                        "firstline.database.wait-seconds (FIRSTLINE_DATABASE_WAIT_SECONDS): expected a whole number from"
                                + " 0 to 86400, found 'soon'")
                .noneMatch(line -> line.startsWith(PROPERTIES) || line.contains("Exception"));
    }

    private int start(Service service, Map<String, String> settings, Path told, String... properties) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(properties));
        command.addAll(List.of(
                "-jar",
                Path.of("..", "..", service.module(), "target", "quarkus-app", "quarkus-run.jar")
                        .toRealPath()
                        .toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FIRSTLINE_") || name.startsWith("KAFKA_"));
        builder.environment().putAll(settings);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> lines(Path told) throws IOException {
        return Files.readString(told, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .toList();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whoever knocked before has been waiting since. */
    private static boolean isAsked(ServerSocket server) throws IOException {
        server.setSoTimeout(1);
        try {
            server.accept().close();
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }
}
