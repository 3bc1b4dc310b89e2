package org.firstline.messaging;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means: what is accepted now is kept. That needs the database and nothing else; with the broker away the outbox
 * fills and nobody is turned down. Live means: the relay's thread runs.
 */
final class Health {

    private Health() {}

    @Readiness
    @ApplicationScoped
    static class Database implements AsyncHealthCheck {

        private final PostOffice office;

        Database(PostOffice office) {
            this.office = office;
        }

        @Override
        public Uni<HealthCheckResponse> call() {
            return office.now()
                    .ifNoItem()
                    .after(Duration.ofSeconds(2))
                    .fail()
                    .map(now -> HealthCheckResponse.up("database"))
                    .onFailure()
                    .recoverWithItem(HealthCheckResponse.down("database"));
        }
    }

    @Liveness
    @ApplicationScoped
    static class Outgoing implements HealthCheck {

        private final Relay relay;

        Outgoing(Relay relay) {
            this.relay = relay;
        }

        @Override
        public HealthCheckResponse call() {
            return HealthCheckResponse.named("outbox-relay")
                    .status(relay.isAlive())
                    .build();
        }
    }
}
