package org.firstline.diagnosis.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.diagnosis.domain.CaseId;
import org.firstline.diagnosis.domain.Input;
import org.firstline.diagnosis.domain.Reading;
import org.firstline.diagnosis.flow.DiagnosisFlow;
import org.firstline.diagnosis.flow.LineTestFlow;
import org.firstline.diagnosis.flow.Request;
import org.firstline.diagnosis.listen.Words;
import org.firstline.door.Caller;
import org.firstline.door.Idempotency;
import org.firstline.door.Page;
import org.firstline.door.Problems;
import org.firstline.door.Version;
import org.firstline.messaging.Trace;
import org.jspecify.annotations.Nullable;

/** What agents and supervisors do with a diagnosis. Every change needs If-Match, the ETag of what was read. */
@Path("/diagnoses")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.AGENT, Caller.SUPERVISOR})
@Tag(name = "Diagnoses", description = "Causes and their evidence, the next best check, guidance, conclusions")
@APIResponse(responseCode = "200", description = "Done, with the new ETag")
@APIResponse(responseCode = "404", description = "No diagnosis of that case")
public class DiagnosisResource {

    private static final UUID FIRST = new UUID(0, 0);

    private final DiagnosisFlow flow;
    private final LineTestFlow lineTests;
    private final Reception reception;
    private final Caller caller;
    private final Trace trace;

    DiagnosisResource(DiagnosisFlow flow, LineTestFlow lineTests, Reception reception, Caller caller, Trace trace) {
        this.flow = flow;
        this.lineTests = lineTests;
        this.reception = reception;
        this.caller = caller;
        this.trace = trace;
    }

    @GET
    @Operation(summary = "List diagnoses by the ids of their cases")
    public Uni<Page<DiagnosisView.Short>> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        String position = Page.position(after);
        UUID last = position.isEmpty() ? FIRST : id("after", position);
        return reception.list(Reception.state(state), last, Page.limit(limit));
    }

    @GET
    @Path("/{caseId}")
    @Operation(summary = "Ranked causes with their evidence, the next best check, what to try, and the record")
    public Uni<Response> get(@PathParam("caseId") String caseId, @Context HttpHeaders headers) {
        return reception.show(new CaseId(id("caseId", caseId)), Language.of(headers));
    }

    @POST
    @Path("/{caseId}/observations")
    @Operation(summary = "Record what a check showed (the value 'unknown' where it could not be found out)")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "A light on the ONT",
                                            value = "{\"check\": \"ont.los-light\", \"value\": \"blinking-red\"}")))
    public Uni<Response> observe(
            @PathParam("caseId") String caseId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @Context HttpHeaders headers,
            @NotNull @Valid Requests.Observation body) {
        CaseId id = new CaseId(id("caseId", caseId));
        Input input =
                new Input.Observe(id, List.of(new Reading(body.check(), Words.masked(body.value()))), caller.name());
        return ask(input, ifMatch, optional(key), body, headers);
    }

    @POST
    @Path("/{caseId}/guided-steps")
    @Operation(summary = "Record how a guided step ended")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "Restarting changed nothing",
                                            value =
                                                    "{\"guidance\": \"restart-ont\", \"outcome\": \"DONE_NO_CHANGE\"}")))
    public Uni<Response> guide(
            @PathParam("caseId") String caseId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @Context HttpHeaders headers,
            @NotNull @Valid Requests.GuidedStep body) {
        CaseId id = new CaseId(id("caseId", caseId));
        Input input = new Input.ReportStep(id, body.guidance(), body.outcome(), caller.name());
        return ask(input, ifMatch, optional(key), body, headers);
    }

    @POST
    @Path("/{caseId}/line-tests")
    @Operation(summary = "Ask the operator's systems; what they do not tell in time is recorded as unknown")
    public Uni<Response> test(
            @PathParam("caseId") String caseId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @Context HttpHeaders headers) {
        CaseId id = new CaseId(id("caseId", caseId));
        return lineTests
                .ask(
                        id,
                        Version.expected(ifMatch),
                        caller.name(),
                        optional(key),
                        Idempotency.fingerprint("line-tests", id),
                        trace.current())
                .flatMap(answer -> reception.answer(id, answer, Language.of(headers)));
    }

    @POST
    @Path("/{caseId}/conclusion")
    @Operation(summary = "Conclude: fixed, guided, or escalate. Needs an Idempotency-Key")
    @RequestBody(
            content =
                    @Content(
                            examples = {
                                @ExampleObject(
                                        name = "Fixed",
                                        value = "{\"fixed\": {\"cause\": \"account.wrong-password\"}}"),
                                @ExampleObject(
                                        name = "Guided",
                                        value = "{\"guided\": {\"guidance\": \"restart-ont\"}}"),
                                @ExampleObject(
                                        name = "Escalate",
                                        value = "{\"escalate\": {\"urgency\": \"HIGH\","
                                                + " \"note\": \"The street was dug up this morning\"}}")
                            }))
    public Uni<Response> conclude(
            @PathParam("caseId") String caseId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @Context HttpHeaders headers,
            @NotNull @Valid Requests.Conclusion body) {
        CaseId id = new CaseId(id("caseId", caseId));
        return ask(input(id, body), ifMatch, Idempotency.key(key), body, headers);
    }

    private Input input(CaseId id, Requests.Conclusion body) {
        Requests.Fixed fixed = body.fixed();
        Requests.Guided guided = body.guided();
        Requests.Escalate escalate = body.escalate();
        if (fixed != null && guided == null && escalate == null) {
            return new Input.ConcludeFixed(id, fixed.cause(), Words.maskedOrNull(fixed.solution()), caller.name());
        }
        if (guided != null && fixed == null && escalate == null) {
            return new Input.ConcludeGuided(id, guided.guidance(), guided.cause(), caller.name());
        }
        if (escalate != null && fixed == null && guided == null) {
            return new Input.ConcludeEscalate(
                    id, escalate.impact(), escalate.urgency(), Words.maskedOrNull(escalate.note()), caller.name());
        }
        throw Problems.badRequest("body", "exactly one of fixed, guided, escalate", "none or several");
    }

    private Uni<Response> ask(
            Input input, @Nullable String ifMatch, @Nullable String key, Object body, HttpHeaders headers) {
        Request request = new Request(
                input,
                Version.expected(ifMatch),
                caller.name(),
                key,
                Idempotency.fingerprint(input.getClass().getSimpleName(), input.caseId(), body),
                trace.current());
        return flow.ask(request).flatMap(answer -> reception.answer(input.caseId(), answer, Language.of(headers)));
    }

    private static @Nullable String optional(@Nullable String key) {
        return key == null ? null : Idempotency.key(key);
    }

    private static UUID id(String field, String text) {
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw Problems.badRequest(field, "a UUID", "something else");
        }
        return UUID.fromString(text);
    }
}
