package org.firstline.bench;

/** Which orders fall due in which run; each in one of them only. */
final class Shares {

    private final int runs;
    private final int pending;
    private final int burst;
    private final int most;

    /**
     * @param runs of each kind
     * @param pending orders there are
     * @param burst how many fall due at once in a run
     * @param steady how many fall due one after the other in a run
     * @param warmUp how many do before the first run
     * @throws IllegalArgumentException when there are not enough
     */
    Shares(int runs, int pending, int burst, int steady, int warmUp) {
        this.runs = runs;
        this.pending = pending;
        this.burst = burst;
        this.most = Math.max(steady, warmUp);
        long needed = (long) runs * (burst + steady) + warmUp;
        if (needed > pending) {
            throw new IllegalArgumentException(
                    "--pending: expected at least the " + needed + " that fall due in all runs, found " + pending);
        }
    }

    /**
     * Orders that were opened one after the other, as in an outage.
     *
     * @param run from 1
     */
    long[] burst(int run) {
        long[] numbers = new long[burst];
        for (int i = 0; i < burst; i++) {
            numbers[i] = (long) (run - 1) * burst + i;
        }
        return numbers;
    }

    /**
     * Orders from all over the table, no two of them neighbours.
     *
     * @param run from 1; 0 before the first
     */
    long[] steady(int run, int count) {
        long first = (long) runs * burst;
        long step = (pending - first) / ((long) (runs + 1) * most);
        if (step == 0) {
            throw new IllegalArgumentException("--pending: expected more than those that fall due, found " + pending);
        }
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = first + ((long) i * (runs + 1) + run) * step;
        }
        return numbers;
    }
}
