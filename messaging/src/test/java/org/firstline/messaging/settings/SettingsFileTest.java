package org.firstline.messaging.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

    private static final List<String> NAMES =
            List.of(".env", ".env-prod", "config/application.properties", "config/application-prod.properties");
    private static final String NO_UTF8 = "bytes that are no UTF-8";
    private static final String NUL = "a NUL";
    private static final String ESCAPE = "a backslash and a u without four hexadecimal digits";

    /** A file that cannot be read as settings, and what is told of it. */
    private record Bad(String id, byte[] bytes, String found) {}

    @TempDir
    Path folder;

    @Test
    void a_file_of_settings_or_none_is_fine() throws IOException {
        assertThatCode(() -> SettingsFile.lookAtAll(folder)).doesNotThrowAnyException();

        write(".env", "FIRSTLINE_DATABASE_USER=中文\n".getBytes(StandardCharsets.UTF_8));
        write("config/application.properties", "# none\n\na=\\u4e2d\n".getBytes(StandardCharsets.UTF_8));

        assertThatCode(() -> SettingsFile.lookAtAll(folder)).doesNotThrowAnyException();
    }

    @Test
    void a_file_that_is_none_of_settings_is_told_by_name() throws IOException {
        for (Bad bad : bad()) {
            for (String name : NAMES) {
                Path file = write(name, bad.bytes());

                assertThatThrownBy(() -> SettingsFile.lookAtAll(folder))
                        .as(bad.id())
                        .isInstanceOf(BadSetting.class)
                        .hasMessageStartingWith(
                                name + ": expected a file of lines name=value in UTF-8, of at most 1 MiB, found ")
                        .hasMessageEndingWith("found " + bad.found());
                assertThat(file).hasBinaryContent(bad.bytes());
                Files.delete(file);
            }
        }
    }

    @Test
    void a_folder_in_the_place_of_a_file_is_told_by_name() throws IOException {
        Files.createDirectories(folder.resolve(".env"));

        assertThatThrownBy(() -> SettingsFile.lookAtAll(folder))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith(".env: expected")
                .hasMessageEndingWith("found no file");
    }

    @Test
    void what_is_no_file_is_told_by_name_and_not_read() throws IOException {
        Files.createSymbolicLink(folder.resolve(".env"), Path.of("/dev/zero"));

        assertThatThrownBy(() -> SettingsFile.lookAtAll(folder))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith(".env: expected")
                .hasMessageEndingWith("found no file");
    }

    @Test
    void a_link_that_leads_nowhere_is_told_by_name() throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.createSymbolicLink(folder.resolve("config/application.properties"), Path.of("..", "gone.properties"));

        assertThatThrownBy(() -> SettingsFile.lookAtAll(folder))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("config/application.properties: expected")
                .hasMessageEndingWith("found no file");
    }

    @Test
    void what_only_begins_like_a_file_of_settings_is_not_looked_at() throws IOException {
        for (String name : List.of(".environment", "config/application.properties.bak", "config/applications.txt")) {
            write(name, new byte[] {(byte) 0xff});
        }

        assertThatCode(() -> SettingsFile.lookAtAll(folder)).doesNotThrowAnyException();
    }

    @Test
    void two_files_that_cannot_be_read_are_both_told() throws IOException {
        write(".env", new byte[] {(byte) 0xff});
        write("config/application.properties", "a=b\0".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> SettingsFile.lookAtAll(folder))
                .isInstanceOf(BadSetting.class)
                .hasMessageContainingAll(
                        ".env: expected",
                        "bytes that are no UTF-8",
                        "config/application.properties: expected",
                        "a NUL");
    }

    @Test
    void an_odd_file_that_says_what_it_says_is_fine() throws IOException {
        for (var odd : odd().entrySet()) {
            for (String name : NAMES) {
                Path file = write(name, odd.getValue().getBytes(StandardCharsets.UTF_8));

                assertThatCode(() -> SettingsFile.lookAtAll(folder))
                        .as(odd.getKey())
                        .doesNotThrowAnyException();
                Files.delete(file);
            }
        }
    }

    private static List<Bad> bad() {
        return List.of(
                new Bad("UTF-16", "a=b\n".getBytes(StandardCharsets.UTF_16), NO_UTF8),
                new Bad("UTF-16LE with a mark", bytes(0xff, 0xfe, 'a', 0, '=', 0, 'b', 0), NO_UTF8),
                new Bad("UTF-16LE", "a=b\n".getBytes(StandardCharsets.UTF_16LE), NUL),
                new Bad("UTF-32", "a=b\n".getBytes(StandardCharsets.UTF_32), NUL),
                new Bad("Latin-1", "a=\u00e4\n".getBytes(StandardCharsets.ISO_8859_1), NO_UTF8),
                new Bad("Latin-1 in a comment", "# \u00e4\na=b\n".getBytes(StandardCharsets.ISO_8859_1), NO_UTF8),
                new Bad("GB 18030", "a=\u4e2d\u6587\n".getBytes(Charset.forName("GB18030")), NO_UTF8),
                new Bad("Windows-1252", bytes('a', '=', 0x93, 'b', 0x94), NO_UTF8),
                new Bad("overlong slash", bytes('a', '=', 0xc0, 0xaf), NO_UTF8),
                new Bad("surrogate", bytes('a', '=', 0xed, 0xa0, 0x80), NO_UTF8),
                new Bad("beyond Unicode", bytes('a', '=', 0xf4, 0x90, 0x80, 0x80), NO_UTF8),
                new Bad("cut character", bytes('a', '=', 0xe4, 0xb8), NO_UTF8),
                new Bad("gzip", bytes(0x1f, 0x8b, 8, 0, 0), NO_UTF8),
                new Bad("Java class", bytes(0xca, 0xfe, 0xba, 0xbe, 0, 0), NO_UTF8),
                new Bad("program", bytes(0x7f, 'E', 'L', 'F', 2, 1, 1, 0), NUL),
                new Bad("zip", bytes('P', 'K', 3, 4, 20, 0, 0, 0), NUL),
                new Bad("NUL in a value", text("a=b\0c\n"), NUL),
                new Bad("NUL in a name", text("a\0b=c\n"), NUL),
                new Bad("NUL in a comment", text("# \0\na=b\n"), NUL),
                new Bad("NUL alone", text("\0"), NUL),
                new Bad("byte order mark", text("\ufeffa=b\n"), "a byte order mark before the first name"),
                new Bad("byte order mark alone", text("\ufeff"), "a byte order mark before the first name"),
                new Bad("cut escape", text("a=\\u12\n"), ESCAPE),
                new Bad("cut escape at the end", text("a=\\u"), ESCAPE),
                new Bad("wrong escape", text("a=\\uzzzz\n"), ESCAPE),
                new Bad("wrong escape in a name", text("\\u00gg=b\n"), ESCAPE),
                new Bad("Windows path", text("a=C:\\users\\zhao\n"), ESCAPE),
                new Bad("one byte too many", text("#" + "x".repeat(1 << 20)), "more"),
                new Bad("huge", text("a=b\n".repeat(300_000)), "more"),
                new Bad("huge and no text", new byte[2 << 20], "more"));
    }

    /** By name, what people may well leave there. */
    private static Map<String, String> odd() {
        Map<String, String> odd = new LinkedHashMap<>();
        odd.put("empty", "");
        odd.put("line ends alone", "\n\r\n\r\n\n");
        odd.put("comments alone", "# none\n! none");
        odd.put("Windows path in a comment", "# C:\\users\\zhao\na=b\n");
        odd.put("CR and LF", "a=b\r\nc=d\r\n");
        odd.put("CR", "a=b\rc=d\r");
        odd.put("no line end", "a=b");
        odd.put("a line that goes on and does not", "a=b\\");
        odd.put("name twice", "a=b\na=c\n");
        odd.put("name without a value", "a\n");
        odd.put("value without a name", "=b\n");
        odd.put("colon", "a: b\n");
        odd.put("long line", "a=" + "x".repeat(1_000_000) + "\n");
        odd.put("long name", "n".repeat(1_000_000) + "=b\n");
        odd.put("many lines", "a=b\n".repeat(200_000));
        odd.put("as large as may be", "#" + "x".repeat((1 << 20) - 1));
        odd.put("all scripts", "a=\u4e2d\ud83d\udca5\u0639\n");
        odd.put("escapes", "a=\\u4e2d\\n\\x\n");
        odd.put("XML", "<a b=\"c\"/>\n");
        odd.put("JSON", "{\"a\": [1]}\n");
        return odd;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
