package org.firstline.chaos.check;

import java.util.ArrayList;
import java.util.List;
import org.firstline.chaos.check.Rows.Heap;

/**
 * The heap: dead rows are cleared away as they come, and nothing at rest holds them back: no transaction that somebody
 * forgot, no session of a process that died. What an outbox or an inbox may hold at most follows from the load:
 *
 * <ul>
 *   <li>A row of an outbox is inserted once and deleted once, and never changed: each that was committed leaves one dead
 *       row. A row of an inbox is never deleted in a run, so none that was committed leaves one.
 *   <li>Beside them only rows of transactions that were rolled back die. In quiet times there are few of them; they are
 *       forgiven as often as rows were committed. A fault rolls back what is under way: a few transactions of a few
 *       hundred events each.
 *   <li>Whether any of it has been cleared away before the rest is not asked: each kill of the database makes it forget
 *       what is dead, and then nothing is cleared for a while.
 *   <li>So the file of an outbox is no larger than if no place in it was ever used twice: the bytes of all rows that were
 *       committed, as much again for those rolled back and for what stays free at the end of pages, and the faults.
 * </ul>
 *
 * <p>What the other tables are allowed is what a minute of a high load leaves.
 */
final class HeapBounded implements Rule {

    /** What a minute of load leaves, which is how often the database looks; beside as many as there are living rows. */
    private static final long ALLOWANCE = 200_000;

    /** Rows that die while the vacuum runs; a suite at rest still writes a little. */
    private static final long FRESH = 1_000;

    /** What the smallest load is allowed: autovacuum does not come for less. */
    private static final long SMALL = 5_000;

    /** Rows of one table that a fault may roll back. */
    private static final long OF_A_FAULT = 2_000;

    private static final long SMALL_BYTES = 8L << 20;
    private static final long BYTES_OF_A_FAULT = 2L << 20;

    @Override
    public List<Violation> broken(Evidence evidence) {
        List<Violation> broken = new ArrayList<>();
        long faults = evidence.entries(DriverEntry.FaultBegan.class).count();
        for (Heap heap : evidence.rows().heaps()) {
            List<Written> written = heap.is("outbox")
                    ? evidence.written().stream()
                            .filter(one -> one.service().equals(heap.service()))
                            .toList()
                    : List.of();
            long most = mostDead(heap, written.size(), faults);
            if (heap.dead() > most) {
                broken.add(violation(heap, "expected at most " + most + " dead rows, found " + heap.dead()));
            }
            if (heap.stuck() > FRESH) {
                broken.add(violation(
                        heap, "expected a vacuum to remove what is dead, found " + heap.stuck() + " rows held back"));
            }
            if (heap.is("outbox")) {
                size(heap, written, faults, broken);
            }
        }
        return broken;
    }

    private static long mostDead(Heap heap, long written, long faults) {
        long usual = heap.live() + ALLOWANCE;
        if (heap.is("outbox")) {
            return Math.min(usual, 2 * written + faults * OF_A_FAULT + SMALL);
        }
        if (heap.is("inbox")) {
            return Math.min(usual, heap.live() + faults * OF_A_FAULT + SMALL);
        }
        return usual;
    }

    private static void size(Heap heap, List<Written> written, long faults, List<Violation> broken) {
        long most = 2 * written.stream().mapToLong(Written::bytes).sum() + faults * BYTES_OF_A_FAULT + SMALL_BYTES;
        if (heap.bytes() > most) {
            broken.add(violation(
                    heap,
                    "expected a file of at most " + most + " bytes after " + written.size() + " rows and " + faults
                            + " faults, found " + heap.bytes()));
        }
    }

    private static Violation violation(Heap heap, String what) {
        return new Violation(
                Promise.HEAP,
                heap.table(),
                what,
                List.of(heap.live() + " live, " + heap.dead() + " dead, " + heap.stuck() + " after a vacuum, "
                        + heap.bytes() + " bytes"));
    }
}
