package org.firstline.chaos.fault;

import org.firstline.local.Detour;
import org.firstline.local.PortPlan;
import org.firstline.local.Suite;

/** What stands between the services and their two servers. */
public final class Links implements AutoCloseable {

    private final Link postgres;
    private final Link broker;

    private Links(Link postgres, Link broker) {
        this.postgres = postgres;
        this.broker = broker;
    }

    /** To be there before the suite is started on those ports. */
    public static Links before(PortPlan ports) {
        return new Links(Link.to(ports.postgres()), Link.to(ports.kafkaByDetour()));
    }

    /** What the suite must be told, so that the services come this way. */
    public Detour detour() {
        return new Detour(postgres.port(), broker.port());
    }

    /** The link to {@link Suite#POSTGRES} or {@link Suite#BROKER}. */
    Link to(String server) {
        return switch (server) {
            case Suite.POSTGRES -> postgres;
            case Suite.BROKER -> broker;
            default -> throw new IllegalArgumentException("There is no link to '" + server + "'");
        };
    }

    @Override
    public void close() {
        postgres.close();
        broker.close();
    }
}
