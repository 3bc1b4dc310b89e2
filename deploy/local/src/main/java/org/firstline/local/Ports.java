package org.firstline.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on 127.0.0.1. */
final class Ports {

    /** Below the range from which systems take the ports of outgoing connections, so that nothing drifts in. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;
    /** A predecessor's process may be gone a moment before its port is. */
    private static final Duration RELEASE = Duration.ofMillis(500);

    private Ports() {}

    /** Whether nobody listens on the port now. */
    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Checks that nobody has taken a port of the plan.
     *
     * @throws LocalTrouble naming each that is taken, for what it is needed, and by whom it is held if that can be seen
     */
    static void requireFree(PortPlan plan, ExternalServers external) {
        var taken = plan.owners(external).entrySet().stream()
                .filter(entry -> !Patience.until(RELEASE, () -> isFree(entry.getKey())))
                .map(entry -> Words.of("port-taken", entry.getKey(), entry.getValue()))
                .toList();
        if (!taken.isEmpty()) {
            throw new LocalTrouble(String.join("\n", taken) + "\n" + Words.of("ports-what-to-do"));
        }
    }

    /** A port that is free now. Whoever takes it should do so soon. */
    static int anyFree() {
        return anyFreeRange(1);
    }

    /** The first of {@code count} ports in a row that are all free now. */
    static int anyFreeRange(int count) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - count);
            boolean free = true;
            for (int port = first; free && port < first + count; port++) {
                free = isFree(port);
            }
            if (free) {
                return first;
            }
        }
        throw new LocalTrouble(Words.of("no-ports", count, LOWEST, HIGHEST));
    }
}
