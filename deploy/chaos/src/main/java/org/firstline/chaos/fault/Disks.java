package org.firstline.chaos.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.firstline.local.Suite;

/**
 * File systems in memory, one for each server's data, small enough to be filled. To mount them takes an administrator of
 * the machine; where that is not allowed, none is there and {@link #whyNot()} says why.
 */
public final class Disks implements AutoCloseable {

    private static final Map<String, String> FOLDERS = Map.of(Suite.POSTGRES, "postgres", Suite.BROKER, "kafka");
    private static final int SIZE_MB = 2_500;
    private static final int CHUNK_BYTES = 1024 * 1024;

    private final Map<String, Path> mounted = new TreeMap<>();
    private final Deque<Path> mounts = new ArrayDeque<>();
    private Optional<String> whyNot = Optional.empty();

    /** When the program is ended in the middle; whoever still works on them may finish. */
    private final Thread atExit = new Thread(this::letGo, "unmount-disks");

    private Disks() {}

    /** None are wanted; filling one is refused for that reason. */
    public static Disks none(String why) {
        Disks disks = new Disks();
        disks.whyNot = Optional.of(why);
        return disks;
    }

    /** Mounts them under a suite's data directory, before the suite fills it. */
    public static Disks under(Path data) {
        Disks disks = new Disks();
        Runtime.getRuntime().addShutdownHook(disks.atExit);
        FOLDERS.forEach((server, folder) -> disks.mount(server, data.resolve(folder)));
        return disks;
    }

    /** Why no disk can be filled; empty when they can. */
    public Optional<String> whyNot() {
        return whyNot;
    }

    /** Leaves no room on the server's disk. */
    void fill(String server) {
        try (OutputStream out = Files.newOutputStream(ballast(server))) {
            byte[] chunk = new byte[CHUNK_BYTES];
            while (true) {
                out.write(chunk);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw new UncheckedIOException("Cannot fill the disk of " + server, e);
            }
        }
    }

    /** Makes room again. */
    void makeRoom(String server) {
        try {
            Files.deleteIfExists(ballast(server));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make room on the disk of " + server, e);
        }
    }

    /** Copies what lies on them into a folder that stays, for who wants to look at it later. */
    public void keep(Path folder) {
        mounted.forEach((server, disk) -> run("cp", "-a", disk.toString(), folder.toString())
                .ifPresent(why -> {
                    throw new IllegalStateException("Cannot keep " + disk + ": " + why);
                }));
    }

    /** Takes them away with all that lies on them; whoever used them must have ended. */
    @Override
    public void close() {
        while (!mounts.isEmpty()) {
            Path mount = mounts.pop();
            run("umount", mount.toString()).ifPresent(why -> {
                throw new IllegalStateException("Cannot unmount " + mount + ": " + why);
            });
        }
    }

    private void letGo() {
        mounts.forEach(mount -> run("umount", "-l", mount.toString()));
    }

    private Path ballast(String server) {
        Path disk = mounted.get(server);
        if (disk == null) {
            throw new IllegalStateException("There is no disk of " + server + " that could be filled");
        }
        return disk.resolve("ballast");
    }

    private void mount(String server, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + folder, e);
        }
        Optional<String> refused =
                run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + SIZE_MB + "m", "tmpfs", folder.toString());
        if (refused.isPresent()) {
            whyNot = refused;
        } else {
            mounted.put(server, folder);
            mounts.push(folder);
        }
    }

    /** What the program said when it failed; empty when it went well. */
    private static Optional<String> run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.empty() : Optional.of(said);
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + command[0], e);
        }
    }
}
