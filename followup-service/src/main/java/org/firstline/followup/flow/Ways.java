package org.firstline.followup.flow;

import io.quarkus.oidc.client.OidcClient;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.firstline.followup.connect.ContactPoints;
import org.firstline.followup.connect.Gateway;
import org.firstline.followup.connect.Outbound;
import org.firstline.followup.connect.ShownMessages;

/** The ways to the outside world as the settings want them. */
@ApplicationScoped
class Ways {

    private final FollowupSettings settings;
    private final WebClient client;

    Ways(FollowupSettings settings, Vertx vertx) {
        this.settings = settings;
        this.client = WebClient.create(vertx);
    }

    @Produces
    @Singleton
    ShownMessages shown() {
        return new ShownMessages();
    }

    @Produces
    @Singleton
    @Chosen
    Outbound outbound(ShownMessages shown) {
        FollowupSettings.Notice notice = settings.notice();
        return switch (notice.way()) {
            case EMBEDDED -> shown;
            case GATEWAY ->
                new Gateway(client, notice.gatewayUrl().orElseThrow(), notice.gatewayToken(), notice.timeOut());
        };
    }

    @Produces
    @Singleton
    ContactPoints contactPoints(OidcClient tokens) {
        return new ContactPoints(
                client, tokens, settings.intakeUrl(), settings.notice().timeOut());
    }
}
