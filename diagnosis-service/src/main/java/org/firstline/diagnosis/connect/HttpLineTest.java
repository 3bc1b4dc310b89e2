package org.firstline.diagnosis.connect;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstline.diagnosis.domain.Facts;
import org.jboss.logging.Logger;

/**
 * Asks network management over HTTP: {@code GET <url>/line-tests/<serviceRef>?checks=a,b} answers
 * {@code {"olt.port-state": "up", …}}. Anything but a timely 200 is "unknown".
 */
final class HttpLineTest implements LineTest {

    private static final Logger LOG = Logger.getLogger(HttpLineTest.class);
    private static final int LONGEST_VALUE = 64;

    private final HttpClient client;
    private final String url;
    private final Optional<String> token;
    private final Duration timeout;

    HttpLineTest(Vertx vertx, String url, Optional<String> token, Duration timeout) {
        this.client = vertx.createHttpClient();
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = token;
        this.timeout = timeout;
    }

    @Override
    public Uni<Map<String, String>> ask(Facts facts, Set<String> checks) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url + "/line-tests/" + encoded(facts.serviceRef()) + "?checks="
                        + encoded(String.join(",", checks)))
                .setTimeout(timeout.toMillis());
        token.ifPresent(bearer -> request.putHeader("Authorization", "Bearer " + bearer));
        return Uni.createFrom()
                .completionStage(() -> client.request(request)
                        .compose(r -> r.send())
                        .compose(response -> response.body().map(body -> {
                            if (response.statusCode() != 200) {
                                throw new IllegalStateException("expected status 200, found " + response.statusCode());
                            }
                            return answers(new JsonObject(body), checks);
                        }))
                        .toCompletionStage())
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "a line test could not be made and counts as unknown: %s",
                        failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithItem(Map.of());
    }

    private static Map<String, String> answers(JsonObject body, Set<String> checks) {
        Map<String, String> answers = new HashMap<>();
        for (String check : checks) {
            if (body.getValue(check) instanceof String value && value.length() <= LONGEST_VALUE) {
                answers.put(check, value);
            }
        }
        return Map.copyOf(answers);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
