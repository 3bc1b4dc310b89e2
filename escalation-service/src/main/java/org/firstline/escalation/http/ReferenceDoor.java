package org.firstline.escalation.http;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.firstline.escalation.db.DeadlinePolicyRow;
import org.firstline.escalation.db.DepartmentRow;
import org.firstline.escalation.domain.DeadlinePolicy;
import org.firstline.escalation.domain.Department;
import org.firstline.escalation.domain.Rung;
import org.firstline.escalation.domain.Terms.ContractClass;
import org.firstline.escalation.domain.Terms.Grade;
import org.firstline.escalation.flow.ReferenceDesk;
import org.jspecify.annotations.Nullable;

/** Departments and deadline policies: everybody who works with orders reads them, operations change them. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reference data", description = "Departments and deadline policies")
public class ReferenceDoor {

    private final ReferenceDesk desk;

    ReferenceDoor(ReferenceDesk desk) {
        this.desk = desk;
    }

    /** A department as it is shown. */
    public record DepartmentView(String id, String nameZh, String nameEn, boolean takesOrders, long version) {
        static DepartmentView of(DepartmentRow row) {
            return new DepartmentView(row.id, row.nameZh, row.nameEn, row.takesOrders, row.version);
        }
    }

    /** A department as it is to be. */
    public record DepartmentRequest(String nameZh, String nameEn, Boolean takesOrders) {}

    /** A rung, its time as ISO 8601 duration. */
    public record RungView(
            String role,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration after) {}

    /** How long the desks have. */
    public record DeskView(
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration answerWithin,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration completeWithin,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration callBackWithin,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration closeWithin) {}

    /** A policy as it is shown; all durations as ISO 8601. */
    public record PolicyView(
            Grade grade,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration acknowledgeWithin,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration resolveWithin,
            Map<ContractClass, Integer> factorPercent,
            int warnPercent,
            int reopenedPercent,
            DeskView desk,
            List<RungView> ladder,
            long version) {
        static PolicyView of(DeadlinePolicyRow row) {
            DeadlinePolicy policy = row.toDomain();
            DeadlinePolicy.Desk desk = policy.desk();
            return new PolicyView(
                    policy.grade(),
                    policy.acknowledgeWithin(),
                    policy.resolveWithin(),
                    policy.factorPercent(),
                    policy.warnPercent(),
                    policy.reopenedPercent(),
                    new DeskView(desk.answerWithin(), desk.completeWithin(), desk.callBackWithin(), desk.closeWithin()),
                    policy.ladder().stream()
                            .map(rung -> new RungView(rung.role(), rung.after()))
                            .toList(),
                    row.version);
        }
    }

    /** A policy as it is to be; it counts for deadlines that begin from now on. */
    public record PolicyRequest(
            Duration acknowledgeWithin,
            Duration resolveWithin,
            Map<ContractClass, Integer> factorPercent,
            Integer warnPercent,
            Integer reopenedPercent,
            DeskView desk,
            List<RungView> ladder) {
        DeadlinePolicy of(Grade grade) {
            DeskView within = Texts.given("desk", desk);
            return new DeadlinePolicy(
                    grade,
                    Texts.given("acknowledgeWithin", acknowledgeWithin),
                    Texts.given("resolveWithin", resolveWithin),
                    factors(),
                    Texts.given("warnPercent", warnPercent),
                    Texts.given("reopenedPercent", reopenedPercent),
                    new DeadlinePolicy.Desk(
                            Texts.given("desk.answerWithin", within.answerWithin()),
                            Texts.given("desk.completeWithin", within.completeWithin()),
                            Texts.given("desk.callBackWithin", within.callBackWithin()),
                            Texts.given("desk.closeWithin", within.closeWithin())),
                    Texts.given("ladder", ladder).stream()
                            .map(rung -> Texts.given("ladder", rung))
                            .map(rung -> new Rung(
                                    Texts.given("ladder.role", rung.role()), Texts.given("ladder.after", rung.after())))
                            .toList());
        }

        private Map<ContractClass, Integer> factors() {
            Map<ContractClass, Integer> factors = Texts.given("factorPercent", factorPercent);
            factors.forEach((contract, percent) -> Texts.given("factorPercent." + contract, percent));
            return factors;
        }
    }

    @GET
    @Path("departments")
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS, Caller.DEPARTMENT, Caller.SERVICE})
    @Operation(summary = "The departments, by id")
    public Uni<Page<DepartmentView>> departments(
            @QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable Integer limit) {
        return desk.departments()
                .map(rows ->
                        Places.page(rows.stream().map(DepartmentView::of).toList(), after, limit, DepartmentView::id));
    }

    @GET
    @Path("departments/{id}")
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS, Caller.DEPARTMENT, Caller.SERVICE})
    @Operation(summary = "One department with its ETag")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DepartmentView.class)))
    public Uni<Response> department(@PathParam("id") String id) {
        return desk.departments().map(rows -> rows.stream()
                .filter(row -> row.id.equals(id))
                .findFirst()
                .map(row -> Edits.shown(DepartmentView.of(row), row.version))
                .orElseThrow(() -> Problems.notFound("department", id)));
    }

    @PUT
    @Path("departments/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Caller.OPERATIONS, Caller.SUPERVISOR})
    @Operation(summary = "Change a department (If-Match), or add one (If-None-Match: *)")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DepartmentView.class)))
    public Uni<Response> change(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DepartmentRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "field-service",
                                                            value =
                                                                    "{\"nameZh\":\"现场装维\",\"nameEn\":\"Field service\",\"takesOrders\":true}")))
                    @Nullable
                    DepartmentRequest body) {
        DepartmentRequest request = Texts.given("body", body);
        Department department = new Department(
                Texts.department("id", id),
                Texts.given("nameZh", request.nameZh()),
                Texts.given("nameEn", request.nameEn()),
                Texts.given("takesOrders", request.takesOrders()));
        return desk.save(department, Edits.expectedOrNew(ifMatch, ifNoneMatch))
                .map(edited -> Edits.answer("department", id, edited, DepartmentView::of, row -> row.version));
    }

    @GET
    @Path("deadline-policies")
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS, Caller.DEPARTMENT})
    @Operation(summary = "The deadline policies, one for each fault grade")
    public Uni<Page<PolicyView>> policies(
            @QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable Integer limit) {
        return desk.policies()
                .map(rows ->
                        Places.page(rows.stream().map(PolicyView::of).toList(), after, limit, policy -> policy.grade()
                                .name()));
    }

    @GET
    @Path("deadline-policies/{grade}")
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS, Caller.DEPARTMENT})
    @Operation(summary = "One policy with its ETag")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PolicyView.class)))
    public Uni<Response> policy(@PathParam("grade") String grade) {
        Grade asked = Edits.word("grade", Grade.class, grade);
        return desk.policies().map(rows -> rows.stream()
                .filter(row -> row.grade.equals(asked.name()))
                .findFirst()
                .map(row -> Edits.shown(PolicyView.of(row), row.version))
                .orElseThrow(() -> Problems.notFound("deadline policy", grade)));
    }

    @PUT
    @Path("deadline-policies/{grade}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Caller.OPERATIONS, Caller.SUPERVISOR})
    @Operation(summary = "Change a policy; deadlines that run already keep what they began with")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PolicyView.class)))
    public Uni<Response> change(
            @PathParam("grade") String grade,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = PolicyRequest.class),
                                            examples = @ExampleObject(name = "G2", value = """
                                                                    {"acknowledgeWithin":"PT30M","resolveWithin":"PT8H",
                                                                     "factorPercent":{"GOLD":50,"SILVER":75,"STANDARD":100},
                                                                     "warnPercent":75,"reopenedPercent":25,
                                                                     "desk":{"answerWithin":"PT30M","completeWithin":"PT30M",
                                                                             "callBackWithin":"PT2H","closeWithin":"PT1H"},
                                                                     "ladder":[{"role":"duty-person","after":"PT0S"},
                                                                               {"role":"team-lead","after":"PT15M"},
                                                                               {"role":"manager","after":"PT1H"},
                                                                               {"role":"director","after":"PT4H"}]}
                                                                    """)))
                    @Nullable
                    PolicyRequest body) {
        DeadlinePolicy policy = Texts.given("body", body).of(Edits.word("grade", Grade.class, grade));
        return desk.save(policy, Version.expected(ifMatch))
                .map(edited -> Edits.answer("deadline policy", grade, edited, PolicyView::of, row -> row.version));
    }
}
