package org.firstline.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where a service's own schema is. Migrations and the relay use connections of their own, not the pool's. */
@ConfigMapping(prefix = "firstline.database")
public interface DatabaseSettings {

    /** Where the database is. */
    DatabaseUrl url();

    /** The service's own role. */
    String user();

    /** That role's password. */
    String password();

    /** The service's own schema, which the role owns. */
    String schema();

    /** How long to wait for a database that is not there yet at start, in seconds. */
    @WithDefault("120")
    int waitSeconds();

    /** The JDBC URL of the schema, without user and password. */
    default String jdbcUrl() {
        return url().jdbc(schema());
    }
}
