package org.firstline.escalation.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
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
import org.firstline.escalation.db.RoutingRuleRow;
import org.firstline.escalation.domain.DepartmentId;
import org.firstline.escalation.domain.Fault;
import org.firstline.escalation.domain.RoutingRule;
import org.firstline.escalation.domain.Rulebook;
import org.firstline.escalation.domain.Terms.Category;
import org.firstline.escalation.domain.Terms.Grade;
import org.firstline.escalation.domain.Terms.ServiceLine;
import org.firstline.escalation.flow.ReferenceDesk;
import org.firstline.escalation.flow.Rulebooks;
import org.jspecify.annotations.Nullable;

/** Which department gets what: the rules, and a dry run that says why. */
@Path("/routing")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Routing", description = "The most specific rule decides; a rule without conditions is the default")
public class RoutingDoor {

    private final ReferenceDesk desk;
    private final Rulebooks rulebooks;

    RoutingDoor(ReferenceDesk desk, Rulebooks rulebooks) {
        this.desk = desk;
        this.rulebooks = rulebooks;
    }

    /** A rule as it is shown. */
    public record RuleView(
            String id,
            @Nullable String category,
            @Nullable String serviceLine,
            @Nullable String grade,
            @Nullable String faultClass,
            @Nullable String region,
            String department,
            @Nullable String alternative,
            long version) {
        static RuleView of(RoutingRuleRow row) {
            return new RuleView(
                    row.id,
                    row.category,
                    row.serviceLine,
                    row.grade,
                    row.faultClass,
                    row.region,
                    row.department,
                    row.alternative,
                    row.version);
        }
    }

    /** A rule as it is to be. */
    public record RuleRequest(
            @Nullable Category category,
            @Nullable ServiceLine serviceLine,
            @Nullable Grade grade,
            @Nullable String faultClass,
            @Nullable String region,
            String department,
            @Nullable String alternative) {
        RoutingRule of(String id) {
            return new RoutingRule(
                    id,
                    category,
                    serviceLine,
                    grade,
                    code("faultClass", faultClass),
                    code("region", region),
                    Texts.department("department", department),
                    alternative == null ? null : Texts.department("alternative", alternative));
        }
    }

    /** A fault to try the rules on. */
    public record FaultRequest(
            Category category, ServiceLine serviceLine, Grade grade, String faultClass, String region) {
        Fault fault() {
            return new Fault(
                    Texts.given("category", category),
                    Texts.given("serviceLine", serviceLine),
                    Texts.given("grade", grade),
                    Texts.given("faultClass", code("faultClass", faultClass)),
                    Texts.given("region", code("region", region)));
        }
    }

    /** Where a fault would go, and how each rule that was asked was judged, in the order in which they are asked. */
    public record DryRun(String department, @Nullable String alternative, String rule, List<Verdict> why) {}

    /** How one rule was judged, in both languages. */
    public record Verdict(String rule, String department, boolean decides, String zh, String en) {
        static Verdict of(Rulebook.Judged judged) {
            String rule = judged.rule().id();
            String department = judged.rule().department().value();
            if (judged.mismatch() != null) {
                return new Verdict(
                        rule,
                        department,
                        false,
                        "条件 " + judged.mismatch() + " 不符合",
                        "its condition on " + judged.mismatch() + " does not hold");
            }
            return judged.departmentTakesOrders()
                    ? new Verdict(
                            rule,
                            department,
                            true,
                            "所有条件都符合，且最具体",
                            "all its conditions hold, and it is the most specific")
                    : new Verdict(rule, department, false, "该部门目前不接单", "its department takes no orders now");
        }
    }

    @GET
    @Path("/rules")
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS, Caller.DEPARTMENT})
    @Operation(summary = "The rules, by id")
    public Uni<Page<RuleView>> rules(
            @QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable Integer limit) {
        return desk.rules()
                .map(rows -> Places.page(rows.stream().map(RuleView::of).toList(), after, limit, RuleView::id));
    }

    @GET
    @Path("/rules/{id}")
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS, Caller.DEPARTMENT})
    @Operation(summary = "One rule with its ETag")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RuleView.class)))
    public Uni<Response> rule(@PathParam("id") String id) {
        return desk.rules().map(rows -> rows.stream()
                .filter(row -> row.id.equals(id))
                .findFirst()
                .map(row -> Edits.shown(RuleView.of(row), row.version))
                .orElseThrow(() -> Problems.notFound("routing rule", id)));
    }

    @PUT
    @Path("/rules/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Caller.OPERATIONS, Caller.SUPERVISOR})
    @Operation(summary = "Change a rule (If-Match), or add one (If-None-Match: *)")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RuleView.class)))
    public Uni<Response> change(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = RuleRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "shanghai-broadband",
                                                            value =
                                                                    "{\"category\":\"NETWORK_FAULT\",\"serviceLine\":\"BROADBAND\",\"region\":\"CN-31\",\"department\":\"access-network\",\"alternative\":\"field-service\"}")))
                    @Nullable
                    RuleRequest body) {
        RoutingRule rule = Texts.given("body", body).of(id);
        return desk.save(rule, Edits.expectedOrNew(ifMatch, ifNoneMatch))
                .map(edited -> Edits.answer("routing rule", id, edited, RuleView::of, row -> row.version));
    }

    @DELETE
    @Path("/rules/{id}")
    @RolesAllowed({Caller.OPERATIONS, Caller.SUPERVISOR})
    @Operation(summary = "Take a rule away; the last default rule stays")
    @APIResponse(responseCode = "204")
    public Uni<Response> remove(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        long expected = Version.expected(ifMatch);
        if (!DepartmentId.isOne(id)) {
            throw Problems.notFound("routing rule", id);
        }
        return desk.removeRule(id, expected).map(edited -> {
            Edits.answer("routing rule", id, edited, RuleView::of, row -> row.version);
            return Response.noContent().build();
        });
    }

    @POST
    @Path("/dry-run")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR, Caller.OPERATIONS})
    @Operation(summary = "Where a fault would go, and why; nothing is changed")
    public DryRun dryRun(
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = FaultRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "loss of signal",
                                                            value =
                                                                    "{\"category\":\"NETWORK_FAULT\",\"serviceLine\":\"BROADBAND\",\"grade\":\"G2\",\"faultClass\":\"broadband.access-loss-of-signal\",\"region\":\"CN-31\"}")))
                    @Nullable
                    FaultRequest body) {
        Fault fault = Texts.given("body", body).fault();
        Rulebook book = rulebooks.current();
        RoutingRule rule = book.route(fault);
        return new DryRun(
                rule.department().value(),
                rule.alternative() == null ? null : rule.alternative().value(),
                rule.id(),
                book.explain(fault).stream().map(Verdict::of).toList());
    }

    private static @Nullable String code(String field, @Nullable String value) {
        if (value != null && !value.matches("[\\x21-\\x7e]{1,128}")) {
            throw Problems.badRequest(field, "1 to 128 visible ASCII characters without spaces", "something else");
        }
        return value;
    }
}
