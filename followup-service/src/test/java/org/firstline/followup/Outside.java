package org.firstline.followup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The world outside of followup, as small as can be: intake's contact points, and an SMS gateway. What it does with a
 * customer stands in the customer's reference: {@code cust-unknown-…} has no contact point, {@code cust-wrong-…} is refused
 * for good, {@code cust-flaky-…} is delivered at the fourth try, {@code cust-dead-…} never; all others at once.
 * {@code GET /taken} tells what the gateway took.
 */
public class Outside implements QuarkusTestResourceLifecycleManager {

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Integer> tries = new java.util.concurrent.ConcurrentHashMap<>();
        JsonArray taken = new JsonArray(new java.util.concurrent.CopyOnWriteArrayList<>());
        server.createContext("/contact-points/lookups", exchange -> lookups(exchange));
        server.createContext("/sms", exchange -> sms(exchange, tries, taken));
        server.createContext("/taken", exchange -> answer(exchange, 200, taken.encode()));
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "firstline.followup.intake-url", base,
                "firstline.followup.notice.gateway-url", base + "/sms",
                "firstline.followup.notice.gateway-token", "gateway-token",
                "firstline.followup.notice.way", "${outside.way:gateway}",
                "firstline.followup.notice.pause", "20ms",
                "firstline.followup.notice.longest-pause", "100ms",
                "firstline.followup.notice.tries", "5",
                "firstline.followup.notice.time-out", "2s",
                "outside.url", base);
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void lookups(HttpExchange exchange) throws IOException {
        JsonObject question = new JsonObject(body(exchange));
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        if (bearer == null || !bearer.startsWith("Bearer ") || question.getString("reason") == null) {
            answer(exchange, 401, "{}");
            return;
        }
        JsonArray points = new JsonArray();
        for (Object ref : question.getJsonArray("customerRefs")) {
            if (!ref.toString().startsWith("cust-unknown-")) {
                points.add(new JsonObject()
                        .put("customerRef", ref)
                        .put("channel", "sms")
                        .put("address", "+8613800" + ref)
                        .put("language", ref.toString().contains("-en-") ? "en" : "zh-CN"));
            }
        }
        answer(exchange, 200, new JsonObject().put("contactPoints", points).encode());
    }

    private static void sms(HttpExchange exchange, Map<String, Integer> tries, JsonArray taken) throws IOException {
        JsonObject message = new JsonObject(body(exchange));
        String to = message.getString("to");
        int attempt = tries.merge(exchange.getRequestHeaders().getFirst("Idempotency-Key"), 1, Integer::sum);
        int status = 200;
        if (to.contains("cust-wrong-")) {
            status = 422;
        } else if (to.contains("cust-dead-") || to.contains("cust-flaky-") && attempt <= 3) {
            status = 503;
        }
        if (status == 200) {
            taken.add(message);
        }
        answer(exchange, status, "{}");
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
