package org.firstline.escalation.http;

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
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.door.Caller;
import org.firstline.door.Idempotency;
import org.firstline.door.Page;
import org.firstline.door.Problems;
import org.firstline.door.Version;
import org.firstline.escalation.db.StoredOrder;
import org.firstline.escalation.db.WorkOrderPages;
import org.firstline.escalation.db.WorkOrderPages.Line;
import org.firstline.escalation.domain.CaseId;
import org.firstline.escalation.domain.DepartmentId;
import org.firstline.escalation.domain.Input;
import org.firstline.escalation.domain.WorkOrderId;
import org.firstline.escalation.flow.Outcome;
import org.firstline.escalation.flow.RequestKey;
import org.firstline.escalation.flow.WorkOrderFlow;
import org.firstline.escalation.listen.AnswerListener;
import org.firstline.messaging.Trace;
import org.jspecify.annotations.Nullable;

/** Work orders: departments answer, the first line completes, supplies and cancels, everybody who may looks. */
@Path("/work-orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Work orders", description = "A department sees and answers its own only")
public class WorkOrderDoor {

    private final WorkOrderFlow flow;
    private final WorkOrderPages pages;
    private final Caller caller;
    private final Trace trace;

    WorkOrderDoor(WorkOrderFlow flow, WorkOrderPages pages, Caller caller, Trace trace) {
        this.flow = flow;
        this.pages = pages;
        this.caller = caller;
        this.trace = trace;
    }

    /** What a person adds when a returned order goes out again. */
    public record ResubmissionRequest(
            String remark, @Nullable String department) {}

    /** What was asked for, or what there is to add. */
    public record InformationRequest(String information) {}

    /** Why it is not wanted any more. */
    public record CancellationRequest(@Nullable String reason) {}

    @GET
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS, Caller.DEPARTMENT})
    @Operation(summary = "List work orders, oldest first; a department gets its own, whatever it asks for")
    public Uni<Page<Line>> list(
            @QueryParam("department") @Nullable String department,
            @QueryParam("state") @Nullable String state,
            @QueryParam("overdue") @Nullable String overdue,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        if (state != null && !WorkOrderPages.STATES.contains(state)) {
            throw Problems.badRequest("state", "one of " + WorkOrderPages.STATES, "another word");
        }
        if (overdue != null && !overdue.equals("true") && !overdue.equals("false")) {
            throw Problems.badRequest("overdue", "true or false", "another word");
        }
        String asked = department == null
                ? null
                : Texts.department("department", department).value();
        int size = Page.limit(limit);
        return pages.list(
                        caller.has(Caller.DEPARTMENT) ? caller.departmentOrRefuse() : asked,
                        state,
                        overdue == null ? null : Boolean.valueOf(overdue),
                        Places.after(after),
                        size + 1)
                .map(lines -> Places.page(lines, size, Line::openedAt));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS, Caller.DEPARTMENT})
    @Operation(summary = "One work order with its ETag; another department's is not found")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WorkOrderView.class)))
    public Uni<Response> get(@PathParam("id") String id) {
        return find(id).map(WorkOrderDoor::shown);
    }

    @POST
    @Path("/{id}/answers")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.DEPARTMENT)
    @Operation(summary = "The department answers, as it would on its topic")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WorkOrderView.class)))
    @APIResponse(responseCode = "204", description = "Taken, and with it the order went on to another department")
    @APIResponse(responseCode = "409", description = "Not in the order's present state")
    public Uni<Response> answer(
            @PathParam("id") String id,
            @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = AnswerRequest.class),
                                            examples = {
                                                @ExampleObject(name = "accepted", value = "{\"type\":\"accepted\"}"),
                                                @ExampleObject(
                                                        name = "progressed",
                                                        value =
                                                                "{\"type\":\"progressed\",\"expectedAt\":\"2026-03-02T10:30:00Z\",\"note\":\"备件已发往机房\"}"),
                                                @ExampleObject(
                                                        name = "information-needed",
                                                        value =
                                                                "{\"type\":\"information-needed\",\"question\":\"Is the drop cable undamaged?\"}"),
                                                @ExampleObject(
                                                        name = "returned",
                                                        value =
                                                                "{\"type\":\"returned\",\"reason\":\"WRONG_DEPARTMENT\",\"suggestedDepartment\":\"field-service\"}"),
                                                @ExampleObject(
                                                        name = "resolved",
                                                        value =
                                                                "{\"type\":\"resolved\",\"cause\":\"access.fibre-break\",\"solution\":\"光缆已熔接\"}")
                                            }))
                    @Nullable
                    AnswerRequest body) {
        UUID order = Texts.id("id", id);
        AnswerRequest answer = Texts.given("body", body);
        RequestKey once = key(key, id, answer);
        Long expected = ifMatch == null ? null : Version.expected(ifMatch);
        DepartmentId own = new DepartmentId(caller.departmentOrRefuse());
        Input.Answer input = AnswerListener.meaning(answer.of(order, caller.name()), own);
        return flow.ask(input, once, expected, trace.current())
                .map(outcome -> outcome instanceof Outcome.Done(StoredOrder stored)
                                && !stored.order().handover().department().equals(own)
                        ? Response.noContent().build()
                        : answered(id, outcome));
    }

    @POST
    @Path("/{id}/resubmission")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR})
    @Operation(summary = "Send a returned order again, with what was missing; to another department where one is named")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WorkOrderView.class)))
    public Uni<Response> resubmit(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ResubmissionRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "completed",
                                                            value =
                                                                    "{\"remark\":\"LOS 灯红色闪烁，已换跳线\",\"department\":\"field-service\"}")))
                    @Nullable
                    ResubmissionRequest body) {
        ResubmissionRequest request = Texts.given("body", body);
        Input.Resubmit input = new Input.Resubmit(
                new WorkOrderId(Texts.id("id", id)),
                caller.name(),
                request.department() == null ? null : Texts.department("department", request.department()),
                Texts.words("remark", request.remark()));
        return flow.ask(input, null, Version.expected(ifMatch), trace.current()).map(outcome -> answered(id, outcome));
    }

    @POST
    @Path("/{id}/information")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR})
    @Operation(summary = "Give what a department asked for; completes a returned order")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WorkOrderView.class)))
    public Uni<Response> inform(
            @PathParam("id") String id,
            @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = InformationRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "answer",
                                                            value = "{\"information\":\"皮线光缆完好\"}")))
                    @Nullable
                    InformationRequest body) {
        InformationRequest request = Texts.given("body", body);
        var information = Texts.words("information", request.information());
        RequestKey once = key(key, id, request);
        return find(id).flatMap(stored -> flow.ask(
                        new Input.SupplyInformation(
                                stored.order().head().id(), caseOf(stored), caller.name(), information),
                        once,
                        null,
                        trace.current()))
                .map(outcome -> answered(id, outcome));
    }

    @POST
    @Path("/{id}/cancellation")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR})
    @Operation(summary = "Cancel an open order")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WorkOrderView.class)))
    public Uni<Response> cancel(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = CancellationRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "power",
                                                            value = "{\"reason\":\"The house had no power.\"}")))
                    @Nullable
                    CancellationRequest body) {
        CancellationRequest request = Texts.given("body", body);
        Input.Cancel input = new Input.Cancel(
                new WorkOrderId(Texts.id("id", id)),
                caller.name(),
                Texts.wordsOrNull("reason", request.reason()),
                false);
        return flow.ask(input, null, Version.expected(ifMatch), trace.current()).map(outcome -> answered(id, outcome));
    }

    private static CaseId caseOf(StoredOrder stored) {
        return stored.order().head().caseId();
    }

    private RequestKey key(@Nullable String header, String id, Object request) {
        return new RequestKey(caller.name(), Idempotency.key(header), Idempotency.fingerprint(id, request));
    }

    private Uni<StoredOrder> find(String id) {
        Optional<String> own =
                caller.has(Caller.DEPARTMENT) ? Optional.of(caller.departmentOrRefuse()) : Optional.empty();
        return pages.find(new WorkOrderId(Texts.id("id", id))).map(stored -> {
            if (stored == null
                    || own.filter(department -> !department.equals(
                                    stored.order().handover().department().value()))
                            .isPresent()) {
                throw Problems.notFound("work order", id);
            }
            return stored;
        });
    }

    private static Response answered(String id, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(StoredOrder order) -> shown(order);
            case Outcome.Absent absent -> throw Problems.notFound("work order", id);
            case Outcome.Stale(long version) -> throw Problems.changedSince("work order", id, Long.toString(version));
            case Outcome.Refused(String code, String why)
            when code.equals("not-your-order") -> throw Problems.notFound("work order", id);
            case Outcome.Refused(String code, String why) -> throw Problems.refused(code, why);
        };
    }

    private static Response shown(StoredOrder stored) {
        return Response.ok(WorkOrderView.of(stored))
                .tag(Version.tag(stored.version()))
                .build();
    }
}
