package org.firstline.diagnosis.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.diagnosis.DiagnosisSettings;
import org.firstline.diagnosis.db.KnowledgePack;
import org.firstline.diagnosis.db.PackReader;
import org.firstline.diagnosis.db.PackShelf;
import org.firstline.diagnosis.db.PackViolation;
import org.firstline.diagnosis.domain.Cause;
import org.firstline.diagnosis.domain.Pack;
import org.firstline.diagnosis.flow.Packs;
import org.firstline.door.Caller;
import org.firstline.door.Page;
import org.firstline.door.Problems;
import org.firstline.door.Version;
import org.firstline.messaging.PostOffice;
import org.jspecify.annotations.Nullable;

/** The knowledge packs: what they say, what was confirmed of it, and new versions by a supervisor. */
@Path("/knowledge-packs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS})
@Tag(name = "Knowledge packs", description = "Causes, checks and guidance per service line, as versioned data")
public class KnowledgePackResource {

    private static final ObjectMapper YAML = new YAMLMapper();

    private final PackShelf shelf;
    private final Packs packs;
    private final PostOffice office;
    private final DiagnosisSettings settings;
    private final Caller caller;

    KnowledgePackResource(PackShelf shelf, Packs packs, PostOffice office, DiagnosisSettings settings, Caller caller) {
        this.shelf = shelf;
        this.packs = packs;
        this.office = office;
        this.settings = settings;
        this.caller = caller;
    }

    /** A pack in a list. */
    @Schema(name = "KnowledgePackInList")
    record Short(
            @Schema(examples = "broadband") String id,
            @Schema(examples = "1") int version,
            List<String> serviceLines,
            int causes,
            int checks,
            int guidance,
            String writtenBy,
            Instant writtenAt) {}

    /** A pack with its content and what was confirmed. */
    @Schema(name = "KnowledgePack")
    record Whole(
            @Schema(examples = "broadband") String id,
            @Schema(examples = "1") int version,
            String writtenBy,
            Instant writtenAt,
            List<Confirmed> confirmed,
            JsonNode content) {}

    /**
     * How a cause has fared.
     *
     * @param prior as written
     * @param learned as it counts now, moved by confirmed cases
     */
    @Schema(name = "ConfirmedCause")
    record Confirmed(
            @Schema(examples = "access.fibre-break") String cause, long cases, double prior, double learned) {}

    @GET
    @Operation(summary = "List the packs in their newest versions")
    public Uni<Page<Short>> list(
            @QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable Integer limit) {
        int size = Page.limit(limit);
        return shelf.newest(Page.position(after), size + 1)
                .map(rows ->
                        Page.of(rows.stream().map(KnowledgePackResource::inList).toList(), size, Short::id));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One pack in its newest version, with how often each cause was confirmed")
    public Uni<Response> get(@PathParam("id") String id) {
        return newest(id).map(this::shown);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Caller.SUPERVISOR)
    @Operation(
            summary = "Write the next version of a pack",
            description = "Takes the content as it was read, changed; its version is the one that was read. Rounds that"
                    + " begin from now on use it; a diagnosis under way keeps the version it began with.")
    public Uni<Response> put(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull JsonNode body) {
        long read = Version.expected(ifMatch);
        return newest(id).flatMap(now -> {
            if (now.version() != read) {
                throw Problems.changedSince("knowledge pack", id, Integer.toString(now.version()));
            }
            ObjectNode content = checked(now, body);
            int next = now.version() + 1;
            content.put("version", next);
            return office.now()
                    .flatMap(at -> shelf.add(new KnowledgePack(id, next, content.toString(), caller.name(), at)))
                    .flatMap(added -> {
                        if (!added) {
                            throw Problems.changedSince("knowledge pack", id, Integer.toString(next));
                        }
                        return packs.refresh();
                    })
                    .flatMap(v -> get(id));
        });
    }

    private static ObjectNode checked(KnowledgePack now, JsonNode body) {
        try {
            Pack before = PackReader.read("knowledge_pack", now.content());
            Pack after = PackReader.read("body", body);
            if (!after.version().equals(before.version())) {
                throw Problems.badRequest("version", "id and version as they were read, " + before.version(), "others");
            }
            if (!after.serviceLines().equals(before.serviceLines())) {
                throw Problems.badRequest(
                        "serviceLines", "the lines as they were read, " + before.serviceLines(), "others");
            }
            return body.deepCopy();
        } catch (PackViolation violation) {
            throw Problems.badRequest(violation.path(), violation.expected(), violation.found());
        }
    }

    private Uni<KnowledgePack> newest(String id) {
        if (id.chars().anyMatch(Character::isISOControl)) {
            throw Problems.notFound("knowledge pack", id);
        }
        return shelf.newest(id).map(found -> {
            if (found == null) {
                throw Problems.notFound("knowledge pack", id);
            }
            return found;
        });
    }

    private static Short inList(KnowledgePack row) {
        Pack pack = PackReader.read("knowledge_pack " + row.id(), row.content());
        return new Short(
                row.id(),
                row.version(),
                pack.serviceLines(),
                pack.causes().size(),
                pack.checks().size(),
                pack.guidance().size(),
                row.writtenBy(),
                row.writtenAt());
    }

    private Response shown(KnowledgePack row) {
        Pack pack = PackReader.read("knowledge_pack " + row.id(), row.content());
        Map<String, Long> cases = packs.confirmed();
        Pack learned = pack.learned(cases, settings.learningWeight());
        List<Confirmed> confirmed = pack.causes().stream()
                .map(cause -> new Confirmed(
                        cause.code(),
                        cases.getOrDefault(cause.code(), 0L),
                        cause.prior(),
                        learned.cause(cause.code()).map(Cause::prior).orElse(cause.prior())))
                .toList();
        return Response.ok(new Whole(row.id(), row.version(), row.writtenBy(), row.writtenAt(), confirmed, tree(row)))
                .tag(Version.tag(row.version()))
                .build();
    }

    private static JsonNode tree(KnowledgePack row) {
        try {
            return YAML.readTree(row.content());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "expected pack " + row.id() + "." + row.version() + " to be readable, as it was when written", e);
        }
    }
}
