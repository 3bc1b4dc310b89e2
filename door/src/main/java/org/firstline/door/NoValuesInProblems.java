package org.firstline.door;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** A problem says on which path it arose; what somebody typed into that path is not repeated, as in traces. */
@ApplicationScoped
class NoValuesInProblems implements ProblemPostProcessor {

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        URI instance = problem.getInstance();
        return instance == null
                ? problem
                : HttpProblem.builder(problem)
                        .withInstance(URI.create(UrlsInTraces.shown(String.valueOf(instance.getPath()))))
                        .build();
    }

    /** After the extension has said where it was. */
    @Override
    public int priority() {
        return 1;
    }
}
