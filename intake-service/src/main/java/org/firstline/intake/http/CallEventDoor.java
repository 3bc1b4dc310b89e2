package org.firstline.intake.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.door.Caller;
import org.firstline.door.Problems;
import org.firstline.door.Problems.Violation;
import org.firstline.intake.listen.CallEvents;
import org.firstline.messaging.Letter;
import org.firstline.messaging.Trace;
import org.jspecify.annotations.Nullable;

/** Where platforms push call events in: CloudEvents in structured, binary and batch mode. */
@Path("/call-events")
@RolesAllowed(Caller.PLATFORM)
@Tag(name = "Call events", description = "What happens to calls, as CloudEvents 1.0; a 202 means it is kept")
public class CallEventDoor {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final int MOST_EVENTS = 500;

    private final CallEvents events;
    private final Trace trace;
    private final ObjectMapper json;
    private final Envelopes envelopes;

    CallEventDoor(CallEvents events, Trace trace, ObjectMapper json) {
        this.events = events;
        this.trace = trace;
        this.json = json;
        this.envelopes = new Envelopes(new JsonFormat(), json);
    }

    /** How many events were taken, and how many of them were new. */
    public record Accepted(int events, int fresh) {}

    @POST
    @Consumes(STRUCTURED)
    @Operation(summary = "One event in structured mode")
    @RequestBody(
            content =
                    @Content(
                            mediaType = STRUCTURED,
                            examples = @ExampleObject(name = "answered", value = Samples.CALL_ANSWERED)))
    @APIResponse(responseCode = "202", description = "Committed; it leads to at most one case")
    @APIResponse(responseCode = "400", description = "Not a call event; the problem names the field")
    @APIResponse(responseCode = "503", description = "Too many at once, or a server is away; send it again")
    public Uni<Response> structured(byte[] body, @Context HttpHeaders headers) {
        return accept(List.of(letter(envelopes.read(bounded(body, "body")), headers)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "One event in binary mode",
            description = "The attributes stand in the headers ce-id, ce-source, ce-type, ce-specversion")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "answered", value = Samples.CALL_ANSWERED_DATA)))
    @APIResponse(responseCode = "202", description = "Committed")
    public Uni<Response> binary(byte[] body, @Context HttpHeaders headers) {
        bounded(body, "body");
        String version = headers.getHeaderString("ce-specversion");
        if (!"1.0".equals(version)) {
            throw Problems.badRequest("ce-specversion", "1.0", version == null ? "nothing" : "another version");
        }
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(attribute(headers, "ce-id"))
                .withType(attribute(headers, "ce-type"))
                .withSource(uri(attribute(headers, "ce-source")))
                .withDataContentType(MediaType.APPLICATION_JSON)
                .withData(body);
        return accept(List.of(letter(event.build(), headers)));
    }

    @POST
    @Consumes(BATCH)
    @Operation(summary = "Up to 500 events; all of them or none")
    @RequestBody(
            content =
                    @Content(
                            mediaType = BATCH,
                            examples = @ExampleObject(name = "answered and ended", value = Samples.CALL_BATCH)))
    @APIResponse(responseCode = "202", description = "All committed")
    @APIResponse(responseCode = "400", description = "None taken; the problem names index and field")
    public Uni<Response> batch(byte[] body, @Context HttpHeaders headers) {
        JsonNode events;
        try {
            events = json.readTree(body);
        } catch (IOException e) {
            throw Problems.badRequest("body", "a JSON list of CloudEvents", "something that is not JSON");
        }
        if (!events.isArray() || events.isEmpty() || events.size() > MOST_EVENTS) {
            throw Problems.badRequest(
                    "body",
                    "a JSON list of 1 to " + MOST_EVENTS + " CloudEvents",
                    events.isArray() ? "a list of " + events.size() : "something else");
        }
        List<Letter> letters = new ArrayList<>(events.size());
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            try {
                byte[] one = json.writeValueAsBytes(events.get(i));
                letters.add(letter(envelopes.read(bounded(one, "event")), headers));
            } catch (HttpProblem problem) {
                violations.addAll(within(i, problem));
            } catch (IllegalArgumentException e) {
                violations.add(Fault.of(e).at("[" + i + "]"));
            } catch (JsonProcessingException e) {
                violations.add(new Violation("[" + i + "]", "a CloudEvent", "something else"));
            }
        }
        if (!violations.isEmpty()) {
            throw Problems.badRequest(violations);
        }
        return accept(letters);
    }

    private Uni<Response> accept(List<Letter> letters) {
        return events.accept(letters).map(fresh -> Response.accepted(new Accepted(letters.size(), fresh))
                .build());
    }

    private Letter letter(CloudEvent event, HttpHeaders headers) {
        String traceparent = headers.getHeaderString("traceparent");
        return Letters.of(event, traceparent != null ? traceparent : trace.current());
    }

    private static List<Violation> within(int index, HttpProblem problem) {
        Object violations = problem.getParameters().get("violations");
        if (violations instanceof List<?> list) {
            List<Violation> found = new ArrayList<>();
            for (Object one : list) {
                if (one instanceof Violation violation) {
                    found.add(new Violation(
                            "[" + index + "]." + violation.field(), violation.expected(), violation.found()));
                }
            }
            return found;
        }
        return List.of(new Violation("[" + index + "]", "a call event", "something else"));
    }

    private static byte[] bounded(byte @Nullable [] body, String field) {
        if (body == null || body.length == 0) {
            throw Problems.badRequest(field, "an event", "nothing");
        }
        if (body.length > Letter.MOST_BYTES) {
            throw Problems.badRequest(field, "at most " + Letter.MOST_BYTES + " bytes", body.length + " bytes");
        }
        return body;
    }

    private static String attribute(HttpHeaders headers, String name) {
        String value = headers.getHeaderString(name);
        if (value == null || value.isBlank()) {
            throw Problems.badRequest(name, "a value (or application/cloudevents+json for structured mode)", "nothing");
        }
        return value;
    }

    private static URI uri(String source) {
        try {
            return new URI(source);
        } catch (URISyntaxException e) {
            throw Problems.badRequest("ce-source", "a URI reference", "something else");
        }
    }
}
