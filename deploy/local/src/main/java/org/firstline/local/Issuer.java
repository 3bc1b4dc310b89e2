package org.firstline.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * A small OpenID Connect issuer on 127.0.0.1 for demo users: discovery, public keys, and tokens by the client
 * credentials grant (services, with their secret) and by the password grant without a password (people: whoever can
 * reach 127.0.0.1 of this machine may be anybody). A real provider takes its place by settings.
 */
public final class Issuer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Far more than the form of any grant has. */
    static final int MOST_BYTES = 16 * 1024;

    /** Who is cut off in the middle of sending does not hear why; so much more is thrown away so that most do. */
    private static final int MOST_THROWN_AWAY = 8 * 1024 * 1024;

    private final HttpServer http;
    private final SigningKey key;
    private final Map<String, String> clientSecrets;

    private Issuer(HttpServer http, SigningKey key, Map<String, String> clientSecrets) {
        this.http = http;
        this.key = key;
        this.clientSecrets = Map.copyOf(clientSecrets);
    }

    /**
     * Starts the issuer.
     *
     * @param port on 127.0.0.1
     * @param clientSecrets by client name, for the users that are services
     * @throws LocalTrouble when the port is taken
     */
    public static Issuer start(int port, SigningKey key, Map<String, String> clientSecrets) {
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            var issuer = new Issuer(http, key, clientSecrets);
            http.createContext("/.well-known/openid-configuration", only("GET", issuer::discovery));
            http.createContext("/jwks", only("GET", issuer::keys));
            http.createContext("/token", only("POST", issuer::token));
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.start();
            return issuer;
        } catch (BindException e) {
            throw new LocalTrouble(Words.of("port-taken", port, Words.of("name-issuer")));
        } catch (IOException e) {
            throw new LocalTrouble(Words.of("issuer-cannot-listen", port, Words.why(e)), e);
        }
    }

    /** The issuer's name in tokens, and where its discovery document begins. */
    public String url() {
        return url(http.getAddress().getPort());
    }

    static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** For those who put more than tokens on this port (the test servers do). */
    void add(String path, HttpHandler handler) {
        http.createContext(path, handler);
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void discovery(HttpExchange exchange) throws IOException {
        var document = new LinkedHashMap<String, Object>();
        document.put("issuer", url());
        document.put("jwks_uri", url() + "/jwks");
        document.put("token_endpoint", url() + "/token");
        // The specification demands one; there is no browser login here.
        document.put("authorization_endpoint", url() + "/authorize");
        document.put("grant_types_supported", List.of("client_credentials", "password"));
        document.put("response_types_supported", List.of("code"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"));
        document.put("claims_supported", List.of("sub", "groups", "department", "preferred_username"));
        answer(exchange, 200, JSON.writeValueAsString(document));
    }

    private void keys(HttpExchange exchange) throws IOException {
        answer(exchange, 200, key.publicKeys());
    }

    private void token(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throwAway(exchange.getRequestBody());
            refuse(exchange, 413, "invalid_request", "The form may have " + MOST_BYTES + " bytes at most");
            return;
        }
        var form = form(new String(body, StandardCharsets.UTF_8));
        switch (form.getOrDefault("grant_type", "")) {
            case "client_credentials" -> clientToken(exchange, form);
            case "password" -> demoToken(exchange, form);
            default -> refuse(exchange, 400, "unsupported_grant_type", "Use client_credentials or password");
        }
    }

    private void clientToken(HttpExchange exchange, Map<String, String> form) throws IOException {
        var credentials = basic(exchange).orElse(form);
        var client = credentials.getOrDefault("client_id", "");
        var secret = clientSecrets.get(client);
        if (secret == null || !same(secret, credentials.getOrDefault("client_secret", ""))) {
            refuse(exchange, 401, "invalid_client", "Unknown client or wrong secret");
            return;
        }
        grant(exchange, DemoUser.find(client));
    }

    private void demoToken(HttpExchange exchange, Map<String, String> form) throws IOException {
        var name = form.getOrDefault("username", "");
        var user =
                DemoUser.all().stream().filter(each -> each.name().equals(name)).findFirst();
        if (user.isEmpty() || user.get().isService()) {
            refuse(exchange, 400, "invalid_grant", "No such demo user");
            return;
        }
        grant(exchange, user.get());
    }

    private void grant(HttpExchange exchange, DemoUser user) throws IOException {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("access_token", key.token(url(), user));
        answer.put("token_type", "Bearer");
        answer.put("expires_in", user.tokenLife().toSeconds());
        answer(exchange, 200, JSON.writeValueAsString(answer));
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Map<String, String>> basic(HttpExchange exchange) {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            var pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                return Optional.empty();
            }
            return Optional.of(Map.of(
                    "client_id", decode(pair.substring(0, colon)), "client_secret", decode(pair.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void throwAway(InputStream rest) throws IOException {
        var buffer = new byte[MOST_BYTES];
        int read = 0;
        for (int thrown = 0; read >= 0 && thrown < MOST_THROWN_AWAY; thrown += read) {
            read = rest.read(buffer);
        }
    }

    private static Map<String, String> form(String body) {
        var form = new HashMap<String, String>();
        for (var pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static HttpHandler only(String method, HttpHandler handler) {
        return exchange -> {
            try (exchange) {
                if (exchange.getRequestMethod().equals(method)) {
                    handleWellEncoded(exchange, handler);
                } else {
                    refuse(exchange, 405, "invalid_request", "Use " + method);
                }
            }
        };
    }

    /** Answers while the exchange is still open: what its closing comes before is never heard. */
    private static void handleWellEncoded(HttpExchange exchange, HttpHandler handler) throws IOException {
        try {
            handler.handle(exchange);
        } catch (IllegalArgumentException e) {
            refuse(exchange, 400, "invalid_request", "The form is not well encoded");
        }
    }

    private static void refuse(HttpExchange exchange, int status, String error, String description) throws IOException {
        answer(exchange, status, JSON.writeValueAsString(Map.of("error", error, "error_description", description)));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
