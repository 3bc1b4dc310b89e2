package org.firstline.intake.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.firstline.door.Early;
import org.firstline.door.Problems;
import org.firstline.door.Room;

/**
 * How much platforms may say at once. They keep what is not taken and send it again, thousands of them at once after
 * intake was away; people and the other services have what memory and processor is left. Who finds no room gets a 503 before its
 * token is looked at, which costs more than all else of such a request.
 */
@ApplicationScoped
class PlatformRoom {

    /** After the length of the body was looked at, before the token is. */
    private static final int SECOND = 900;

    /** In KiB: some 400 requests of one event each, or eight of the largest. */
    private static final int MOST = 8 * 1024;

    private static final int UNKNOWN = 64;

    private final Room room = new Room(MOST, UNKNOWN);
    private final ObjectMapper json;
    private final MeterRegistry metrics;

    PlatformRoom(ObjectMapper json, MeterRegistry metrics) {
        this.json = json;
        this.metrics = metrics;
    }

    void onFilters(@Observes Filters filters) {
        filters.register(this::look, SECOND);
    }

    private void look(RoutingContext context) {
        String path = context.normalizedPath();
        if (!path.equals("/call-events") && !path.startsWith("/platforms/")) {
            context.next();
            return;
        }
        int takes = room.of(context.request());
        if (!room.enter(takes)) {
            metrics.counter("firstline.requests.turned.away").increment();
            Early.turnAway(
                    context,
                    Problems.busy("expected fewer requests of platforms at once, found some 400 or a few large ones"
                            + " under way; nothing of this one is kept, send it again"),
                    json);
            return;
        }
        context.addEndHandler(ended -> room.leave(takes));
        context.next();
    }
}
