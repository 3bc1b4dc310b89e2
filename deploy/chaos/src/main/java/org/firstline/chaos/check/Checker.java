package org.firstline.chaos.check;

import java.util.List;

/** Holds what was seen of a run against every promise. */
public final class Checker {

    private static final List<Rule> RULES = List.of(
            new EveryCallOneCase(),
            new EveryEscalationOneOrder(),
            new HeardOnce(),
            new NothingUnheard(),
            new DeadlineFates(),
            new NeverEarly(),
            new PublishedAsCommitted(),
            new OrderPerCase(),
            new SequencesContiguous(),
            new UpdatesReachAnEnd(),
            new PoisonStaysAlone(),
            new NoLockOfTheDead(),
            new HeapBounded(),
            new SameStory(),
            new AtRest());

    private Checker() {}

    /** Every violation, in the order of the rules. */
    public static List<Violation> check(Evidence evidence) {
        return RULES.stream().flatMap(rule -> rule.broken(evidence).stream()).toList();
    }

    /** What could not be judged for want of evidence, one sentence each; neither kept nor broken. */
    public static List<String> open(Evidence evidence) {
        return RULES.stream().flatMap(rule -> rule.open(evidence).stream()).toList();
    }
}
