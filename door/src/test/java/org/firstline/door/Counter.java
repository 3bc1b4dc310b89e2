package org.firstline.door;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.firstline.contracts.ContractViolation;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Reading;
import org.firstline.messaging.Route;
import org.firstline.messaging.Taken;
import org.firstline.messaging.Unreadable;
import org.jspecify.annotations.Nullable;

/** A resource with one of everything a service's doors do. */
@Path("/counter")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.AGENT, Caller.DEPARTMENT})
public class Counter {

    public enum Colour {
        RED,
        GREEN
    }

    public record Inner(@Size(max = 5) String text) {}

    public record Request(
            @NotNull String name,
            @Max(10) int number,
            @Nullable Instant at,
            @Nullable UUID id,
            @Nullable Colour colour,
            @Nullable Boolean yes,
            @Nullable List<String> many,
            @Nullable @Valid Inner inner) {

        public Request {
            if ("contract".equals(name)) {
                throw new ContractViolation("name", "another name", "this one");
            }
        }
    }

    private final PostOffice office;
    private final Caller caller;
    final Route<String> route;

    Counter(PostOffice office, Caller caller) {
        this.office = office;
        this.caller = caller;
        this.route = office.route(
                "counter", letter -> new Reading.Meant<>(letter.key()), (transaction, batch) -> Uni.createFrom()
                        .item(Taken.all()));
    }

    @POST
    public Uni<Request> post(@Valid @NotNull Request request) {
        return Uni.createFrom().item(request);
    }

    @GET
    @Path("/{id}")
    public Uni<String> get(@PathParam("id") UUID id, @QueryParam("limit") @Nullable Integer limit) {
        return Uni.createFrom().item("\"" + id + "/" + Page.limit(limit) + "\"");
    }

    @POST
    @Path("/if-match")
    public Uni<Long> change(@HeaderParam("If-Match") @Nullable String ifMatch) {
        return Uni.createFrom().item(Version.expected(ifMatch));
    }

    @POST
    @Path("/once/{what}")
    public Uni<String> once(@HeaderParam(Idempotency.HEADER) @Nullable String header, @PathParam("what") String what) {
        String key = Idempotency.key(header);
        return office.transact(transaction -> office.once(
                        transaction,
                        caller.name(),
                        key,
                        Idempotency.fingerprint(what),
                        UUID.randomUUID().toString()))
                .map(resource -> "\"" + resource + "\"");
    }

    @GET
    @Path("/department")
    public String department() {
        return "\"" + caller.departmentOrRefuse() + "\"";
    }

    @GET
    @Path("/fault/{what}")
    public Uni<String> fault(@PathParam("what") String what) {
        return switch (what) {
            case "unreadable" -> throw new Unreadable("source: expected 1 to 512 characters, found 600");
            case "bug" -> throw new NullPointerException("secret value");
            case "sql" ->
                office.reading()
                        .preparedQuery("select 1 / $1::int")
                        .execute(Tuple.of(0))
                        .replaceWith("");
            case "database" -> Uni.createFrom().failure(new java.net.ConnectException("secret address"));
            default -> throw Problems.notFound("fault", what);
        };
    }
}
