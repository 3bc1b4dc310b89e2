package org.firstline.messaging;

import org.jspecify.annotations.Nullable;

/**
 * How far a watch has come among what is due. What a round took leaves its places in the index, and they are passed over
 * one by one for as long as the oldest transaction of the database may see them: with 100,000 due at once a claim was seen
 * to spend 118 of its 141 ms before its first row. So a round that follows a full one begins behind it. What was left out because somebody held it
 * comes when the sweep begins anew: after a round that was not full, or that failed, and after so many in any case.
 *
 * @param <P> a place in the order in which rounds take
 */
public final class Sweep<P> {

    /** Full rounds after which it begins anew. */
    static final int MOST_ROUNDS = 20;

    private @Nullable P last;
    private int rounds;

    /** Behind which place a round begins; null at the beginning. */
    public synchronized @Nullable P from() {
        return last;
    }

    /** A round was full, and this was the last place in it. */
    public synchronized void full(P place) {
        rounds++;
        last = rounds < MOST_ROUNDS ? place : null;
        if (last == null) {
            rounds = 0;
        }
    }

    /** The next round begins at the beginning. */
    public synchronized void anew() {
        last = null;
        rounds = 0;
    }
}
