package org.firstline.door;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Problem details (RFC 9457) with stable types. The type is a name, not a page to fetch: {@code urn:firstline:problem:…}.
 */
public final class Problems {

    /** What is wrong with one field of a request. */
    public record Violation(String field, String expected, String found) {}

    private static final String TYPE = "urn:firstline:problem:";

    private static final Pattern OUR_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Problems() {}

    /** 400: a field does not say what is expected of it. */
    public static HttpProblem badRequest(String field, String expected, String found) {
        return badRequest(List.of(new Violation(field, expected, found)));
    }

    /** 400: fields do not say what is expected of them. */
    public static HttpProblem badRequest(List<Violation> violations) {
        Violation first = violations.getFirst();
        return of(
                        400,
                        "bad-request",
                        "The request does not say what is expected",
                        first.field() + ": expected " + first.expected() + ", found " + first.found())
                .with("violations", violations)
                .build();
    }

    /** 404: there is nothing of that kind under that id (or it is not the caller's to see). */
    public static HttpProblem notFound(String what, String id) {
        return of(404, "not-found", "There is no such " + what, "expected a " + named(what, id) + ", found none")
                .build();
    }

    /** 409: understood, but the rules say no. {@code code} is stable, in kebab-case. */
    public static HttpProblem refused(String code, String why) {
        return of(409, code, "The request goes against the present state", why).build();
    }

    /** 412: somebody else has changed it since the caller read it. */
    public static HttpProblem changedSince(String what, String id, String now) {
        return of(
                        412,
                        "changed-since",
                        "It has been changed since you read it",
                        "expected " + named(what, id) + " as you last read it, found version " + now
                                + "; read it again and repeat")
                .build();
    }

    /** 428: a change needs If-Match. */
    public static HttpProblem preconditionRequired() {
        return of(
                        428,
                        "precondition-required",
                        "A change needs to say which version it changes",
                        "If-Match: expected the ETag of the version you read, found nothing")
                .build();
    }

    /** 422: an Idempotency-Key came again with another request. */
    public static HttpProblem keyReused(String why) {
        return of(422, "idempotency-key-reused", "The Idempotency-Key was used for another request", why)
                .build();
    }

    /** 401: there is no token, or not a good one. */
    public static HttpProblem unauthorized() {
        return of(
                        401,
                        "unauthorized",
                        "Say who you are",
                        "Authorization: expected a bearer token of this suite's issuer that is still good, found none")
                .withHeader("WWW-Authenticate", "Bearer")
                .build();
    }

    /** 403: the caller's role or department does not reach that far. */
    public static HttpProblem forbidden(String why) {
        return of(403, "forbidden", "This is not yours to do", why).build();
    }

    /** 413: the body is larger than any request needs to be. */
    public static HttpProblem tooLarge(long mostBytes) {
        return of(
                        413,
                        "too-large",
                        "The request is too large",
                        "body: expected at most " + mostBytes + " bytes, found more")
                .build();
    }

    /** 415: the header Content-Type names no media type at all. */
    public static HttpProblem notSupported() {
        return of(
                        415,
                        "unsupported-media-type",
                        "The request's media type is none",
                        "Content-Type: expected the media type that the API's description asks for, found none")
                .build();
    }

    /** 503: something this door needs is away; the request may be repeated as it is. */
    public static HttpProblem unavailable(String what) {
        return of(503, "unavailable", "Try again in a moment", "expected " + what + " to answer, found it away")
                .withHeader("Retry-After", "5")
                .build();
    }

    /** 503: there are too many requests at once; nothing of this one was kept. */
    public static HttpProblem busy(String why) {
        return of(503, "busy", "Try again in a moment", why)
                .withHeader("Retry-After", "1")
                .build();
    }

    /** Problems are logged: what is not an id of ours is not repeated, it may be a number that somebody has mistyped. */
    private static String named(String what, String id) {
        return OUR_ID.matcher(id).matches() ? what + " with id " + id : what + " of that name";
    }

    private static HttpProblem.Builder of(int status, String code, String title, String detail) {
        Status known = Status.fromStatusCode(status);
        HttpProblem.Builder problem = HttpProblem.builder()
                .withType(URI.create(TYPE + code))
                .withTitle(title)
                .withDetail(detail);
        return known != null ? problem.withStatus(known) : problem.withStatus(status);
    }
}
