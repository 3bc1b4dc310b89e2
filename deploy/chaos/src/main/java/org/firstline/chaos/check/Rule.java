package org.firstline.chaos.check;

import java.util.List;

/** One thing that must hold of every run. Pure: the same evidence gives the same answer. */
interface Rule {

    /** Where it does not hold; empty where it does. */
    List<Violation> broken(Evidence evidence);

    /** What of it the evidence does not suffice to judge, one sentence each; empty where all of it was judged. */
    default List<String> open(Evidence evidence) {
        return List.of();
    }
}
