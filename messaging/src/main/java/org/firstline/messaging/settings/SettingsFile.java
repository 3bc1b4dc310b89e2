package org.firstline.messaging.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The files beside a service in which it finds settings: looked at before the framework stumbles over one of them. */
final class SettingsFile {

    /** More than anybody writes; a file that was meant is a few KiB. */
    private static final long MOST_BYTES = 1 << 20;

    private static final Path CONFIG = Path.of("config");

    /** Read in any case; beside them stand those of a profile, such as application-prod.properties and .env-prod. */
    private static final List<Path> NAMES = List.of(CONFIG.resolve("application.properties"), Path.of(".env"));

    private static final String EXPECTED = "a file of lines name=value in UTF-8, of at most 1 MiB";

    private SettingsFile() {}

    /**
     * Looks at those that are there.
     *
     * @throws BadSetting naming each that cannot be read as settings
     */
    static void lookAtAll(Path folder) {
        List<String> wrong = new ArrayList<>();
        Set<Path> names = new LinkedHashSet<>(NAMES);
        names.addAll(namesLike(folder, CONFIG, "application-*.properties"));
        names.addAll(namesLike(folder, Path.of(""), ".env-*"));
        for (Path name : names) {
            String found = found(folder.resolve(name));
            if (found != null) {
                wrong.add(name + ": expected " + EXPECTED + ", found " + found);
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadSetting(wrong);
        }
    }

    /** Those of a folder that cannot be listed nobody finds, the framework neither. */
    private static SortedSet<Path> namesLike(Path folder, Path within, String glob) {
        SortedSet<Path> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(within), glob)) {
            files.forEach(file -> names.add(within.resolve(file.getFileName())));
        } catch (IOException | DirectoryIteratorException e) {
            return names;
        }
        return names;
    }

    /** A link that leads nowhere was meant to be a file. */
    private static @Nullable String found(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        if (!Files.isRegularFile(file)) {
            return "no file";
        }
        try {
            return Files.size(file) > MOST_BYTES ? "more" : found(Files.readAllBytes(file));
        } catch (IOException e) {
            return "one that this user may not read";
        }
    }

    private static @Nullable String found(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.startsWith("\ufeff")) {
                return "a byte order mark before the first name";
            }
            if (text.indexOf('\0') >= 0) {
                return "a NUL";
            }
            new Properties().load(new StringReader(text));
            return null;
        } catch (CharacterCodingException e) {
            return "bytes that are no UTF-8";
        } catch (IllegalArgumentException e) {
            return "a backslash and a u without four hexadecimal digits";
        } catch (IOException e) {
            throw new IllegalStateException("expected to read from memory", e);
        }
    }
}
