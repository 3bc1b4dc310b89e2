package org.firstline.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Looks whether something does its work, from outside. */
final class Probe {

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LOOK)
            .build();

    private Probe() {}

    /** Whether the service on that management URL calls itself ready. */
    static boolean isServiceReady(String management) {
        var request = HttpRequest.newBuilder(URI.create(management + "/q/health/ready"))
                .timeout(LOOK)
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether somebody takes connections on the port; a broker does from when it serves clients. */
    static boolean isListening(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) LOOK.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
