package org.firstline.intake.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.contracts.Limits;
import org.firstline.door.Caller;
import org.firstline.door.Page;
import org.firstline.door.Problems;
import org.firstline.intake.db.ContactReading;
import org.firstline.intake.db.ContactReading.Shown;
import org.firstline.intake.db.Pseudonyms;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Customer;
import org.firstline.intake.domain.Input;
import org.firstline.intake.flow.AgentFlow;
import org.jspecify.annotations.Nullable;

/** Calls as agents see them. */
@Path("/contacts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.AGENT, Caller.SUPERVISOR})
@Tag(name = "Contacts", description = "One call is one contact, and becomes at most one case of the same id")
public class ContactDoor {

    private static final Set<String> STAGES = Set.of(
            "ringing",
            "outbound",
            "waiting",
            "undecided",
            "owed",
            "settled",
            "open",
            "recorded",
            "triaged",
            "handed-over",
            "attached");
    private static final int MOST_CANDIDATES = 20;

    private final ContactReading reading;
    private final AgentFlow flow;
    private final Pseudonyms pseudonyms;
    private final Caller caller;

    ContactDoor(ContactReading reading, AgentFlow flow, Pseudonyms pseudonyms, Caller caller) {
        this.reading = reading;
        this.flow = flow;
        this.pseudonyms = pseudonyms;
        this.caller = caller;
    }

    /** Whose number it is that rings. */
    public record Search(String callerNumber) {
        public Search {
            Checks.given("callerNumber", callerNumber);
            Checks.number("callerNumber", callerNumber);
        }
    }

    /** The open case that a call is about. */
    public record Attachment(String caseId) {
        public Attachment {
            Checks.given("caseId", caseId);
        }
    }

    @GET
    @Operation(summary = "Contacts, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of them",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "one page", value = Samples.CONTACTS)))
    public Uni<Page<ContactView>> list(
            @QueryParam("stage") @Nullable String stage,
            @QueryParam("agentId") @Nullable String agentId,
            @Parameter(
                            description = "true: only those whose intake record, or the callback that is owed, is past"
                                    + " its time (dueAt)",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @QueryParam("overdue")
                    @Nullable
                    String overdue,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        if (stage != null && !STAGES.contains(stage)) {
            throw Problems.badRequest(
                    "stage", "one of " + STAGES.stream().sorted().toList(), "something else");
        }
        if (overdue != null && !overdue.equals("true") && !overdue.equals("false")) {
            throw Problems.badRequest("overdue", "true or false", "another word");
        }
        Checks.textOrNull("agentId", agentId, Limits.CODE_LENGTH);
        int most = Page.limit(limit);
        return reading.list(Cursor.before(after), stage, agentId, "true".equals(overdue), most + 1)
                .map(shown -> Page.of(shown, most, one -> Long.toString(one.arrival())))
                .map(page -> new Page<>(
                        page.items().stream()
                                .map(one -> ContactView.of(one, null))
                                .toList(),
                        page.next()));
    }

    @POST
    @Path("/searches")
    @Operation(summary = "The newest contacts of a caller's number", description = "The number stays out of the URL")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "who rings", value = Samples.SEARCH)))
    public Uni<Page<ContactView>> search(Search search) {
        return reading.ofCaller(pseudonyms.indexOf(Checks.given("body", search).callerNumber()), Page.USUAL)
                .map(shown -> new Page<>(
                        shown.stream().map(one -> ContactView.of(one, null)).toList(), null));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One contact, with the open cases of the same customer that it may be about")
    @APIResponse(
            responseCode = "200",
            description = "The contact; ETag is its version",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "a triaged case", value = Samples.CONTACT)))
    public Uni<Response> get(@PathParam("id") String id) {
        return CaseDoor.shown(reading, Ids.of("id", id))
                .flatMap(shown -> candidates(shown).map(candidates -> CaseDoor.tagged(shown, candidates)));
    }

    @POST
    @Path("/{id}/attachment")
    @Operation(
            summary = "Confirm that this call is about an open case",
            description = "The contact becomes no case of its own; repeating the same confirmation changes nothing")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "about an open case",
                                            value = "{\"caseId\":\"5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41\"}")))
    @APIResponse(responseCode = "200", description = "Attached")
    @APIResponse(responseCode = "409", description = "It is a case of its own, or that case is not open")
    public Uni<Response> attach(@PathParam("id") String id, Attachment attachment) {
        CaseId contact = Ids.of("id", id);
        CaseId to = Ids.of("caseId", Checks.given("body", attachment).caseId());
        return flow.tell(contact, new Input.Attach(to, caller.name()), null, null, null)
                .invoke(Answers::orProblem)
                .flatMap(done -> CaseDoor.shown(reading, contact))
                .map(shown -> CaseDoor.tagged(shown, List.of()));
    }

    private Uni<List<ContactView.Candidate>> candidates(Shown shown) {
        Customer customer = shown.row().contact().customer();
        return customer == null
                ? Uni.createFrom().item(List.of())
                : reading.candidates(customer.ref(), shown.row().contact().id(), null, MOST_CANDIDATES)
                        .map(cases -> cases.stream().map(ContactView::candidate).toList());
    }
}
