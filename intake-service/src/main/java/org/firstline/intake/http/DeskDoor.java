package org.firstline.intake.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.door.Caller;
import org.firstline.door.Page;
import org.firstline.door.Problems;
import org.firstline.intake.db.Desks;
import org.firstline.intake.domain.Terms.Category;

/** Whose a category is when it is not technical support's. */
@Path("/desks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Desks", description = "Scope of technical support, as data (manual §3.1.4)")
public class DeskDoor {

    private final Desks desks;

    DeskDoor(Desks desks) {
        this.desks = desks;
    }

    /** A category and the desk that it is handed to. */
    public record Assignment(Category category, String desk) {}

    /** The desk. */
    public record Desk(String desk) {
        public Desk {
            Checks.code("desk", desk);
        }
    }

    @GET
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS})
    @Operation(summary = "Categories that are handed to another desk")
    @APIResponse(
            responseCode = "200",
            description = "All of them",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "the starter data", value = Samples.DESKS)))
    public Uni<Page<Assignment>> list() {
        return desks.all()
                .map(rows -> new Page<>(
                        rows.stream()
                                .map(row -> new Assignment(Category.valueOf(row.category), row.desk))
                                .toList(),
                        null));
    }

    @PUT
    @Path("/{category}")
    @RolesAllowed(Caller.OPERATIONS)
    @Operation(summary = "Hand a category to a desk")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "the billing desk", value = Samples.DESK)))
    public Uni<Map<String, String>> assign(@PathParam("category") String category, Desk desk) {
        Category known = category(category);
        String to = Checks.given("body", desk).desk();
        return desks.assign(known, to).replaceWith(Map.of("category", known.name(), "desk", to));
    }

    @DELETE
    @Path("/{category}")
    @RolesAllowed(Caller.OPERATIONS)
    @Operation(summary = "Make a category technical support's own")
    public Uni<Void> release(@PathParam("category") String category) {
        return desks.assign(category(category), null);
    }

    private static Category category(String text) {
        List<String> known =
                Arrays.stream(Category.values()).map(Category::name).toList();
        if (!known.contains(text)) {
            throw Problems.badRequest("category", "one of " + known, "something else");
        }
        return Category.valueOf(text);
    }
}
