package org.firstline.followup.http;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.door.Caller;
import org.firstline.door.Page;
import org.firstline.followup.connect.ShownMessages;
import org.jspecify.annotations.Nullable;

/** What the embedded way out would have sent. */
@Path("/messages")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.OPERATIONS, Caller.SUPERVISOR})
@Tag(name = "Messages", description = "Messages to customers, where no gateway is set up: shown, not sent")
class MessageDoor {

    private final ShownMessages shown;

    MessageDoor(ShownMessages shown) {
        this.shown = shown;
    }

    @GET
    @Operation(
            summary = "The last messages, newest first, addresses masked",
            description = "Kept in memory only: the last 500 since the start of this process.")
    public Page<ShownMessages.Shown> list(@QueryParam("limit") @Nullable Integer limit) {
        return new Page<>(shown.newest(Page.limit(limit)), null);
    }
}
