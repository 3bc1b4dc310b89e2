package org.firstline.escalation.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.door.Caller;
import org.firstline.door.Page;
import org.firstline.escalation.db.WorkOrderPages;
import org.firstline.escalation.db.WorkOrderPages.Line;
import org.jspecify.annotations.Nullable;

/** Operations watch what is due. */
@Path("/sla")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deadlines", description = "What is due next")
public class SlaDoor {

    private final WorkOrderPages pages;

    SlaDoor(WorkOrderPages pages) {
        this.pages = pages;
    }

    @GET
    @Path("/due")
    @RolesAllowed({Caller.OPERATIONS, Caller.SUPERVISOR})
    @Operation(summary = "Open orders by the next step of their deadlines, earliest first")
    public Uni<Page<Line>> due(
            @QueryParam("department") @Nullable String department,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Page.limit(limit);
        return pages.due(
                        department == null
                                ? null
                                : Texts.department("department", department).value(),
                        Places.after(after),
                        size + 1)
                .map(lines -> Places.page(lines, size, SlaDoor::dueAt));
    }

    private static Instant dueAt(Line line) {
        Instant at = line.nextDueAt();
        if (at == null) {
            throw new IllegalStateException("expected an order with a pending deadline, found " + line.id());
        }
        return at;
    }
}
