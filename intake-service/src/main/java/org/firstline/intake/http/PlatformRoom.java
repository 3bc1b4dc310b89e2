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
import org.jspecify.annotations.Nullable;

/**
 * How much platforms may say at once. They keep what is not taken and send it again, thousands of them at once after
 * intake was away; people and the other services have what memory and processor is left.
 *
 * <p>Who finds no room gets a 503 before its token is looked at, which costs more than all else of such a request. Room is
 * taken only after that: a stranger who announces a large body and never sends it keeps nobody out. Callbacks prove
 * themselves by their body, so they take theirs unseen, and have a room of their own.
 */
@ApplicationScoped
class PlatformRoom {

    /** After the length of the body was looked at, before the token is. */
    private static final int BEFORE_THE_TOKEN = 900;

    /** The framework has its own at 200 and 100. */
    private static final int AFTER_THE_TOKEN = 50;

    /** In KiB: some 400 requests of one event each, or eight of the largest. */
    private static final int OF_EVENTS = 8 * 1024;

    private static final int OF_CALLBACKS = 4 * 1024;

    /** Whatever is announced: more than 64 KiB is not read of one. */
    private static final int OF_A_CALLBACK = 80;

    private static final int UNKNOWN = 64;

    private final Room events = new Room(OF_EVENTS, UNKNOWN);
    private final Room callbacks = new Room(OF_CALLBACKS, UNKNOWN);
    private final ObjectMapper json;
    private final MeterRegistry metrics;

    PlatformRoom(ObjectMapper json, MeterRegistry metrics) {
        this.json = json;
        this.metrics = metrics;
    }

    void onFilters(@Observes Filters filters) {
        filters.register(this::look, BEFORE_THE_TOKEN);
        filters.register(this::enter, AFTER_THE_TOKEN);
    }

    private void look(RoutingContext context) {
        Room room = room(context);
        if (room != null && room.isFull()) {
            turnAway(context);
        } else {
            context.next();
        }
    }

    private void enter(RoutingContext context) {
        Room room = room(context);
        if (room == null) {
            context.next();
            return;
        }
        int takes = room == events ? room.of(context.request()) : OF_A_CALLBACK;
        if (room.enter(takes)) {
            context.addEndHandler(ended -> room.leave(takes));
            context.next();
        } else {
            turnAway(context);
        }
    }

    private @Nullable Room room(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.startsWith("/call-events")) {
            return events;
        }
        return path.startsWith("/platforms/") ? callbacks : null;
    }

    private void turnAway(RoutingContext context) {
        metrics.counter("firstline.requests.turned.away").increment();
        Early.turnAway(
                context,
                Problems.busy(
                        "expected fewer requests of platforms at once, found some 400 or a few large ones under way;"
                                + " nothing of this one is kept, send it again"),
                json);
    }
}
