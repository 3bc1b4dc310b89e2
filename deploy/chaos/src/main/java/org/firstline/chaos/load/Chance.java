package org.firstline.chaos.load;

import java.util.Random;
import java.util.SplittableRandom;

/** Decisions that hang on the run's seed and the thing decided about alone, never on who asks first. */
final class Chance {

    private Chance() {}

    /** Chance for one call, by its number. */
    static Random ofCall(long seed, long number) {
        return new Random(new SplittableRandom(seed ^ Long.rotateLeft(number, 32)).nextLong());
    }

    /** Chance for what has a name, such as a work order. */
    static Random of(long seed, String name) {
        return ofCall(seed, name.hashCode());
    }
}
