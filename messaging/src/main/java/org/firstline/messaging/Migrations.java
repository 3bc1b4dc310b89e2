package org.firstline.messaging;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema up to date before anything else starts: first the post office's tables, then the service's own, each
 * with a history of its own so that either may grow alone.
 */
@ApplicationScoped
class Migrations {

    private final DatabaseSettings database;

    Migrations(DatabaseSettings database) {
        this.database = database;
    }

    void onStart(@Observes @Priority(1) StartupEvent event) {
        migrate("classpath:db/messaging", "flyway_messaging");
        migrate("classpath:db/migration", "flyway_service");
    }

    private void migrate(String location, String history) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .defaultSchema(database.schema())
                .createSchemas(false)
                .locations(location)
                .failOnMissingLocations(false)
                .table(history)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .connectRetries(database.waitSeconds())
                .connectRetriesInterval(1)
                .load()
                .migrate();
    }
}
