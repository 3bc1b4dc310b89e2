package org.firstline.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Answers of whoever looks at a request before any resource is asked. */
public final class Early {

    private Early() {}

    /** Ends the request with the problem; what is still to come of its body is not looked at. */
    public static void turnAway(RoutingContext context, HttpProblem problem, ObjectMapper json) {
        problem.getHeaders().forEach((name, value) -> context.response().putHeader(name, String.valueOf(value)));
        try {
            context.response()
                    .setStatusCode(problem.getStatusCode())
                    .putHeader(HttpHeaders.CONTENT_TYPE, HttpProblem.MEDIA_TYPE.toString())
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a problem as JSON", e);
        }
    }
}
