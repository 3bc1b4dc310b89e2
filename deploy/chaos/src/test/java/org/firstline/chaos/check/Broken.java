package org.firstline.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

/** Says what the checker makes of evidence. */
final class Broken {

    private Broken() {}

    /** The one violation that a rule finds, and the whole checker finds it too. */
    static Violation by(Rule rule, Made made) {
        Evidence evidence = made.evidence();
        assertThat(rule.broken(evidence)).hasSize(1);
        Violation violation = rule.broken(evidence).getFirst();
        assertThat(Checker.check(evidence)).contains(violation);
        return violation;
    }

    static void nothing(Made made) {
        assertThat(Checker.check(made.evidence())).isEmpty();
    }
}
