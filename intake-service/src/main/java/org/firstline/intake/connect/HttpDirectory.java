package org.firstline.intake.connect;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstline.intake.domain.Stage.Identity;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An operator's own directory over HTTP: {@code POST <url>/lookups {"keys":[{kind,value}]}} answers
 * {@code {"customers":[entry or null, …]}} in the same order; {@code POST <url>/verifications {kind,value,method,
 * evidence}} answers {@code {"verified":true|false}}.
 */
final class HttpDirectory implements CustomerDirectory {

    private static final Logger LOG = Logger.getLogger(HttpDirectory.class);

    private record Lookups(List<Key> keys) {}

    private record Found(List<@Nullable Entry> customers) {}

    private record Question(Key.Kind kind, String value, String method, String evidence) {}

    private record Answer(boolean verified) {}

    private final URI url;
    private final Optional<String> token;
    private final Duration timeout;
    private final ObjectMapper json;
    private final HttpClient client;

    HttpDirectory(URI url, Optional<String> token, Duration timeout, ObjectMapper json) {
        this.url = url;
        this.token = token;
        this.timeout = timeout;
        this.json = json;
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    @Override
    public Uni<Map<Key, Entry>> find(Set<Key> keys) {
        List<Key> asked = new ArrayList<>(keys);
        return post("lookups", new Lookups(asked), Found.class).map(found -> {
            if (found.customers() == null || found.customers().size() != asked.size()) {
                throw new IllegalStateException("expected " + asked.size() + " answers of the customer directory");
            }
            Map<Key, Entry> entries = new HashMap<>();
            for (int i = 0; i < asked.size(); i++) {
                Entry entry = found.customers().get(i);
                if (entry != null) {
                    entries.put(asked.get(i), entry);
                }
            }
            return entries;
        });
    }

    @Override
    public Uni<Identity.Result> verify(Key who, String method, String evidence) {
        return post("verifications", new Question(who.kind(), who.value(), method, evidence), Answer.class)
                .map(answer -> answer.verified() ? Identity.Result.VERIFIED : Identity.Result.FAILED)
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "the customer directory does not answer, the identity stays unverified: %s",
                        failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithItem(Identity.Result.UNAVAILABLE);
    }

    private <T> Uni<T> post(String path, Object body, Class<T> type) {
        return Uni.createFrom().completionStage(() -> {
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(
                                URI.create(url.toString().replaceAll("/+$", "") + "/" + path))
                        .timeout(timeout)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
                token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
                return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                        .thenApply(response -> read(response, type));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private <T> T read(HttpResponse<byte[]> response, Class<T> type) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("expected 200 of the customer directory, found " + response.statusCode());
        }
        try {
            return json.readValue(response.body(), type);
        } catch (IOException e) {
            // The cause may quote the answer, which is personal data.
            throw new IllegalStateException("expected the customer directory's answer to be its JSON");
        }
    }
}
