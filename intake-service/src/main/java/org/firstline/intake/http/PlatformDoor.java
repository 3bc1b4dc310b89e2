package org.firstline.intake.http;

import io.cloudevents.CloudEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.door.Problems;
import org.firstline.intake.flow.IntakeSettings;
import org.firstline.intake.http.CallEventDoor.Accepted;
import org.firstline.intake.listen.AmazonConnect;
import org.firstline.intake.listen.CallEvents;
import org.firstline.intake.listen.Platform;
import org.firstline.intake.listen.Platform.Callback;
import org.firstline.intake.listen.Twilio;
import org.firstline.messaging.Letter;
import org.firstline.messaging.Trace;

/** Where platforms call back in their own language; they prove themselves by their secret, not by a token. */
@Path("/platforms")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Platforms", description = "Callbacks of contact-center platforms, known by their signature")
public class PlatformDoor {

    private static final Platform AMAZON_CONNECT = new AmazonConnect();
    private static final Platform TWILIO = new Twilio();

    private final CallEvents events;
    private final IntakeSettings settings;
    private final Trace trace;

    PlatformDoor(CallEvents events, IntakeSettings settings, Trace trace) {
        this.events = events;
        this.settings = settings;
        this.trace = trace;
    }

    @POST
    @Path("/amazon-connect/contact-events")
    @Consumes(MediaType.APPLICATION_JSON)
    @SecurityRequirements
    @Operation(
            summary = "A contact event of Amazon Connect, by an EventBridge API destination",
            description = "The connection's API key goes into the header X-Api-Key")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "connected to an agent", value = Samples.CONNECT_EVENT)))
    @APIResponse(responseCode = "202", description = "Committed, or none of our business")
    @APIResponse(responseCode = "401", description = "The key is not there or not ours")
    public Uni<Response> amazonConnect(byte[] body, @Context HttpHeaders headers, @Context UriInfo uri) {
        return take(
                AMAZON_CONNECT, settings.connectSecret(), uri.getRequestUri().toString(), headers, body);
    }

    @POST
    @Path("/twilio/voice-status")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @SecurityRequirements
    @Operation(
            summary = "A voice status callback of Twilio",
            description = "X-Twilio-Signature over the public URL and the form")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            examples = @ExampleObject(name = "rings", value = Samples.TWILIO_FORM)))
    @APIResponse(responseCode = "202", description = "Committed, or none of our business")
    @APIResponse(responseCode = "401", description = "The signature is not there or not Twilio's")
    public Uni<Response> twilio(byte[] body, @Context HttpHeaders headers, @Context UriInfo uri) {
        String url = settings.twilioUrl().orElseGet(uri::getRequestUri).toString();
        return take(TWILIO, settings.twilioSecret(), url, headers, body);
    }

    private Uni<Response> take(
            Platform platform, Optional<String> secret, String url, HttpHeaders headers, byte[] body) {
        if (body.length > Letter.MOST_BYTES) {
            throw Problems.badRequest("body", "at most " + Letter.MOST_BYTES + " bytes", body.length + " bytes");
        }
        Map<String, String> named = new HashMap<>();
        headers.getRequestHeaders()
                .forEach((name, values) -> named.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        Callback callback = new Callback(url, named, body);
        if (secret.isEmpty() || !platform.isGenuine(callback, secret.get())) {
            throw Unproven.of(platform.name());
        }
        List<Letter> letters = new ArrayList<>();
        for (CloudEvent event : platform.events(callback)) {
            letters.add(Letters.of(event, trace.current()));
        }
        return events.accept(letters).map(fresh -> Response.accepted(new Accepted(letters.size(), fresh))
                .build());
    }
}
