package org.firstline.door;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What is turned away before any resource is asked is told what was wrong as well: the framework answers it with nothing
 * but a status. What is not even HTTP, and a body that never says how long it will be, still get just that.
 */
@ApplicationScoped
class Threshold {

    /** Before the framework's own look at the length. */
    private static final int FIRST = 1_000;

    private static final Pattern MEDIA_TYPE = Pattern.compile("\\s*[\\w!#$&^.+-]+/[\\w!#$&^.+-]+\\s*(;.*)?");

    private final long mostBytes;
    private final ObjectMapper json;

    Threshold(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBytes, ObjectMapper json) {
        this.mostBytes = mostBytes.asLongValue();
        this.json = json;
    }

    void onFilters(@Observes Filters filters) {
        filters.register(this::look, FIRST);
    }

    private void look(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null
                && length.matches("[0-9]+")
                && (length.length() > 18 || Long.parseLong(length) > mostBytes)) {
            // The rest of the body is not waited for.
            context.response()
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .endHandler(told -> context.request().connection().close());
            Early.turnAway(context, Problems.tooLarge(mostBytes), json);
        } else if (!isWellFormed(context.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
            Early.turnAway(context, Problems.notSupported(), json);
        } else {
            context.next();
        }
    }

    /** The framework stumbles over what is no media type where a path takes several. */
    private static boolean isWellFormed(@Nullable String contentType) {
        return contentType == null || MEDIA_TYPE.matcher(contentType).matches();
    }
}
