package org.firstline.drive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** One service over HTTP, as one user, with that user's bearer token on every request. */
public final class HttpDoor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PRECONDITION_FAILED = 412;

    private final HttpClient client;
    private final URI base;
    private final Supplier<String> token;

    HttpDoor(HttpClient client, URI base, Supplier<String> token) {
        this.client = client;
        this.base = base;
        this.token = token;
    }

    /**
     * What came back.
     *
     * @param status the HTTP status
     * @param json the body; a missing node where there is none or it is not JSON
     */
    public record Answer(int status, JsonNode json, Optional<String> etag, Optional<String> location) {

        /** Whether it went well (2xx). */
        public boolean isGood() {
            return status / 100 == 2;
        }
    }

    public Answer get(String path) {
        return exchange("GET", path, Optional.empty(), "application/json", Map.of());
    }

    /**
     * @param body anything Jackson can write: a map, a list
     * @param headers such as {@code Idempotency-Key} and {@code If-Match}
     */
    public Answer post(String path, Object body, Map<String, String> headers) {
        return exchange("POST", path, Optional.of(json(body)), "application/json", headers);
    }

    /**
     * Changes a thing that others may change too: reads it, and changes what was read. Found it changed in between (a
     * message to the customer may just have gone out), it reads and tries again, as a person would, five times at most.
     *
     * @param method PUT or POST
     * @param read where the thing is read
     * @param path where it is changed
     */
    public Answer change(String method, String read, String path, Object body) {
        String key = UUID.randomUUID().toString();
        Answer answer = new Answer(PRECONDITION_FAILED, MissingNode.getInstance(), Optional.empty(), Optional.empty());
        for (int tried = 0; tried < 5 && answer.status() == PRECONDITION_FAILED; tried++) {
            Answer before = get(read);
            if (!before.isGood()) {
                return before;
            }
            answer = exchange(
                    method,
                    path,
                    Optional.of(json(body)),
                    "application/json",
                    Map.of("If-Match", before.etag().orElse(""), "Idempotency-Key", key));
        }
        return answer;
    }

    /** Sends a call event as a platform without Kafka does: structured mode, one per request. */
    public Answer call(Post post) {
        return exchange(
                "POST", "/call-events", Optional.of(post.structured()), "application/cloudevents+json", Map.of());
    }

    /**
     * Sends any request.
     *
     * @throws UncheckedIOException when the service cannot be reached or does not answer within 30 s
     */
    public Answer exchange(
            String method, String path, Optional<String> body, String contentType, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token.get())
                .header("Accept", "application/json, application/problem+json")
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()));
        body.ifPresent(sent -> request.header("Content-Type", contentType));
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    tree(response.body()),
                    response.headers().firstValue("ETag"),
                    response.headers().firstValue("Location"));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + base.resolve(path) + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in " + method + " " + path, e);
        }
    }

    private static JsonNode tree(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected a body that can be written as JSON", e);
        }
    }
}
