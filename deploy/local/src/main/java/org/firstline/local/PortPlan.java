package org.firstline.local;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which port is whose, all on 127.0.0.1 and counted from one base.
 *
 * @param base the issuer's; from 1024
 */
public record PortPlan(int base) {

    /** The base when nobody says otherwise. */
    public static final int DEFAULT_BASE = 8080;

    private static final int LOWEST_BASE = 1024;
    private static final int FIRST_SERVICE = 1;
    private static final int POSTGRES = 5;
    private static final int KAFKA = 6;
    private static final int CONTROLLER = 7;
    private static final int KAFKA_BY_DETOUR = 8;
    private static final int FIRST_MANAGEMENT = 11;
    /** How many ports one suite takes, the unused between them counted. */
    static final int COUNT = 15;

    private static final int HIGHEST_BASE = 65_535 - COUNT;

    /**
     * Checks the range.
     *
     * @throws LocalTrouble when no port plan can begin there
     */
    public PortPlan {
        if (base < LOWEST_BASE || base > HIGHEST_BASE) {
            throw new LocalTrouble(Words.of("port-base-range", HIGHEST_BASE, base));
        }
    }

    int issuer() {
        return base;
    }

    int service(Service service) {
        return base + FIRST_SERVICE + service.ordinal();
    }

    /** Health and metrics. */
    int management(Service service) {
        return base + FIRST_MANAGEMENT + service.ordinal();
    }

    /** The database's own. */
    public int postgres() {
        return base + POSTGRES;
    }

    int kafka() {
        return base + KAFKA;
    }

    int controller() {
        return base + CONTROLLER;
    }

    /** Where the broker takes connections that come by a {@link Detour}; unused without one. */
    public int kafkaByDetour() {
        return base + KAFKA_BY_DETOUR;
    }

    /** Every port with the name of who needs it; none for a server that is elsewhere. */
    Map<Integer, String> owners(ExternalServers external) {
        var owners = new LinkedHashMap<Integer, String>();
        owners.put(issuer(), Words.of("name-issuer"));
        for (var service : Service.values()) {
            owners.put(service(service), service.id());
            owners.put(management(service), service.id());
        }
        if (!external.haveEveryDatabase()) {
            owners.put(postgres(), Words.of("name-postgres"));
        }
        if (external.broker().isEmpty()) {
            owners.put(kafka(), Words.of("name-broker"));
            owners.put(controller(), Words.of("name-broker"));
        }
        return owners;
    }
}
