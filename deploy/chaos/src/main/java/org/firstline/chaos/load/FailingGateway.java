package org.firstline.chaos.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands in for an SMS gateway that fails now and then: it answers 500 or 429, or takes the message and breaks the
 * connection without a word, which is the worst, for nobody knows what became of it. Whether it fails hangs on the seed,
 * the message and the try alone.
 */
public final class FailingGateway implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final long seed;
    private final int failPercent;
    private final HttpServer http;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicLong failed = new AtomicLong();

    private FailingGateway(long seed, int failPercent, HttpServer http) {
        this.seed = seed;
        this.failPercent = failPercent;
        this.http = http;
    }

    /** One that listens on a free port of 127.0.0.1. */
    public static FailingGateway start(long seed, int failPercent) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FailingGateway gateway = new FailingGateway(seed, failPercent, http);
            http.createContext("/messages", gateway::take);
            http.setExecutor(gateway.workers);
            http.start();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the gateway's stand-in", e);
        }
    }

    /** What follow-up must be told to send its messages here. */
    public Map<String, String> environment() {
        return Map.of(
                "FIRSTLINE_FOLLOWUP_NOTICE_WAY",
                "gateway",
                "FIRSTLINE_FOLLOWUP_NOTICE_GATEWAY_URL",
                "http://127.0.0.1:" + http.getAddress().getPort() + "/messages");
    }

    /** How many tries it failed. */
    public long failed() {
        return failed.get();
    }

    /** How many messages reached a customer, a repeated one counted once. */
    public int messages() {
        return taken.size();
    }

    /** References of the messages that it answered 2xx: only of these may anybody say that they are delivered. */
    public Set<String> answered() {
        return Set.copyOf(answered);
    }

    /** How many messages it was given again after it had said, or meant to say, that it has them. */
    public long repeated() {
        return taken.values().stream().filter(times -> times > 1).count();
    }

    @Override
    public void close() {
        http.stop(0);
        workers.close();
    }

    private void take(HttpExchange exchange) throws IOException {
        String reference = JSON.readTree(exchange.getRequestBody().readAllBytes())
                .path("reference")
                .asText();
        int attempt = tries.merge(reference, 1, Integer::sum);
        Random chance = Chance.of(seed, reference + "#" + attempt);
        boolean fails = chance.nextInt(100) < failPercent;
        int how = chance.nextInt(3);
        if (!fails || how == 0) {
            taken.merge(reference, 1, Integer::sum);
        }
        if (fails) {
            failed.incrementAndGet();
        }
        if (!fails) {
            answered.add(reference);
            exchange.sendResponseHeaders(202, -1);
        } else if (how == 1) {
            exchange.sendResponseHeaders(500, -1);
        } else if (how == 2) {
            exchange.sendResponseHeaders(429, -1);
        }
        // Without an answer this breaks the connection.
        exchange.close();
    }
}
