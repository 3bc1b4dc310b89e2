package org.firstline.followup.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.door.Caller;
import org.firstline.door.Page;
import org.firstline.door.Problems;
import org.firstline.door.Version;
import org.firstline.followup.db.NoticeTemplate;
import org.firstline.followup.db.NoticeTemplates;
import org.firstline.followup.db.NoticeTemplates.Edited;
import org.firstline.followup.domain.About;
import org.firstline.followup.domain.Words;
import org.jspecify.annotations.Nullable;

/** The words of notices. */
@Path("/notice-templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Notice templates", description = "The words in which customers are told, by kind of notice and language")
class TemplateDoor {

    private final NoticeTemplates templates;
    private final Caller caller;

    TemplateDoor(NoticeTemplates templates, Caller caller) {
        this.templates = templates;
        this.caller = caller;
    }

    /** A template as people see it. */
    record TemplateView(
            String about,
            String language,
            String text,
            long version,
            @Nullable String editedBy) {

        static TemplateView of(NoticeTemplate template) {
            return new TemplateView(
                    template.about(), template.language(), template.text(), template.version(), template.editedBy());
        }
    }

    /** Other words. */
    record NewText(
            @Schema(description = "1 to 500 characters with exactly the placeholders of its kind", required = true)
            @Nullable
            String text) {}

    @GET
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS})
    @Operation(summary = "All templates")
    public Uni<Page<TemplateView>> list() {
        return templates
                .all()
                .map(all -> new Page<>(all.stream().map(TemplateView::of).toList(), null));
    }

    @GET
    @Path("/{about}/{language}")
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS})
    @Operation(summary = "One template, with its ETag")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TemplateView.class)))
    public Uni<Response> get(@PathParam("about") String about, @PathParam("language") String language) {
        About kind = about(about);
        if (language(language).equals("?")) {
            throw Problems.notFound("notice template", about + "/?");
        }
        return templates.one(kind, language).map(template -> {
            if (template == null) {
                throw Problems.notFound("notice template", about + "/" + language(language));
            }
            return answer(template);
        });
    }

    @PUT
    @Path("/{about}/{language}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.SUPERVISOR)
    @Operation(summary = "Put other words in its place")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = NewText.class),
                            examples =
                                    @ExampleObject(
                                            name = "thanks",
                                            value = "{\"text\":\"Your fault report {case} is closed. Thank you.\"}")))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TemplateView.class)))
    @APIResponse(responseCode = "400", description = "A placeholder too many, or one missing")
    @APIResponse(responseCode = "412", description = "Somebody else has edited it since it was read")
    public Uni<Response> put(
            @PathParam("about") String about,
            @PathParam("language") String language,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable NewText wanted) {
        About kind = about(about);
        long version = Version.expected(ifMatch);
        if (language(language).equals("?")) {
            throw Problems.notFound("notice template", about + "/?");
        }
        String text = wanted == null ? null : wanted.text();
        if (text == null) {
            throw Problems.badRequest("text", "the words", "nothing");
        }
        String fault = Words.fault(kind, text);
        if (fault != null) {
            throw Problems.badRequest("text", fault, "something else");
        }
        return templates.edit(kind, language, version, text, caller.name()).map(edited -> switch (edited) {
            case Edited.Done(NoticeTemplate template) -> answer(template);
            case Edited.NotFound notFound ->
                throw Problems.notFound("notice template", about + "/" + language(language));
            case Edited.ChangedSince changed ->
                throw Problems.changedSince("notice template", about + "/" + language(language), "a newer one");
        });
    }

    private static Response answer(NoticeTemplate template) {
        return Response.ok(TemplateView.of(template))
                .tag(Version.tag(template.version()))
                .build();
    }

    private static About about(String word) {
        return Arrays.stream(About.values())
                .filter(about -> about.name().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Problems.badRequest("about", "one of " + Arrays.toString(About.values()), "another word"));
    }

    private static String language(String tag) {
        return tag.matches("[A-Za-z-]{1,20}") ? tag : "?";
    }
}
