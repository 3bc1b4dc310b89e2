package org.firstline.chaos.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy between clients and a server, both on 127.0.0.1. It can break all connections, leave the clients in the
 * dark, or be slow; what it passes on stays as it was, in order.
 */
public final class Link implements AutoCloseable {

    private static final int CHUNK_BYTES = 64 * 1024;
    /** Chunks on their way per direction; who sends more waits, as on a real line. */
    private static final int MOST_UNDER_WAY = 256;

    private enum Mode {
        PASSING,
        /** Connections are accepted and closed. */
        DOWN,
        /** Connections are accepted; what comes is swallowed. */
        DARK
    }

    private final ServerSocket door;
    private final int serverPort;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.PASSING;
    private volatile Duration delay = Duration.ZERO;

    private Link(ServerSocket door, int serverPort) {
        this.door = door;
        this.serverPort = serverPort;
    }

    /** Begins to listen on a free port; the server need not be there yet. */
    public static Link to(int serverPort) {
        try {
            ServerSocket door = new ServerSocket();
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
            Link link = new Link(door, serverPort);
            Thread.ofPlatform().name("link-" + serverPort).daemon().start(link::accept);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on 127.0.0.1", e);
        }
    }

    /** Where clients come in. */
    public int port() {
        return door.getLocalPort();
    }

    /** Breaks every connection at once (RST), and whoever comes is turned away until {@link #heal()}. */
    public void cut() {
        mode = Mode.DOWN;
        connections.forEach(Connection::reset);
    }

    /**
     * The server sees every connection end, the clients see nothing: what they send is swallowed and nobody answers,
     * also on new connections, until {@link #heal()}.
     */
    public void goDark() {
        mode = Mode.DARK;
        connections.forEach(Connection::loseServer);
    }

    /** From now on each direction takes so long; zero for no time. */
    public void delay(Duration each) {
        delay = each;
    }

    /** Passes on again, at once. Who was left in the dark is told now (RST), as a server does that knows no such connection. */
    public void heal() {
        delay = Duration.ZERO;
        boolean dark = mode == Mode.DARK;
        mode = Mode.PASSING;
        if (dark) {
            connections.stream().filter(Connection::isOrphaned).forEach(Connection::reset);
        }
    }

    /** How many connections are open. */
    int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop listening", e);
        }
        connections.forEach(Connection::reset);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().name("link").start(() -> connect(client));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException("Cannot accept connections", e);
                }
            }
        }
    }

    private void connect(Socket client) {
        Connection connection = new Connection(client);
        connections.add(connection);
        try {
            switch (mode) {
                case PASSING -> connection.open();
                case DOWN -> connection.reset();
                case DARK -> connection.swallow();
            }
        } catch (IOException e) {
            // Nobody listens at the other end; the client sees what it would see without us.
            connection.reset();
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket server = new Socket();
        private volatile boolean orphaned;

        Connection(Socket client) {
            this.client = client;
        }

        void open() throws IOException {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort), 5_000);
            Thread.ofVirtual().name("link-up").start(() -> pump(client, server));
            pump(server, client);
        }

        boolean isOrphaned() {
            return orphaned;
        }

        /** Takes what comes and gives nothing. */
        void swallow() {
            orphaned = true;
            byte[] chunk = new byte[CHUNK_BYTES];
            try (client) {
                InputStream in = client.getInputStream();
                while (in.read(chunk) >= 0) {
                    // Swallowed.
                }
            } catch (IOException e) {
                // The client has gone, or we have told it.
            } finally {
                connections.remove(this);
            }
        }

        void loseServer() {
            orphaned = true;
            close(server);
        }

        void reset() {
            connections.remove(this);
            close(server);
            try {
                client.setSoLinger(true, 0);
            } catch (IOException e) {
                // It is closed already.
            }
            close(client);
        }

        private void pump(Socket from, Socket to) {
            BlockingQueue<Chunk> line = new LinkedBlockingQueue<>(MOST_UNDER_WAY);
            Thread writer = Thread.ofVirtual().name("link-line").start(() -> write(line, to));
            try {
                InputStream in = from.getInputStream();
                byte[] buffer = new byte[CHUNK_BYTES];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!orphaned) {
                        line.put(new Chunk(Arrays.copyOf(buffer, read), System.nanoTime() + delay.toNanos()));
                    }
                }
                if (orphaned) {
                    writer.interrupt();
                } else {
                    line.put(Chunk.END);
                    writer.join();
                }
            } catch (IOException e) {
                writer.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (from == server && orphaned) {
                return; // The client is not to know.
            }
            connections.remove(this);
            close(from);
            close(to);
        }

        private void write(BlockingQueue<Chunk> line, Socket to) {
            try {
                for (Chunk chunk = line.take(); chunk != Chunk.END; chunk = line.take()) {
                    long early = chunk.dueNanos() - System.nanoTime();
                    while (early > 0) {
                        LockSupport.parkNanos(early);
                        early = chunk.dueNanos() - System.nanoTime();
                    }
                    if (!orphaned) {
                        to.getOutputStream().write(chunk.bytes());
                    }
                }
            } catch (IOException e) {
                if (!orphaned) {
                    reset();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                // Closed is closed.
            }
        }
    }

    private record Chunk(byte[] bytes, long dueNanos) {
        static final Chunk END = new Chunk(new byte[0], 0);
    }
}
