package org.firstline.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Looks at the token as the framework does, and tells who has none, or none that is good, by a problem as every other
 * door does. The framework turns such a caller away before any exception mapper is asked, with nothing but a status.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class Doorkeeper implements HttpAuthenticationMechanism {

    private final OidcAuthenticationMechanism tokens;
    private final ObjectMapper json;

    Doorkeeper(OidcAuthenticationMechanism tokens, ObjectMapper json) {
        this.tokens = tokens;
        this.json = json;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        return tokens.authenticate(context, identities)
                .onFailure(Doorkeeper::isOfTheToken)
                .transform(failure -> new AuthenticationFailedException("a token that is none"));
    }

    /** The framework takes some of what is no token apart without looking, such as two dots, and stumbles. */
    private static boolean isOfTheToken(Throwable failure) {
        return failure instanceof NoSuchElementException
                || failure instanceof IllegalArgumentException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof DecodeException;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return tokens.getChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return tokens.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return tokens.getCredentialTransport(context);
    }

    @Override
    public int getPriority() {
        return tokens.getPriority();
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        return tokens.sendChallenge(context).flatMap(sent -> {
            if (!sent || context.response().getStatusCode() != 401) {
                return Uni.createFrom().item(sent);
            }
            context.response().putHeader(HttpHeaders.CONTENT_TYPE, HttpProblem.MEDIA_TYPE.toString());
            return Uni.createFrom()
                    .completionStage(context.response().end(unauthorized()).toCompletionStage())
                    .replaceWith(true);
        });
    }

    private String unauthorized() {
        try {
            return json.writeValueAsString(Problems.unauthorized());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a problem as JSON", e);
        }
    }
}
