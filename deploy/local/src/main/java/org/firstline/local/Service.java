package org.firstline.local;

import java.util.Arrays;
import java.util.Locale;

/**
 * The four services. A service's {@link #id()} is also the name of its database role, its schema, its Kafka principal
 * and the prefix of its consumer groups; its position fixes its ports.
 */
public enum Service {
    INTAKE,
    DIAGNOSIS,
    ESCALATION,
    FOLLOWUP;

    /** The service's name as it stands in topics, schemas and settings, for example {@code intake}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The Maven module that holds the service, for example {@code intake-service}. */
    public String module() {
        return id() + "-service";
    }

    /**
     * The service of that name.
     *
     * @throws IllegalArgumentException naming what was given and what would be right
     */
    public static Service of(String id) {
        return Arrays.stream(values())
                .filter(service -> service.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No service is called '" + id + "'; there are "
                        + Arrays.stream(values()).map(Service::id).toList()));
    }
}
