package org.firstline.followup.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.door.Caller;
import org.firstline.door.Idempotency;
import org.firstline.door.Page;
import org.firstline.door.Problems;
import org.firstline.door.Version;
import org.firstline.followup.db.Cases;
import org.firstline.followup.db.Cases.Filed;
import org.firstline.followup.db.Stories;
import org.firstline.followup.domain.Accountable;
import org.firstline.followup.domain.CallbackOutcome;
import org.firstline.followup.domain.CaseId;
import org.firstline.followup.domain.Input;
import org.firstline.followup.flow.CaseFlow;
import org.firstline.followup.flow.CaseFlow.Answer;
import org.firstline.followup.flow.FollowupSettings;
import org.firstline.messaging.PostOffice;
import org.jspecify.annotations.Nullable;

/** Tracking of cases, and what callbacks brought. */
@Path("/cases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Cases", description = "Whole stories of cases, who is accountable now and what is due next; callbacks")
class CaseDoor {

    private final PostOffice office;
    private final Cases cases;
    private final Stories stories;
    private final CaseFlow flow;
    private final Caller caller;
    private final ObjectMapper json;
    private final Map<Locale, Sentences> sentences = new HashMap<>();

    CaseDoor(
            PostOffice office,
            Cases cases,
            Stories stories,
            CaseFlow flow,
            Caller caller,
            ObjectMapper json,
            FollowupSettings settings) {
        this.office = office;
        this.cases = cases;
        this.stories = stories;
        this.flow = flow;
        this.caller = caller;
        this.json = json;
        Languages.ALL.forEach(language -> sentences.put(
                language, new Sentences(language, settings.callback().zone())));
    }

    /** One case in the list. */
    record CaseLine(
            UUID caseId,
            String status,
            CaseView.AccountableView accountable,
            boolean overdue,
            Instant openedAt,
            Instant updatedAt) {}

    /** What a callback brought. */
    @Schema(description = "How a callback ended")
    record CallbackResult(
            @Schema(description = "SOLVED, NOT_SOLVED or NOT_REACHED", required = true) @Nullable
            CallbackOutcome outcome,

            @Schema(description = "1 (not at all) to 5 (fully); only where the customer was reached") @Nullable
            Integer satisfaction) {

        CallbackOutcome given() {
            if (outcome == null) {
                throw Problems.badRequest("outcome", "SOLVED, NOT_SOLVED or NOT_REACHED", "nothing");
            }
            if (satisfaction != null && (satisfaction < 1 || satisfaction > 5)) {
                throw Problems.badRequest("satisfaction", "a number from 1 to 5", "another number");
            }
            if (outcome == CallbackOutcome.NOT_REACHED && satisfaction != null) {
                throw Problems.badRequest("satisfaction", "nothing where the customer was not reached", "a number");
            }
            return outcome;
        }
    }

    @GET
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS})
    @Operation(summary = "List cases, newest first")
    @APIResponse(responseCode = "200", content = @Content(examples = @ExampleObject(name = "one page", value = """
                                                    {"items":[{"caseId":"5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41","status":"open",
                                                    "accountable":{"owner":"DEPARTMENT","ownerId":"access-network",
                                                    "nextStep":"RESOLVE_WORK_ORDER","dueAt":"2026-03-02T10:30:00Z"},"overdue":false,
                                                    "openedAt":"2026-03-02T00:14:31.207Z","updatedAt":"2026-03-02T09:05:31.570Z"}]}
                                                    """)))
    public Uni<Page<CaseLine>> list(
            @Parameter(description = "open or closed") @QueryParam("status") @Nullable String status,
            @Parameter(description = "FIRST_LINE, SUPERVISOR, DEPARTMENT, FOLLOW_UP or OTHER_DESK")
                    @QueryParam("owner")
                    @Nullable
                    String owner,
            @Parameter(description = "agent, department or desk", example = "access-network")
                    @QueryParam("ownerId")
                    @Nullable
                    String ownerId,
            @Parameter(description = "true: only what is past its time") @QueryParam("overdue") @Nullable
                    String overdue,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        oneOf("status", status, Set.of("open", "closed"));
        oneOf(
                "owner",
                owner,
                Set.copyOf(Arrays.stream(Accountable.Owner.values())
                        .map(Enum::name)
                        .toList()));
        oneOf("overdue", overdue, Set.of("true", "false"));
        if (ownerId != null && !ownerId.matches("[\\x21-\\x7e]{1,128}")) {
            throw Problems.badRequest("ownerId", "1 to 128 visible ASCII characters", "something else");
        }
        Cursor cursor = Cursor.of(after);
        int size = Page.limit(limit);
        Cases.Wanted wanted = new Cases.Wanted(status, owner, ownerId, "true".equals(overdue));
        return office.now()
                .flatMap(now -> cases.list(office.reading(), wanted, now, cursor.at(), cursor.id(), size + 1))
                .map(lines -> Page.of(
                        lines.stream().map(CaseDoor::line).toList(),
                        size,
                        line -> Cursor.text(line.openedAt(), line.caseId())));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS, Caller.DEPARTMENT})
    @Operation(
            summary = "The whole story of a case, whoever wrote it",
            description =
                    "A department sees the cases on which it has, or has had, an order. Sentences are in the language of"
                            + " Accept-Language (zh-CN, en).")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = CaseView.class),
                            examples = @ExampleObject(name = "a case at its department", value = """
                                                    {"caseId":"5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41","status":"open",
                                                    "accountable":{"owner":"DEPARTMENT","ownerId":"access-network",
                                                    "nextStep":"RESOLVE_WORK_ORDER","dueAt":"2026-03-02T10:30:00Z"},"overdue":false,
                                                    "openedAt":"2026-03-02T00:14:31.207Z","round":1,"customerRef":"cust-91be2d",
                                                    "story":[{"publisher":"intake","sequence":1,
                                                    "type":"org.firstline.intake.case-opened.v1","at":"2026-03-02T00:14:31.207Z",
                                                    "sentence":"A call from amazon-connect became a case.","data":{}}]}
                                                    """)))
    @APIResponse(responseCode = "404", description = "No such case, or not the caller's to see")
    public Uni<Response> get(@PathParam("id") String id, @Context HttpHeaders headers) {
        CaseId caseId = new CaseId(Cursor.id("id", id));
        Locale language = Languages.of(headers);
        return cases.find(office.reading(), caseId).flatMap(filed -> {
            if (filed == null || filed.file().isUnknown() || !mayBeSeen(filed)) {
                throw Problems.notFound("case", caseId.toString());
            }
            return view(filed, language);
        });
    }

    @POST
    @Path("/{id}/callbacks/{attempt}/result")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR})
    @Operation(
            summary = "Report a callback",
            description =
                    "SOLVED closes the case, NOT_SOLVED reopens it, NOT_REACHED plans another try or closes it after the"
                            + " last.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = CallbackResult.class),
                            examples =
                                    @ExampleObject(
                                            name = "solved",
                                            value = "{\"outcome\":\"SOLVED\",\"satisfaction\":5}")))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CaseView.class)))
    @APIResponse(responseCode = "409", description = "The callback is over, or was never scheduled")
    @APIResponse(responseCode = "412", description = "The case has changed since it was read")
    public Uni<Response> report(
            @PathParam("id") String id,
            @PathParam("attempt") String attempt,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @Context HttpHeaders headers,
            @Nullable CallbackResult result) {
        CaseId caseId = new CaseId(Cursor.id("id", id));
        if (!attempt.matches("[1-9][0-9]{0,2}")) {
            throw Problems.badRequest("attempt", "the number of a callback, from 1", "something else");
        }
        if (result == null) {
            throw Problems.badRequest("body", "a callback's result", "nothing");
        }
        long version = Version.expected(ifMatch);
        Input.ReportCallback report = new Input.ReportCallback(
                caseId, Integer.parseInt(attempt), result.given(), result.satisfaction(), caller.name());
        CaseFlow.Request request = new CaseFlow.Request(
                caller.name(),
                Idempotency.key(key),
                Idempotency.fingerprint("callback", caseId, attempt, result),
                UUID.randomUUID().toString(),
                version);
        Locale language = Languages.of(headers);
        return flow.report(report, request).flatMap(answer -> switch (answer) {
            case Answer.Done(Filed filed) -> view(filed, language);
            case Answer.NotFound notFound -> throw Problems.notFound("case", caseId.toString());
            case Answer.ChangedSince(long now) ->
                throw Problems.changedSince("case", caseId.toString(), Long.toString(now));
            case Answer.No(String code, String why) -> throw Problems.refused(code, why);
        });
    }

    private boolean mayBeSeen(Filed filed) {
        if (!caller.has(Caller.DEPARTMENT)) {
            return true;
        }
        return filed.file().known().departments().contains(caller.departmentOrRefuse());
    }

    private Uni<Response> view(Filed filed, Locale language) {
        return office.now()
                .flatMap(now -> stories.read(office.reading(), filed.file().id())
                        .map(entries -> Response.ok(CaseView.of(filed.file(), now, lines(entries, language)))
                                .tag(Version.tag(filed.version()))
                                .language(language)
                                .header("Vary", "Accept-Language")
                                .build()));
    }

    private List<CaseView.StoryLine> lines(List<Stories.Entry> entries, Locale language) {
        Sentences said = sentences.get(language);
        return entries.stream().map(entry -> line(entry, said)).toList();
    }

    private CaseView.StoryLine line(Stories.Entry entry, @Nullable Sentences said) {
        try {
            var data = json.readTree(entry.data());
            return new CaseView.StoryLine(
                    entry.event().publisher().id(),
                    entry.event().number(),
                    entry.type(),
                    entry.at(),
                    entry.causationId(),
                    said == null ? entry.type() : said.of(entry.type(), data),
                    data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "expected JSON in the story of " + entry.caseId() + ", found something else at " + entry.event(),
                    e);
        }
    }

    private static CaseLine line(Cases.Line line) {
        return new CaseLine(
                line.caseId(),
                line.status(),
                CaseView.AccountableView.of(line.accountable()),
                line.overdue(),
                line.openedAt(),
                line.updatedAt());
    }

    private static void oneOf(String field, @Nullable String value, Set<String> words) {
        if (value != null && !words.contains(value)) {
            throw Problems.badRequest(field, "one of " + words.stream().sorted().toList(), "another word");
        }
    }
}
