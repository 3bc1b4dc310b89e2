package org.firstline.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link before a server that says again what it hears. */
class LinkTest {

    private static final int A_WHILE_MS = 300;
    private static final int LONG_MS = 30_000;

    private final ServerSocket server = listening();
    private final AtomicInteger served = new AtomicInteger();
    private final Link link = Link.to(server.getLocalPort());
    private final Thread serving = Thread.ofVirtual().unstarted(this::accept);

    @BeforeEach
    void serve() {
        serving.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket one = server.accept();
                served.incrementAndGet();
                Thread.ofVirtual().start(() -> echo(one));
            } catch (IOException e) {
                return;
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        link.close();
        server.close();
    }

    @Test
    void what_is_sent_comes_through_in_order() throws IOException {
        try (Socket client = client()) {
            byte[] much = new byte[3_000_000];
            for (int i = 0; i < much.length; i++) {
                much[i] = (byte) (i * 31 + i / 1000);
            }
            Thread.ofVirtual().start(() -> send(client, much));

            assertThat(client.getInputStream().readNBytes(much.length)).isEqualTo(much);
        }
    }

    @Test
    void a_cut_breaks_what_is_open_and_turns_away_who_comes() throws IOException {
        try (Socket client = client()) {
            assertThat(asked(client, "before")).isEqualTo("before");

            link.cut();

            assertThatThrownBy(() -> asked(client, "during")).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> {
                        try (Socket other = client()) {
                            asked(other, "another");
                        }
                    })
                    .isInstanceOf(SocketException.class);
            link.heal();
            try (Socket later = client()) {
                assertThat(asked(later, "after")).isEqualTo("after");
            }
        }
    }

    @Test
    void in_the_dark_a_client_hears_nothing_until_it_is_told_that_its_connection_is_gone() throws IOException {
        try (Socket client = client()) {
            assertThat(asked(client, "before")).isEqualTo("before");

            link.goDark();

            assertSilence(client, "during");
            try (Socket other = client()) {
                assertSilence(other, "another");
            }
            assertThat(served).hasValue(1);
            link.heal();
            client.setSoTimeout(LONG_MS);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            try (Socket later = client()) {
                assertThat(asked(later, "after")).isEqualTo("after");
            }
        }
    }

    @Test
    void a_slow_link_passes_nothing_before_its_time_and_everything_after() throws IOException {
        try (Socket client = client()) {
            assertThat(asked(client, "before")).isEqualTo("before");

            link.delay(Duration.ofSeconds(2));

            assertSilence(client, "late");
            client.setSoTimeout(LONG_MS);
            assertThat(new String(client.getInputStream().readNBytes(4), StandardCharsets.UTF_8))
                    .isEqualTo("late");
        }
    }

    @Test
    void who_comes_while_there_is_no_server_is_told_so() throws IOException, InterruptedException {
        InetSocketAddress place = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
        server.close();
        // The port is free when the thread that waits at it has gone.
        serving.join();

        // Taken by one who does not listen: a free port may be given to the very client that asks for it, which then
        // hears its own words.
        try (Socket taken = new Socket()) {
            taken.bind(place);
            try (Socket client = client()) {
                assertThatThrownBy(() -> asked(client, "anybody")).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void a_client_that_leaves_leaves_nothing_behind() throws IOException {
        try (Socket client = client()) {
            assertThat(asked(client, "here")).isEqualTo("here");
            assertThat(link.connections()).isEqualTo(1);
        }
        long until = System.nanoTime() + Duration.ofMillis(LONG_MS).toNanos();
        while (link.connections() > 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(link.connections()).isZero();
    }

    private Socket client() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), link.port());
        client.setSoTimeout(LONG_MS);
        return client;
    }

    private static String asked(Socket client, String word) throws IOException {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        client.getOutputStream().write(bytes);
        byte[] answer = client.getInputStream().readNBytes(bytes.length);
        if (answer.length < bytes.length) {
            throw new SocketException("closed");
        }
        return new String(answer, StandardCharsets.UTF_8);
    }

    private static void assertSilence(Socket client, String word) throws IOException {
        client.setSoTimeout(A_WHILE_MS);
        assertThatThrownBy(() -> asked(client, word)).isInstanceOf(SocketTimeoutException.class);
    }

    private static void send(Socket to, byte[] bytes) {
        try {
            to.getOutputStream().write(bytes);
        } catch (IOException e) {
            // The reader sees that something is missing.
        }
    }

    private static void echo(Socket one) {
        try (one) {
            one.getInputStream().transferTo(one.getOutputStream());
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
