package org.firstline.intake.http;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.door.Caller;
import org.firstline.door.Problems;
import org.firstline.intake.connect.DataFiles;

/** The standard words (manual §3.1.1), in the reader's language. */
@Path("/scripts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.AGENT, Caller.SUPERVISOR})
@Tag(name = "Scripts", description = "What an agent says, zh-CN and English")
public class ScriptDoor {

    private static final String CHINESE = "zh-CN";
    private static final String ENGLISH = "en";

    private final DataFiles files;
    private final Caller caller;

    ScriptDoor(DataFiles files, Caller caller) {
        this.files = files;
        this.caller = caller;
    }

    /** What to say; the agent's number is in it. */
    public record Script(String channel, String language, String text, String agentId) {}

    @GET
    @Path("/greeting")
    @Operation(summary = "The greeting with the agent's number, by channel and Accept-Language")
    @APIResponse(
            responseCode = "200",
            description = "What to say",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "in English", value = Samples.GREETING)))
    public Response greeting(
            @QueryParam("channel") @DefaultValue("voice") String channel, @Context HttpHeaders headers) {
        Map<String, String> text = files.greetings().stream()
                .filter(script -> script.channel().equals(channel))
                .findFirst()
                .orElseThrow(() -> Problems.badRequest(
                        "channel",
                        "one of "
                                + files.greetings().stream()
                                        .map(DataFiles.Script::channel)
                                        .toList(),
                        "another channel"))
                .text();
        String language = language(headers.getAcceptableLanguages());
        String said = text.getOrDefault(language, "").replace("{agent}", caller.name());
        return Response.ok(new Script(channel, language, said, caller.name()))
                .header(HttpHeaders.CONTENT_LANGUAGE, language)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .build();
    }

    /** The first language the reader names that there is; Chinese where none is named. */
    private static String language(List<Locale> wanted) {
        for (Locale locale : wanted) {
            if (locale.getLanguage().equals("zh")) {
                return CHINESE;
            }
            if (locale.getLanguage().equals("en")) {
                return ENGLISH;
            }
        }
        return CHINESE;
    }
}
