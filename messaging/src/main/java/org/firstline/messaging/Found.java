package org.firstline.messaging;

/** What a round of a watch found to do. */
public enum Found {
    /** Nothing was due. */
    NOTHING,
    /** Something was, and all of it was taken. */
    SOME,
    /** As much as one round takes; there may be more. */
    FULL;

    /**
     * What a round found that took so many.
     *
     * @param taken at least 0
     * @param most what a round takes at most, at least 1
     */
    public static Found of(int taken, int most) {
        if (taken == 0) {
            return NOTHING;
        }
        return taken < most ? SOME : FULL;
    }
}
