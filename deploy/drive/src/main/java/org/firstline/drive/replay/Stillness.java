package org.firstline.drive.replay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.firstline.drive.Backlog;
import org.firstline.drive.Words;
import org.firstline.drive.replay.SuiteClock.Work;
import org.firstline.local.LocalTrouble;

/**
 * Waits until nothing moves in the suite any more: outboxes empty, nothing held, nothing due, no consumer behind.
 *
 * <p>Why one look in this order is enough. All records up to the first reading of the ends are worked on and committed
 * when the consumers' offsets reach it; what that work decided stands in an outbox or on a topic when the database is
 * read, in one snapshot; and no record was added in between if the ends read last equal the first.
 */
final class Stillness {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NS = 2_000_000;

    private final SuiteClock clock;
    private final Backlog backlog;

    Stillness(SuiteClock clock, Backlog backlog) {
        this.clock = clock;
        this.backlog = backlog;
    }

    /**
     * Returns when nothing moves.
     *
     * @throws LocalTrouble when it still moves after a minute without an end; says what does
     */
    void await() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        Work work = clock.work();
        while (true) {
            if (work.isDone()) {
                Map<TopicPartition, Long> ends = backlog.ends();
                if (backlog.behind(ends).isEmpty()) {
                    work = clock.work();
                    if (work.isDone() && backlog.ends().equals(ends)) {
                        return;
                    }
                }
            }
            if (System.nanoTime() > until) {
                List<String> late = backlog.behind(backlog.ends());
                throw new LocalTrouble(Words.of(
                        "replay.restless",
                        PATIENCE.toSeconds(),
                        work.outbox(),
                        work.held(),
                        work.due(),
                        late.isEmpty() ? "-" : String.join(", ", late)));
            }
            LockSupport.parkNanos(PAUSE_NS);
            work = clock.work();
        }
    }
}
