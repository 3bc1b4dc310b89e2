package org.firstline.followup.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.UUID;
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
import org.firstline.followup.db.Tasks;
import org.firstline.followup.flow.TaskFlow;
import org.firstline.messaging.PostOffice;
import org.jspecify.annotations.Nullable;

/** What persons are asked to do because a machine could not. */
@Path("/tasks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.AGENT, Caller.SUPERVISOR})
@Tag(name = "Tasks", description = "Customers who could not be told, and callbacks that nobody reported")
class TaskDoor {

    private final PostOffice office;
    private final Tasks tasks;
    private final TaskFlow flow;
    private final Caller caller;

    TaskDoor(PostOffice office, Tasks tasks, TaskFlow flow, Caller caller) {
        this.office = office;
        this.tasks = tasks;
        this.flow = flow;
        this.caller = caller;
    }

    /** What a person made of a task; a word of a list, since free text could hold personal data. */
    enum Outcome {
        CUSTOMER_TOLD,
        NOT_REACHABLE,
        NO_LONGER_NEEDED
    }

    /** A completed task's outcome. */
    record Completion(
            @Schema(description = "CUSTOMER_TOLD, NOT_REACHABLE or NO_LONGER_NEEDED", required = true) @Nullable
            Outcome outcome) {}

    @GET
    @Operation(summary = "List tasks, oldest first")
    public Uni<Page<Tasks.Task>> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        if (state != null && !Set.of("OPEN", "DONE").contains(state)) {
            throw Problems.badRequest("state", "OPEN or DONE", "another word");
        }
        Cursor cursor = Cursor.of(after);
        int size = Page.limit(limit);
        return tasks.list(office.reading(), state, cursor.at(), cursor.id(), size + 1)
                .map(rows -> Page.of(rows, size, task -> Cursor.text(task.createdAt(), task.id())));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One task, with its ETag")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Tasks.Task.class)))
    public Uni<Response> get(@PathParam("id") String id) {
        UUID taskId = Cursor.id("id", id);
        return tasks.find(office.reading(), taskId).map(task -> {
            if (task == null) {
                throw Problems.notFound("task", id);
            }
            return answer(task);
        });
    }

    @POST
    @Path("/{id}/completion")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Complete a task")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = Completion.class),
                            examples = @ExampleObject(name = "told", value = "{\"outcome\":\"CUSTOMER_TOLD\"}")))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Tasks.Task.class)))
    @APIResponse(responseCode = "409", description = "The task is done already")
    public Uni<Response> complete(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable Completion completion) {
        UUID taskId = Cursor.id("id", id);
        long version = Version.expected(ifMatch);
        if (completion == null || completion.outcome() == null) {
            throw Problems.badRequest("outcome", "CUSTOMER_TOLD, NOT_REACHABLE or NO_LONGER_NEEDED", "nothing");
        }
        return flow.complete(taskId, version, completion.outcome().name(), caller.name())
                .flatMap(done -> done != null
                        ? Uni.createFrom().item(answer(done))
                        : tasks.find(office.reading(), taskId).map(now -> {
                            if (now == null) {
                                throw Problems.notFound("task", id);
                            }
                            if (now.state().equals("DONE")) {
                                throw Problems.refused(
                                        "task-done", "expected an open task, found that " + id + " is done");
                            }
                            throw Problems.changedSince("task", id, Long.toString(now.version()));
                        }));
    }

    private static Response answer(Tasks.Task task) {
        return Response.ok(task).tag(Version.tag(task.version())).build();
    }
}
