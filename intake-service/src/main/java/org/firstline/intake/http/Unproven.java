package org.firstline.intake.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;

/** 401: a platform's callback that does not prove to be the platform's. */
final class Unproven {

    private Unproven() {}

    static HttpProblem of(String platform) {
        return HttpProblem.builder()
                .withType(URI.create("urn:firstline:problem:signature"))
                .withTitle("The callback does not prove to be the platform's")
                .withDetail("expected a signature of " + platform + " made with the secret that is set, found none")
                .withStatus(Status.UNAUTHORIZED)
                .build();
    }
}
