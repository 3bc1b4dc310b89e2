package org.firstline.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.StreamSupport;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.ContractViolation;
import org.firstline.messaging.KeyReused;
import org.firstline.messaging.Unreadable;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** A caller's mistake becomes a problem that names the field; never a 500, never a value of the request. */
public final class ProblemMappers {

    @ServerExceptionMapper
    public Response contract(ContractViolation violation) {
        return Problems.badRequest(violation.field(), violation.expected(), violation.found())
                .toResponse();
    }

    @ServerExceptionMapper
    public Response unreadable(Unreadable unreadable) {
        String message = String.valueOf(unreadable.getMessage());
        int colon = message.indexOf(": ");
        return Problems.badRequest(
                        colon > 0 ? message.substring(0, colon) : "body",
                        between(message, "expected ", ", found "),
                        after(message, ", found "))
                .toResponse();
    }

    @ServerExceptionMapper
    public Response keyReused(KeyReused reused) {
        return Problems.keyReused(String.valueOf(reused.getMessage())).toResponse();
    }

    @ServerExceptionMapper({JsonProcessingException.class})
    public Response json(JsonProcessingException e) {
        return jsonProblem(e).toResponse();
    }

    @ServerExceptionMapper(priority = 1)
    public Response invalid(ConstraintViolationException e) {
        return Problems.badRequest(e.getConstraintViolations().stream()
                        .map(ProblemMappers::violation)
                        .toList())
                .toResponse();
    }

    /** The framework wraps what it cannot read of a body. */
    @ServerExceptionMapper(priority = 1)
    public Response wrapped(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return jsonProblem(json).toResponse();
        }
        if (e.getCause() instanceof ContractViolation violation) {
            return contract(violation);
        }
        return HttpProblem.builder()
                .withStatus(e.getResponse().getStatus())
                .withTitle(e.getResponse().getStatusInfo().getReasonPhrase())
                .build()
                .toResponse();
    }

    private static HttpProblem jsonProblem(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return Problems.badRequest(
                    printable(unknown.getPropertyName()),
                    "one of the fields of the API's description",
                    "an unknown field");
        }
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

    private static String printable(@Nullable String name) {
        return name == null || !name.matches("[A-Za-z0-9_.-]{1,64}") ? "body" : name;
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
