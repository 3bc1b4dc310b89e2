package org.firstline.local;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the Maven artifact of this machine's kind.
 *
 * <p>They are run directly, not through the library that packs them: it starts the server with a detached
 * {@code pg_ctl}, so nobody would hear of its death, and waits its whole time limit when the server never comes up.
 *
 * @param bin the directory with {@code postgres} and {@code initdb}
 * @param prefix what must stand before each command: PostgreSQL refuses to run as root, in a user namespace of its own
 *     it is nobody
 */
record PostgresBinaries(Path bin, List<String> prefix) {

    PostgresBinaries {
        prefix = List.copyOf(prefix);
    }

    /**
     * Unpacks the programs below {@code directory}, or finds them there. Safe to call from several processes at once:
     * each unpacks beside and the first rename wins.
     */
    static PostgresBinaries in(Path directory) {
        try {
            var archive = archive();
            var home = directory.resolve("postgres-" + digest(archive));
            if (!Files.isDirectory(home)) {
                Files.createDirectories(directory);
                var unpacked = directory.resolve(".unpacking-" + UUID.randomUUID());
                try {
                    unpack(archive, unpacked);
                } catch (IOException e) {
                    Directories.delete(unpacked);
                    throw e;
                }
                settle(unpacked, home);
            }
            return new PostgresBinaries(home.resolve("bin").toAbsolutePath(), prefixForThisUser());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack PostgreSQL's programs into " + directory, e);
        }
    }

    /** The command line of one of the programs. */
    List<String> command(String program, List<String> arguments) {
        var command = new ArrayList<>(prefix);
        command.add(bin.resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    private static byte[] archive() throws IOException {
        var arch = System.getProperty("os.arch");
        try (InputStream in =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), arch.equals("amd64") ? "x86_64" : arch)) {
            return in.readAllBytes();
        } catch (IllegalStateException e) {
            throw new LocalTrouble(Words.of("postgres-no-binary", system(), arch));
        }
    }

    private static String system() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "Darwin" : name.contains("win") ? "Windows" : "Linux";
    }

    private static List<String> prefixForThisUser() {
        if (!system().equals("Linux") || !"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (!LinuxUtils.isUnshareAvailable()) {
            throw new LocalTrouble(Words.of("postgres-root"));
        }
        return List.of("unshare", "-U");
    }

    private static void unpack(byte[] archive, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(
                new XZInputStream(new BufferedInputStream(new ByteArrayInputStream(archive))))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                var file = into.resolve(entry.getName()).normalize();
                if (!file.startsWith(into)) {
                    throw new IOException("The archive names a file outside its directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink() || entry.isLink()) {
                    Files.createDirectories(file.getParent());
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file);
                    file.toFile().setExecutable((entry.getMode() & 0100) != 0, false);
                }
            }
        }
    }

    private static void settle(Path unpacked, Path home) throws IOException {
        try {
            Files.move(unpacked, home);
        } catch (IOException e) {
            Directories.delete(unpacked);
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    private static String digest(byte[] archive) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
