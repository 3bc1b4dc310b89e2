package org.firstline.chaos.check;

import java.util.ArrayList;
import java.util.List;
import org.firstline.chaos.check.Rows.Heap;

/**
 * The heap: dead rows are cleared away as they come, and nothing at rest holds them back: no transaction that somebody
 * forgot, no session of a process that died.
 */
final class HeapBounded implements Rule {

    /** What a minute of load leaves, which is how often the database looks; beside as many as there are living rows. */
    private static final long ALLOWANCE = 200_000;

    /** Rows that die while the vacuum runs; a suite at rest still writes a little. */
    private static final long FRESH = 1_000;

    @Override
    public List<Violation> broken(Evidence evidence) {
        List<Violation> broken = new ArrayList<>();
        for (Heap heap : evidence.rows().heaps()) {
            if (heap.dead() > heap.live() + ALLOWANCE) {
                broken.add(violation(
                        heap, "expected at most " + (heap.live() + ALLOWANCE) + " dead rows, found " + heap.dead()));
            }
            if (heap.stuck() > FRESH) {
                broken.add(violation(
                        heap, "expected a vacuum to remove what is dead, found " + heap.stuck() + " rows held back"));
            }
        }
        return broken;
    }

    private static Violation violation(Heap heap, String what) {
        return new Violation(
                Promise.HEAP,
                heap.table(),
                what,
                List.of(heap.live() + " live, " + heap.dead() + " dead, " + heap.stuck() + " after a vacuum"));
    }
}
