package org.firstline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a JVM keeps of a service's start and first work (JDK 25's AOT cache: classes already loaded and linked, and how
 * often which method ran), so that the next start takes a fraction of the time. The caches are part of the build: made
 * once after it, by running the whole suite for a little while. Without them everything works, and starts slowly.
 */
public final class StartCaches {

    private static final Duration MAKING_ONE = Duration.ofMinutes(5);

    private StartCaches() {}

    /** Whether every service has one that was made after it was built. */
    public static boolean areCurrent() {
        var installation = Installation.find();
        return Stream.of(Service.values()).allMatch(installation::isStartCacheCurrent);
    }

    /**
     * Starts a suite whose services record what they do. Close it when they have done what is worth remembering, then
     * {@link #make}.
     *
     * @param data directory for everything; to be thrown away
     */
    public static Suite recording(Path data) {
        return Suite.start(new SuiteOptions(
                data,
                Suite.freePortBase(),
                Map.of(),
                ExternalServers.NONE,
                Optional.empty(),
                Installation.find().forRecording(),
                Reporter.SILENT));
    }

    /**
     * Makes the caches of what was recorded, one after the other: each takes a processor and half a gigabyte meanwhile.
     *
     * @param log where the JVM's own words go
     * @throws LocalTrouble when the JVM cannot
     */
    public static void make(Path log) {
        var installation = Installation.find();
        for (var service : Service.values()) {
            make(installation, service, log);
        }
    }

    private static void make(Installation installation, Service service, Path log) {
        try {
            Files.deleteIfExists(installation.startCache(service));
            var process = new ProcessBuilder(installation.startCacheCommand(service))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (!process.waitFor(MAKING_ONE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (!Files.exists(installation.startCache(service))) {
                throw new LocalTrouble(Words.of("start-cache-not-made", service.id(), log));
            }
            Files.deleteIfExists(installation.startRecord(service));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the start cache of " + service.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalTrouble(Words.of("stopping"));
        }
    }
}
