package org.firstline.followup.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.OidcClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks intake where customers are reached, at the moment of sending; intake records that it was asked and why. */
public final class ContactPoints {

    /** Most customers in one question. */
    public static final int MOST = 200;

    /** The question. */
    public record Lookup(List<String> customerRefs, String reason) {}

    /** The answer; customers without a contact point are missing in it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Found(List<ContactPoint> contactPoints) {}

    /**
     * Where a customer is reached.
     *
     * @param channel such as {@code sms}
     * @param address personal data
     * @param language the customer's, such as {@code zh-CN}; absent where not known
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ContactPoint(
            String customerRef,
            String channel,
            String address,
            @Nullable String language) {

        @Override
        public String toString() {
            return "ContactPoint[" + customerRef + "]";
        }
    }

    private final WebClient client;
    private final OidcClient tokens;
    private final URI intake;
    private final Duration timeOut;

    /** Intake at its address; its answer is waited for at most {@code timeOut}. */
    public ContactPoints(WebClient client, OidcClient tokens, URI intake, Duration timeOut) {
        this.client = client;
        this.tokens = tokens;
        this.intake = intake;
        this.timeOut = timeOut;
    }

    /**
     * The contact points of these customers, by reference; fails when intake cannot be asked now.
     *
     * @param customerRefs at most {@link #MOST}
     */
    public Uni<Map<String, ContactPoint>> of(Collection<String> customerRefs) {
        if (customerRefs.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Lookup lookup = new Lookup(List.copyOf(customerRefs), "notice");
        return token().flatMap(token -> client.postAbs(
                                intake.resolve("/contact-points/lookups").toString())
                        .timeout(timeOut.toMillis())
                        .bearerTokenAuthentication(token)
                        .sendJson(lookup))
                .map(answer -> {
                    if (answer.statusCode() != 200) {
                        throw new Unavailable("intake answered " + answer.statusCode());
                    }
                    Map<String, ContactPoint> points = new HashMap<>();
                    answer.bodyAsJson(Found.class)
                            .contactPoints()
                            .forEach(point -> points.put(point.customerRef(), point));
                    return points;
                });
    }

    private volatile io.quarkus.oidc.client.@Nullable Tokens kept;

    private Uni<String> token() {
        io.quarkus.oidc.client.Tokens now = kept;
        if (now != null && !now.isAccessTokenExpired() && !now.isAccessTokenWithinRefreshInterval()) {
            return Uni.createFrom().item(now.getAccessToken());
        }
        return tokens.getTokens()
                .ifNoItem()
                .after(timeOut)
                .fail()
                .invoke(fresh -> kept = fresh)
                .map(io.quarkus.oidc.client.Tokens::getAccessToken);
    }

    /** Intake does not answer as it should; it is asked again later. */
    public static final class Unavailable extends RuntimeException {
        Unavailable(String message) {
            super(message);
        }
    }
}
