package org.firstline.door;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.messaging.DeadLetters;
import org.firstline.messaging.DeadLetters.DeadLetter;
import org.firstline.messaging.DeadLetters.Settled;
import org.jspecify.annotations.Nullable;

/** An operator's way to what this service could not understand. */
@Path("/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.OPERATIONS)
@Tag(name = "Dead letters", description = "Messages that could not be understood, and what is parked behind them")
public class DeadLetterDoor {

    private final DeadLetters deadLetters;
    private final Caller caller;

    DeadLetterDoor(DeadLetters deadLetters, Caller caller) {
        this.deadLetters = deadLetters;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "List dead letters, oldest first")
    public Uni<Page<DeadLetter>> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        if (state != null && !Set.of("open", "retried", "discarded").contains(state)) {
            throw Problems.badRequest("state", "open, retried or discarded", "another word");
        }
        int size = Page.limit(limit);
        return deadLetters
                .list(state, number(Page.position(after)), size + 1)
                .map(rows -> Page.of(rows, size, letter -> Long.toString(letter.id())));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Look at one dead letter; its bytes stay sealed")
    public Uni<DeadLetter> get(@PathParam("id") String id) {
        return deadLetters.find(id(id)).map(letter -> {
            if (letter == null) {
                throw Problems.notFound("dead letter", id);
            }
            return letter;
        });
    }

    @POST
    @Path("/{id}/retry")
    @Operation(summary = "Work on it again, then on what is parked behind it, in order")
    public Uni<DeadLetter> retry(@PathParam("id") String id) {
        return deadLetters.retry(id(id), caller.name()).flatMap(settled -> answer(id, settled));
    }

    @POST
    @Path("/{id}/discard")
    @Operation(summary = "Give it up, then work on what is parked behind it, in order")
    public Uni<DeadLetter> discard(@PathParam("id") String id) {
        return deadLetters.discard(id(id), caller.name()).flatMap(settled -> answer(id, settled));
    }

    private Uni<DeadLetter> answer(String id, Settled settled) {
        return switch (settled) {
            case DONE -> get(id);
            case NOT_FOUND -> throw Problems.notFound("dead letter", id);
            case ALREADY ->
                throw Problems.refused(
                        "dead-letter-settled",
                        "expected an open dead letter, found that " + id + " is settled already");
            case STILL_BROKEN ->
                throw Problems.refused(
                        "dead-letter-still-broken",
                        "expected dead letter " + id
                                + " to be workable now, found that it is not; nothing has changed");
            case BEHIND_ANOTHER ->
                throw Problems.refused(
                        "dead-letter-behind-another",
                        "expected dead letter " + id
                                + " to be the first open one of its key, found an earlier one; settle that first");
        };
    }

    private static long id(String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw Problems.badRequest("id", "the number of a dead letter", "something else");
        }
        return Long.parseLong(id);
    }

    private static long number(String position) {
        if (!position.matches("[0-9]{0,18}")) {
            throw Problems.badRequest("after", "the cursor 'next' of the page before", "something else");
        }
        return position.isEmpty() ? 0 : Long.parseLong(position);
    }
}
