package org.firstline.local;

import java.util.Map;

/**
 * Other ports by which the services, and nobody else, find our own database and broker. Whoever names them listens there
 * and passes what comes on to {@link PortPlan#postgres()} and {@link PortPlan#kafkaByDetour()}: at once, late, or not.
 *
 * @param postgres where the services look for the database, on 127.0.0.1
 * @param kafka where the services look for the broker, on 127.0.0.1; the broker gives them this address as its own
 */
public record Detour(int postgres, int kafka) {

    /** What a service is told in place of the servers' own addresses. */
    Map<String, String> environment() {
        return Map.of(
                "FIRSTLINE_DATABASE_URL", "postgresql://127.0.0.1:" + postgres + "/" + Databases.NAME,
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + kafka);
    }
}
