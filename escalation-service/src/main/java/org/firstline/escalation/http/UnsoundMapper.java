package org.firstline.escalation.http;

import jakarta.ws.rs.core.Response;
import org.firstline.door.Problems;
import org.firstline.escalation.domain.Unsound;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Reference data that rules could not go by become a problem: of the caller's field, or of the whole that is left. */
public final class UnsoundMapper {

    @ServerExceptionMapper
    public Response unsound(Unsound unsound) {
        return (unsound.field().equals("rules")
                        ? Problems.refused(
                                "rulebook-unsound",
                                "expected " + unsound.expected() + " to be left, found " + unsound.found())
                        : Problems.badRequest(unsound.field(), unsound.expected(), unsound.found()))
                .toResponse();
    }
}
