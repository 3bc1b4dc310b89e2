package org.firstline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The built project: where its services' programs lie and how they are run.
 *
 * @param root the project's directory
 * @param recording whether the services are run to record what they load and how they run it, see {@link StartCaches}
 */
record Installation(Path root, boolean recording) {

    /** Names the root when the working directory lies elsewhere; the script sets it. */
    static final String ROOT_PROPERTY = "firstline.root";

    /**
     * The JVM of a service. The four together stay below 1 GB: a small heap with the collector that needs no threads of
     * its own, small stacks, few malloc arenas (see {@link #MALLOC}). The first compiler alone: on two cores the second
     * one took almost half of what there was, for minutes; without it a cold start took 19 s instead of 30 and the services
     * held 1302 MiB after a load instead of 1448, at as many cases a second (deploy/bench/RESULTS.md). Who runs services
     * for days on cores of their own starts them without this.
     */
    private static final List<String> SERVICE_JVM = List.of(
            "-Xms32m",
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=96m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /**
     * A service runs through tens of megabytes of compiled code for each batch, and a machine that runs a dozen processes on
     * two cores has no pages of 4 KiB at hand of any of them when its turn comes: with pages of 2 MiB for code and heap,
     * half of the load took 220 instead of 340 to 420 ms to a work order (deploy/bench/RESULTS.md). Where the kernel has
     * none to give, it stays as it was; only on Linux do JVMs know the option.
     */
    private static final List<String> LARGE_PAGES =
            System.getProperty("os.name").equals("Linux") ? List.of("-XX:+UseTransparentHugePages") : List.of();

    /** glibc keeps one heap per thread otherwise; the default costs a service some 40 MB. */
    private static final Map<String, String> MALLOC = Map.of("MALLOC_ARENA_MAX", "2");

    private static final List<String> BROKER_JVM =
            List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

    /** The installation that the property names, or the one around the working directory. */
    static Installation find() {
        var named = System.getProperty(ROOT_PROPERTY);
        var start = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
        for (var directory = start; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("firstline")) && Files.exists(directory.resolve("pom.xml"))) {
                return new Installation(directory, false);
            }
        }
        throw new LocalTrouble(Words.of("not-built", start.resolve("firstline")));
    }

    /** Where data goes when nobody says otherwise. */
    Path defaultData() {
        return root.resolve(".firstline");
    }

    /** @throws LocalTrouble when a service was not built */
    void requireBuilt() {
        for (var service : Service.values()) {
            if (!Files.exists(program(service))) {
                throw new LocalTrouble(Words.of("not-built", program(service)));
            }
        }
    }

    /** The command that runs a service; it finds its settings in the environment. */
    List<String> serviceCommand(Service service, DataDirectory data) {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(SERVICE_JVM);
        command.addAll(LARGE_PAGES);
        if (recording) {
            command.addAll(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + startRecord(service)));
        } else if (isStartCacheCurrent(service)) {
            command.add("-XX:AOTCache=" + startCache(service));
        }
        command.add(data.mark());
        command.addAll(List.of("-jar", program(service).toString()));
        return command;
    }

    /** The command that makes a start cache of what was recorded; it needs more room than the service itself. */
    List<String> startCacheCommand(Service service) {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(SERVICE_JVM);
        command.addAll(LARGE_PAGES);
        command.addAll(List.of(
                "-Xmx512m",
                "-XX:AOTMode=create",
                "-XX:AOTConfiguration=" + startRecord(service),
                "-XX:AOTCache=" + startCache(service),
                "-jar",
                program(service).toString()));
        return command;
    }

    /** The command that runs the broker; the class path is in the environment of {@link #brokerEnvironment()}. */
    List<String> brokerCommand(DataDirectory data, PortPlan ports, Optional<Detour> detour) {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(BROKER_JVM);
        command.addAll(LARGE_PAGES);
        command.addAll(List.of(
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                data.mark(),
                BrokerMain.class.getName(),
                data.path().toString(),
                Integer.toString(ports.kafka()),
                Integer.toString(ports.controller())));
        detour.ifPresent(
                way -> command.addAll(List.of(Integer.toString(ports.kafkaByDetour()), Integer.toString(way.kafka()))));
        return command;
    }

    Map<String, String> brokerEnvironment() {
        return Map.of("CLASSPATH", System.getProperty("java.class.path"));
    }

    Map<String, String> serviceEnvironment() {
        return MALLOC;
    }

    /** The same, to be run for recording. */
    Installation forRecording() {
        return new Installation(root, true);
    }

    Path startCache(Service service) {
        return program(service).resolveSibling("app.aot");
    }

    Path startRecord(Service service) {
        return program(service).resolveSibling("app.aotconf");
    }

    /** Whether there is a start cache that was made after the program was built. */
    boolean isStartCacheCurrent(Service service) {
        try {
            var cache = startCache(service);
            return Files.exists(cache)
                    && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(program(service))) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at the build of " + service.id(), e);
        }
    }

    private Path program(Service service) {
        return root.resolve(service.module())
                .resolve("target")
                .resolve("quarkus-app")
                .resolve("quarkus-run.jar");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
