package org.firstline.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.firstline.messaging.settings.Bounds;
import org.firstline.messaging.settings.Secret;
import org.firstline.messaging.settings.Written;

/** Where a service's own schema is. Migrations and the relay use connections of their own, not the pool's. */
@ConfigMapping(prefix = "firstline.database")
public interface DatabaseSettings {

    /** Where the database is. */
    @Written(as = DatabaseUrl.EXPECTED)
    DatabaseUrl url();

    /** The service's own role. */
    String user();

    /** That role's password. */
    @Secret
    String password();

    /** The service's own schema, which the role owns. */
    @Written(as = "lower-case letters, digits and _", pattern = "[a-z_][a-z0-9_]{0,62}")
    String schema();

    /** How long to wait for a database that is not there yet at start, in seconds. */
    @WithDefault("120")
    @Bounds(least = "0", most = "86400")
    int waitSeconds();

    /** The JDBC URL of the schema, without user and password. */
    default String jdbcUrl() {
        return url().jdbc(schema());
    }
}
