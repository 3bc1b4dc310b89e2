package org.firstline.followup.connect;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The real way out: one POST per message to an SMS gateway's HTTP API. 2xx is delivered; 408, 425, 429 and 5xx, silence
 * and a broken connection are tried again; any other answer is for good.
 */
public final class Gateway implements Outbound {

    private final WebClient client;
    private final URI url;
    private final Optional<String> token;
    private final Duration timeOut;

    /** A gateway at an address; its answer is waited for at most {@code timeOut}. */
    public Gateway(WebClient client, URI url, Optional<String> token, Duration timeOut) {
        this.client = client;
        this.url = url;
        this.token = token;
        this.timeOut = timeOut;
    }

    @Override
    public Uni<Sent> send(Message message) {
        HttpRequest<io.vertx.mutiny.core.buffer.Buffer> request = client.postAbs(url.toString())
                .timeout(timeOut.toMillis())
                .putHeader("Idempotency-Key", message.noticeId());
        token.ifPresent(request::bearerTokenAuthentication);
        return request.sendJsonObject(new JsonObject()
                        .put("reference", message.noticeId())
                        .put("channel", message.channel())
                        .put("to", message.address())
                        .put("language", message.language())
                        .put("text", message.text()))
                .map(HttpResponse::statusCode)
                .map(Gateway::meaning)
                .onFailure()
                .recoverWithItem(failure ->
                        new Sent.Unclear("no answer: " + failure.getClass().getSimpleName()));
    }

    private static Sent meaning(int status) {
        if (status >= 200 && status < 300) {
            return new Sent.Delivered();
        }
        boolean passing = status >= 500 || status == 408 || status == 425 || status == 429;
        return passing ? new Sent.Unclear("answer " + status) : new Sent.Refused("answer " + status);
    }
}
