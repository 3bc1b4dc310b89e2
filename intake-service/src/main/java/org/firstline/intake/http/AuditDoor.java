package org.firstline.intake.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.contracts.Limits;
import org.firstline.door.Caller;
import org.firstline.door.Page;
import org.firstline.intake.db.Audit;
import org.jspecify.annotations.Nullable;

/** Who looked at personal data. */
@Path("/access-audit")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Personal data", description = "Who asks, why and when is kept in the audit")
public class AuditDoor {

    private final Audit audit;

    AuditDoor(Audit audit) {
        this.audit = audit;
    }

    @GET
    @RolesAllowed({Caller.SUPERVISOR, Caller.OPERATIONS})
    @Operation(summary = "Who looked at personal data, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of them",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "a department asked for a site", value = Samples.AUDIT)))
    public Uni<Page<Audit.Entry>> audit(
            @QueryParam("customerRef") @Nullable String customerRef,
            @QueryParam("who") @Nullable String who,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        Checks.textOrNull("customerRef", customerRef, Limits.CODE_LENGTH);
        Checks.textOrNull("who", who, Limits.CODE_LENGTH);
        int most = Page.limit(limit);
        return audit.list(Cursor.before(after), customerRef, who, most + 1)
                .map(entries -> Page.of(entries, most, entry -> Long.toString(entry.id())));
    }
}
