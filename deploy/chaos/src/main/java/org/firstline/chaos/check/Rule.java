package org.firstline.chaos.check;

import java.util.List;

/** One thing that must hold of every run. Pure: the same evidence gives the same answer. */
interface Rule {

    /** Where it does not hold; empty where it does. */
    List<Violation> broken(Evidence evidence);
}
