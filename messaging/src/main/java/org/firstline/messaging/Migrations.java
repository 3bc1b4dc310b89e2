package org.firstline.messaging;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstline.messaging.settings.BadSetting;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

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
        try {
            flyway(location, history).migrate();
        } catch (FlywayException e) {
            throw reason(e)
                    .filter(Migrations::isAboutTheSettings)
                    .<RuntimeException>map(this::told)
                    .orElse(e);
        }
    }

    private BadSetting told(SQLException reason) {
        return BadSetting.of(
                "firstline.database.url",
                "a database there that lets " + database.user() + " in by firstline.database.password, with a schema "
                        + database.schema() + " that it may change",
                String.valueOf(reason.getMessage()).lines().findFirst().orElse("nothing that says why"));
    }

    private static Optional<SQLException> reason(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }

    /** Nobody there, no way in, no such database or schema, no right: for a person to mend, and no fault of ours. */
    private static boolean isAboutTheSettings(SQLException reason) {
        String state = reason.getSQLState();
        return state != null && (state.matches("(08|28|3D|3F|57).*") || state.equals("42501"));
    }

    private Flyway flyway(String location, String history) {
        return Flyway.configure()
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
                .load();
    }
}
