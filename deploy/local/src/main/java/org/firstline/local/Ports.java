package org.firstline.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on 127.0.0.1. */
final class Ports {

    /** Below the range from which systems take the ports of outgoing connections, so that nothing drifts in. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;

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
        throw new LocalTrouble("Found no " + count + " free ports in a row between " + LOWEST + " and " + HIGHEST
                + ". Stop something that listens there.");
    }
}
