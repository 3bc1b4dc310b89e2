package org.firstline.intake.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.contracts.Limits;
import org.firstline.door.Caller;
import org.firstline.door.Idempotency;
import org.firstline.door.Problems;
import org.firstline.door.Version;
import org.firstline.intake.connect.CustomerDirectory;
import org.firstline.intake.connect.CustomerDirectory.Key;
import org.firstline.intake.connect.DataFiles;
import org.firstline.intake.db.ContactReading;
import org.firstline.intake.db.ContactReading.Shown;
import org.firstline.intake.db.Customers.Party;
import org.firstline.intake.db.Pseudonyms;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Classification;
import org.firstline.intake.domain.Classification.Suggestion;
import org.firstline.intake.domain.Contact;
import org.firstline.intake.domain.Customer;
import org.firstline.intake.domain.Input;
import org.firstline.intake.domain.Stage;
import org.firstline.intake.domain.Stage.Identity;
import org.firstline.intake.domain.Terms.Category;
import org.firstline.intake.domain.Terms.Level;
import org.firstline.intake.flow.AgentFlow;
import org.firstline.intake.flow.Callers;
import org.firstline.messaging.PostOffice;
import org.jspecify.annotations.Nullable;

/** What an agent does with a case until diagnosis takes it over (manual §3.1). */
@Path("/cases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.AGENT, Caller.SUPERVISOR})
@Tag(name = "Cases", description = "Intake record, identity check, classification")
public class CaseDoor {

    private final ContactReading reading;
    private final AgentFlow flow;
    private final Callers callers;
    private final CustomerDirectory directory;
    private final Pseudonyms pseudonyms;
    private final DataFiles files;
    private final PostOffice office;
    private final Caller caller;

    CaseDoor(
            ContactReading reading,
            AgentFlow flow,
            Callers callers,
            CustomerDirectory directory,
            Pseudonyms pseudonyms,
            DataFiles files,
            PostOffice office,
            Caller caller) {
        this.reading = reading;
        this.flow = flow;
        this.callers = callers;
        this.directory = directory;
        this.pseudonyms = pseudonyms;
        this.files = files;
        this.office = office;
        this.caller = caller;
    }

    /**
     * A case opened by hand.
     *
     * @param contactId the contact it is to be the case of, such as one that is owed a callback; none makes a new one
     * @param callerNumber whom the agent speaks with, where there is no contact
     */
    public record Opening(
            @Nullable String contactId,
            @Nullable String callerNumber,
            @Nullable String account) {
        public Opening {
            Checks.number("callerNumber", callerNumber);
            Checks.textOrNull("account", account, Limits.CODE_LENGTH);
        }
    }

    /** What the check said. */
    public record IdentityResult(String method, Identity.Result result, boolean verified) {}

    /** The category that stands, and how grave it is. */
    public record Triage(Category category, Level impact, Level urgency) {
        public Triage {
            Checks.given("category", category);
            Checks.given("impact", impact);
            Checks.given("urgency", urgency);
        }
    }

    @POST
    @Operation(
            summary = "Open a case by hand",
            description = "For a contact that is owed a callback, or for a customer whom no platform reported")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "a customer at hand",
                                            value = "{\"callerNumber\":\"+8610000000001\"}")))
    @APIResponse(responseCode = "201", description = "Opened; Location names it")
    @APIResponse(responseCode = "200", description = "This key opened it before")
    public Uni<Response> open(@HeaderParam(Idempotency.HEADER) @Nullable String key, Opening opening) {
        String known = Idempotency.key(key);
        Opening asked = Checks.given("body", opening);
        CaseId contact = asked.contactId() == null ? null : Ids.of("contactId", asked.contactId());
        String fingerprint = Idempotency.fingerprint(
                "open",
                asked.contactId(),
                indexed(asked.callerNumber()),
                asked.account() == null
                        ? null
                        : pseudonyms.ofAccount(asked.account()).value());
        return callers.identify(asked.callerNumber(), asked.account())
                .map(party -> party != null ? party : anonymous(contact))
                .flatMap(party -> flow.open(
                        new AgentFlow.Opening(caller.name(), known, fingerprint, contact, asked.callerNumber(), party)))
                .flatMap(opened -> {
                    if (opened.outcome() != null) {
                        Answers.orProblem(opened.outcome());
                    }
                    return shown(reading, opened.id()).map(shown -> Response.status(opened.again() ? 200 : 201)
                            .location(URI.create("/cases/" + opened.id()))
                            .tag(Version.tag(shown.row().version()))
                            .entity(ContactView.of(shown, null))
                            .build());
                });
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A case as intake knows it")
    @APIResponse(
            responseCode = "200",
            description = "The case; ETag is its version",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "a triaged case", value = Samples.CONTACT)))
    public Uni<Response> get(@PathParam("id") String id) {
        return shown(reading, Ids.of("id", id)).map(shown -> tagged(shown, null));
    }

    @PUT
    @Path("/{id}/intake-record")
    @Operation(
            summary = "Complete the intake record",
            description =
                    "Symptom, since when, how often, what was tried: each given, or unknown with a reason (§3.1.2)")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "broadband is down", value = """
            {"serviceLine":"BROADBAND",
             "symptom":{"code":"broadband.no-internet","text":"光猫红灯闪烁，无法上网"},
             "since":{"at":"2026-03-01T23:00:00Z"},"frequency":{"is":"PERMANENT"},
             "tried":{"unknown":"the caller is not at home"}}""")))
    @APIResponse(responseCode = "200", description = "Recorded")
    @APIResponse(responseCode = "412", description = "Somebody else changed it")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Uni<Response> record(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            IntakeRecord record) {
        CaseId caseId = Ids.of("id", id);
        long expected = Version.expected(ifMatch);
        IntakeRecord asked = Checks.given("body", record);
        return shown(reading, caseId)
                .flatMap(shown -> callers.identify(null, asked.account())
                        .map(party ->
                                party != null ? party : partyOf(shown.row().contact())))
                .flatMap(party -> flow.tell(
                        caseId,
                        new Input.Record(asked.serviceLine(), asked.masked(), caller.name(), party.customer()),
                        party,
                        asked.words(),
                        expected))
                .invoke(Answers::orProblem)
                .flatMap(done -> shown(reading, caseId))
                .map(shown -> tagged(shown, null));
    }

    @POST
    @Path("/{id}/identity-check")
    @Operation(
            summary = "Check who is calling against the customer directory",
            description = "Fail-closed: a directory that is away verifies nobody (§3.1.3)")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "service PIN",
                                            value =
                                                    "{\"method\":\"service-pin\",\"account\":\"SH-0000-0001\",\"evidence\":\"0000\"}")))
    public Uni<IdentityResult> checkIdentity(@PathParam("id") String id, IdentityCheck check) {
        CaseId caseId = Ids.of("id", id);
        IdentityCheck asked = Checks.given("body", check);
        Key who = asked.account() != null
                ? new Key(Key.Kind.ACCOUNT, asked.account())
                : new Key(Key.Kind.NUMBER, String.valueOf(asked.number()));
        return shown(reading, caseId)
                .flatMap(shown -> directory.verify(who, asked.method(), asked.evidence()))
                .flatMap(result -> callers.identify(asked.number(), asked.account())
                        .flatMap(party -> office.now().flatMap(now -> told(caseId, asked, result, party, now))));
    }

    private Uni<IdentityResult> told(
            CaseId caseId, IdentityCheck asked, Identity.Result said, @Nullable Party party, java.time.Instant now) {
        boolean known = party != null && party.customer().known();
        Identity.Result result = said == Identity.Result.VERIFIED && !known ? Identity.Result.FAILED : said;
        Party concerned = known && result == Identity.Result.VERIFIED ? party : null;
        Identity identity = new Identity(asked.method(), result, now);
        Customer customer = party == null ? callers.anonymous(caseId) : party.customer();
        return flow.tell(caseId, new Input.IdentityChecked(identity, customer), concerned, null, null)
                .invoke(Answers::orProblem)
                .map(done -> new IdentityResult(asked.method(), result, identity.verified()));
    }

    @GET
    @Path("/{id}/classification-suggestion")
    @Operation(summary = "A category with the confidence and the words that led to it (§3.1.4)")
    @APIResponse(
            responseCode = "200",
            description = "A proposal; the agent decides",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "no internet", value = Samples.SUGGESTION)))
    public Uni<Suggestion> suggestion(@PathParam("id") String id) {
        return shown(reading, Ids.of("id", id))
                .map(shown -> switch (shown.row().contact().stage()) {
                    case Stage.Recorded r -> suggested(r.symptom());
                    case Stage.Triaged t -> suggested(t.symptom());
                    case Stage.Ringing s -> throw incomplete();
                    case Stage.Outbound s -> throw incomplete();
                    case Stage.Waiting s -> throw incomplete();
                    case Stage.Undecided s -> throw incomplete();
                    case Stage.Owed s -> throw incomplete();
                    case Stage.Settled s -> throw incomplete();
                    case Stage.Open s -> throw incomplete();
                    case Stage.HandedOver s -> throw incomplete();
                    case Stage.Attached s -> throw incomplete();
                });
    }

    @POST
    @Path("/{id}/triage")
    @Operation(
            summary = "Confirm or correct the category",
            description = "In scope: diagnosis takes over. Out of scope: the right desk does (§3.1.4)")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "a network fault",
                                            value =
                                                    "{\"category\":\"NETWORK_FAULT\",\"impact\":\"HIGH\",\"urgency\":\"MEDIUM\"}")))
    @APIResponse(responseCode = "200", description = "Classified")
    @APIResponse(responseCode = "409", description = "The intake record is not complete, or it is classified already")
    public Uni<Response> triage(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, Triage triage) {
        CaseId caseId = Ids.of("id", id);
        Long expected = ifMatch == null ? null : Version.expected(ifMatch);
        Triage asked = Checks.given("body", triage);
        return flow.tell(
                        caseId,
                        new Input.Triage(asked.category(), asked.impact(), asked.urgency(), caller.name()),
                        null,
                        null,
                        expected)
                .invoke(Answers::orProblem)
                .flatMap(done -> shown(reading, caseId))
                .map(shown -> tagged(shown, null));
    }

    /** A contact, or 404. */
    static Uni<Shown> shown(ContactReading reading, CaseId id) {
        return reading.find(id).map(found -> {
            if (found == null) {
                throw Problems.notFound("case", id.toString());
            }
            return found;
        });
    }

    static Response tagged(Shown shown, @Nullable List<ContactView.Candidate> candidates) {
        return Response.ok(ContactView.of(shown, candidates))
                .tag(Version.tag(shown.row().version()))
                .build();
    }

    private Suggestion suggested(org.firstline.intake.domain.Symptom symptom) {
        return Classification.suggest(
                symptom.code().replace('.', ' ').replace('-', ' ') + " "
                        + (symptom.text() == null ? "" : symptom.text()),
                files.clues());
    }

    private static RuntimeException incomplete() {
        return Problems.refused("intake-incomplete", "expected a case with a complete intake record, found none");
    }

    private Party partyOf(Contact contact) {
        Customer customer = contact.customer();
        return new Party(customer != null ? customer : callers.anonymous(contact.id()), null);
    }

    private Party anonymous(@Nullable CaseId contact) {
        return new Party(callers.anonymous(contact != null ? contact : new CaseId(java.util.UUID.randomUUID())), null);
    }

    private @Nullable String indexed(@Nullable String number) {
        return number == null ? null : HexFormat.of().formatHex(pseudonyms.indexOf(number));
    }
}
