package org.firstline.local.badinput;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP as bytes on a socket: a client that knows the rules would not let most of the bad requests out. */
final class Wire {

    /** Longest anybody waits at a door; what takes longer hangs. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Wire() {}

    /**
     * A request as it is written. Target and headers are written one byte a character.
     *
     * @param length what Content-Length says; null for as long as the body is, negative for chunks of the body without end
     */
    record Knock(
            String method,
            String target,
            Map<String, String> headers,
            byte @Nullable [] body,
            @Nullable Long length) {

        Knock {
            headers = new LinkedHashMap<>(headers);
        }

        Knock at(String otherTarget) {
            return new Knock(method, otherTarget, headers, body, length);
        }

        Knock by(String otherMethod) {
            return new Knock(otherMethod, target, headers, body, length);
        }

        Knock with(String header, String value) {
            Knock changed = new Knock(method, target, headers, body, length);
            changed.headers.put(header, value);
            return changed;
        }

        Knock without(String header) {
            Knock changed = new Knock(method, target, headers, body, length);
            changed.headers.remove(header);
            return changed;
        }

        Knock saying(byte[] otherBody) {
            return new Knock(method, target, headers, otherBody, length);
        }

        Knock pretending(long otherLength) {
            return new Knock(method, target, headers, body, otherLength);
        }
    }

    /** What came back; status 0 for nothing before the end, -1 for nothing in time. */
    record Answer(int status, Map<String, String> headers, String body) {}

    static Answer ask(URI server, Knock knock) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            write(socket.getOutputStream(), knock);
            return read(socket.getInputStream());
        } catch (java.net.SocketTimeoutException e) {
            return new Answer(-1, Map.of(), "");
        } catch (IOException e) {
            return new Answer(0, Map.of(), "the connection broke: " + e.getMessage());
        }
    }

    private static void write(OutputStream out, Knock knock) throws IOException {
        StringBuilder head =
                new StringBuilder(knock.method() + " " + knock.target() + " HTTP/1.1\r\nHost: localhost\r\n");
        knock.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        byte[] body = knock.body();
        Long length = knock.length();
        boolean endless = length != null && length < 0;
        if (endless) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (body != null) {
            head.append("Content-Length: " + (length == null ? body.length : length) + "\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) {
            try {
                writeBody(out, body, endless);
            } catch (IOException turnedAway) {
                // The door had heard enough; what it answered is there to be read.
                return;
            }
        }
        out.flush();
    }

    private static void writeBody(OutputStream out, byte[] body, boolean endless) throws IOException {
        if (!endless) {
            out.write(body);
            return;
        }
        byte[] size = (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int chunk = 0; chunk < 4_000; chunk++) {
            out.write(size);
            out.write(body);
            out.write(new byte[] {'\r', '\n'});
        }
    }

    private static Answer read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            // A door that closes on somebody who is still talking; what came before counts.
        }
        String said = all.toString(StandardCharsets.ISO_8859_1);
        int end = said.indexOf("\r\n\r\n");
        if (end < 0 || !said.startsWith("HTTP/1.")) {
            return new Answer(0, Map.of(), said);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        said.substring(0, end).lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        String body = said.substring(end + 4);
        return new Answer(
                Integer.parseInt(said.substring(9, 12)),
                headers,
                new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }
}
