package org.firstline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one directory under which a suite keeps everything: data, secrets, logs, and what is running now.
 *
 * @param path absolute
 */
record DataDirectory(Path path) {

    /** Room that the servers need to begin with; Postgres alone writes about 60 MB the first time. */
    private static final long NEEDED_MB = 500;

    /** Below this a server that stopped most likely stopped for want of space. */
    private static final long FULL_MB = 32;

    /** Held by this process: a file lock is no guard within one, closing another channel to the file would end it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    DataDirectory {
        path = path.toAbsolutePath().normalize();
    }

    Path postgres() {
        return path.resolve("postgres").resolve("data");
    }

    Path binaries() {
        return path.resolve("postgres");
    }

    Path broker() {
        return path.resolve("kafka").resolve("data");
    }

    /** Client settings for a principal, for people and other programs on this machine. */
    Path clientFile(String principal) {
        return path.resolve("kafka").resolve(principal + ".properties");
    }

    Path issuerKey() {
        return path.resolve("issuer-key.json");
    }

    Path suiteFile() {
        return path.resolve("suite.json");
    }

    Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }

    /** Stands in the command line of every process that works on this directory. */
    String mark() {
        return "-Dfirstline.data=" + path;
    }

    /**
     * Creates the directory, and takes it for this process alone until the lock is closed or the process ends, however
     * it ends.
     *
     * @throws LocalTrouble when another process has it, or it cannot be written
     */
    Lock lock() {
        if (!HELD.add(path)) {
            throw new LocalTrouble(
                    Words.of("already-running", path, ProcessHandle.current().pid()));
        }
        try {
            Directories.createPrivate(path);
            Directories.createPrivate(path.resolve("logs"));
            Directories.createPrivate(path.resolve("kafka"));
            var holder = path.resolve("lock.pid");
            var channel = FileChannel.open(
                    path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new LocalTrouble(Words.of(
                        "already-running",
                        path,
                        Files.exists(holder) ? Files.readString(holder).strip() : "?"));
            }
            Directories.writePrivate(holder, ProcessHandle.current().pid() + "\n");
            return new Lock(path, channel);
        } catch (LocalTrouble trouble) {
            HELD.remove(path);
            throw trouble;
        } catch (IOException | UncheckedIOException e) {
            HELD.remove(path);
            throw new LocalTrouble(
                    FullDisk.isBehind(e) ? Words.of("disk-no-room", path) : Words.of("not-writable", path, reason(e)),
                    e);
        }
    }

    /** The claim on a directory. */
    static final class Lock implements AutoCloseable {

        private final Path path;
        private final FileChannel channel;

        private Lock(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot release " + path, e);
            } finally {
                HELD.remove(path);
            }
        }
    }

    private static String reason(Exception e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName() + " " + cause.getMessage();
    }

    /**
     * Checks that there is room to start.
     *
     * @throws LocalTrouble when there is not
     */
    void requireSpace() {
        if (freeMb() < NEEDED_MB) {
            throw new LocalTrouble(Words.of("disk-low", path, freeMb(), NEEDED_MB));
        }
    }

    boolean isFull() {
        return freeMb() < FULL_MB;
    }

    long freeMb() {
        try {
            return Files.getFileStore(path).getUsableSpace() / (1024 * 1024);
        } catch (IOException e) {
            throw new LocalTrouble(Words.of("not-writable", path, Words.why(e)), e);
        }
    }
}
