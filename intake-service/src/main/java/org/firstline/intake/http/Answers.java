package org.firstline.intake.http;

import org.firstline.door.Problems;
import org.firstline.intake.flow.Outcome;

/** What became of a command, for who gave it. */
final class Answers {

    private Answers() {}

    /**
     * Throws the problem where it did not go through.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404, 409 or 412
     */
    static void orProblem(Outcome outcome) {
        switch (outcome) {
            case Outcome.Advanced done -> {}
            case Outcome.Ignored known -> {}
            case Outcome.Refused(String code, String why) -> throw Problems.refused(code, why);
            case Outcome.Stale(long now) -> throw Problems.changedSince("case", "", "\"" + now + "\"");
            case Outcome.Missing(var id) -> throw Problems.notFound("case", id.toString());
        }
    }
}
