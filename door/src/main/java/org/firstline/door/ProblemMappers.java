package org.firstline.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.VertxException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.ContractViolation;
import org.firstline.messaging.Faults;
import org.firstline.messaging.KeyReused;
import org.firstline.messaging.Unreadable;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A caller's mistake becomes a problem that names the field; never a 500, never a value of the request. */
public final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper(priority = 1)
    public Response contract(ContractViolation violation) {
        return Problems.badRequest(violation.field(), violation.expected(), violation.found())
                .toResponse();
    }

    @ServerExceptionMapper(priority = 1)
    public Response unreadable(Unreadable unreadable) {
        String message = String.valueOf(unreadable.getMessage());
        int colon = message.indexOf(": ");
        return Problems.badRequest(
                        colon > 0 ? message.substring(0, colon) : "body",
                        between(message, "expected ", ", found "),
                        after(message, ", found "))
                .toResponse();
    }

    @ServerExceptionMapper(priority = 1)
    public Response keyReused(KeyReused reused) {
        return Problems.keyReused(String.valueOf(reused.getMessage())).toResponse();
    }

    /** Each kind by name, or the mappers that the framework and its extensions bring for some of them would be nearer. */
    @ServerExceptionMapper(
            value = {
                JsonProcessingException.class,
                JsonMappingException.class,
                DatabindException.class,
                MismatchedInputException.class,
                InvalidFormatException.class,
                InvalidNullException.class,
                UnrecognizedPropertyException.class,
                ValueInstantiationException.class,
                InvalidDefinitionException.class
            },
            priority = 1)
    public Response json(JsonProcessingException e) {
        return jsonProblem(e).toResponse();
    }

    /** What passes by itself: the database or another server is away. Anything else of theirs is a fault of ours. */
    @ServerExceptionMapper(
            value = {VertxException.class, ConnectException.class, TimeoutException.class},
            priority = 1)
    public Response server(Exception e) {
        if (Faults.isOfTheServer(e)) {
            LOG.warnf(
                    "a request is turned away because a server is away: %s",
                    e.getClass().getSimpleName());
            return Problems.unavailable("a server this door needs").toResponse();
        }
        LOG.errorf(e, "a request brings out a fault; mend it");
        return HttpProblem.valueOf(Response.Status.INTERNAL_SERVER_ERROR).toResponse();
    }

    /** The problem extension's own mappers for these do not fit this platform: they end in a linkage error, a 500. */
    @ServerExceptionMapper(
            value = {UnauthorizedException.class, AuthenticationFailedException.class},
            priority = 1)
    public Response unauthorized(SecurityException e) {
        return Problems.unauthorized().toResponse();
    }

    @ServerExceptionMapper(priority = 1)
    public Response forbidden(ForbiddenException e) {
        return Problems.forbidden("expected a token with a role that may do this, found none of them in it")
                .toResponse();
    }

    @ServerExceptionMapper(priority = 1)
    public Response invalid(ConstraintViolationException e) {
        return Problems.badRequest(e.getConstraintViolations().stream()
                        .map(ProblemMappers::violation)
                        .toList())
                .toResponse();
    }

    /** The framework wraps what it cannot read of a body or of a parameter. */
    @ServerExceptionMapper(
            value = {
                WebApplicationException.class,
                ClientErrorException.class,
                BadRequestException.class,
                NotFoundException.class,
                NotAllowedException.class,
                NotAcceptableException.class,
                NotSupportedException.class
            },
            priority = 1)
    public Response wrapped(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return jsonProblem(json).toResponse();
        }
        if (e.getCause() instanceof ContractViolation violation) {
            return contract(violation);
        }
        if (e.getCause() instanceof HttpProblem problem) {
            return problem.toResponse();
        }
        if (e instanceof NotFoundException && e.getCause() != null) {
            return Problems.badRequest(
                            "parameters",
                            "path and query as the API's description gives them",
                            "a value of another kind")
                    .toResponse();
        }
        HttpProblem.Builder problem = HttpProblem.builder()
                .withType(URI.create("about:blank"))
                .withTitle(e.getResponse().getStatusInfo().getReasonPhrase())
                .withDetail(detail(e.getResponse().getStatus()))
                .withStatus(e.getResponse().getStatus());
        String allowed = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return (allowed == null ? problem : problem.withHeader(HttpHeaders.ALLOW, allowed))
                .build()
                .toResponse();
    }

    /** What the framework found wrong with a request before any of our code was asked. */
    private static String detail(int status) {
        return switch (status) {
            case 404 -> "path: expected one that the API's description has, found another";
            case 405 -> "method: expected one that the API's description has for this path, found another";
            case 406 -> "Accept: expected a media type in which this is answered, found others only";
            case 415 -> "Content-Type: expected the media type that the API's description asks for, found another";
            default -> "request: expected one that the API's description has, found another";
        };
    }

    private static HttpProblem jsonProblem(JsonProcessingException e) {
        ContractViolation violation = Catalogue.violation(e);
        return Problems.badRequest(violation.field(), violation.expected(), violation.found());
    }

    private static Problems.Violation violation(ConstraintViolation<?> violation) {
        List<String> path = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .map(node -> node.toString())
                .toList();
        String field = path.size() > 2 ? String.join(".", path.subList(2, path.size())) : path.getLast();
        Object value = violation.getInvalidValue();
        return new Problems.Violation(
                field, "a value that " + violation.getMessage(), value == null ? "nothing" : "another value");
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from);
        int end = text.indexOf(to);
        return start < 0 ? text : text.substring(start + from.length(), end < start ? text.length() : end);
    }

    private static String after(String text, String from) {
        int start = text.indexOf(from);
        return start < 0 ? "something else" : text.substring(start + from.length());
    }
}
