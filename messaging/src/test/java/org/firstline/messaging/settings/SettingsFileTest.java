package org.firstline.messaging.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

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
        for (var bad : bad().entrySet()) {
            for (String name : new String[] {".env", "config/application.properties"}) {
                Path file = write(name, bad.getValue());

                assertThatThrownBy(() -> SettingsFile.lookAtAll(folder))
                        .as(bad.getKey())
                        .isInstanceOf(BadSetting.class)
                        .hasMessageStartingWith(
                                name + ": expected a file of lines name=value in UTF-8, of at most 1 MiB, found ");
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

    private static Map<String, byte[]> bad() {
        Map<String, byte[]> bad = new LinkedHashMap<>();
        bad.put("UTF-16", "a=b\n".getBytes(StandardCharsets.UTF_16));
        bad.put("UTF-16 without a mark", "a=b\n".getBytes(StandardCharsets.UTF_16LE));
        bad.put("Latin-1", "a=\u00e4\n".getBytes(StandardCharsets.ISO_8859_1));
        bad.put("byte order mark", "\ufeffa=b\n".getBytes(StandardCharsets.UTF_8));
        bad.put("NUL", "a=b\0c\n".getBytes(StandardCharsets.UTF_8));
        bad.put("cut escape", "a=\\u12\n".getBytes(StandardCharsets.UTF_8));
        bad.put("wrong escape", "a=\\uzzzz\n".getBytes(StandardCharsets.UTF_8));
        bad.put("overlong slash", new byte[] {'a', '=', (byte) 0xc0, (byte) 0xaf});
        bad.put("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        bad.put("huge", "a=b\n".repeat(300_000).getBytes(StandardCharsets.UTF_8));
        return bad;
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
