package org.firstline.intake.connect;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.firstline.messaging.settings.Bounds;
import org.firstline.messaging.settings.Secret;

/** Chooses the directory: the operator's own where its URL is set, else the embedded one. */
final class Directories {

    /** Where the operator's directory is. */
    @ConfigMapping(prefix = "firstline.directory")
    interface Settings {

        /** Base URL of the operator's directory; without it the embedded starter file answers. */
        Optional<URI> url();

        /** Bearer token for it. */
        @Secret
        Optional<String> token();

        /** How long to wait for an answer before going on without. */
        @WithDefault("2s")
        @Bounds(least = "1ms", most = "1m")
        Duration timeout();
    }

    private Directories() {}

    @Produces
    @ApplicationScoped
    static CustomerDirectory directory(Settings settings, ObjectMapper json) {
        ObjectMapper lenient = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        return settings.url()
                .<CustomerDirectory>map(url -> new HttpDirectory(url, settings.token(), settings.timeout(), lenient))
                .orElseGet(() -> EmbeddedDirectory.starter(json));
    }
}
