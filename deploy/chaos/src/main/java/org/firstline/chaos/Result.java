package org.firstline.chaos;

import java.time.Duration;
import java.util.List;
import org.firstline.chaos.check.Violation;
import org.firstline.chaos.fault.Fault;
import org.firstline.chaos.fault.Happening;
import org.firstline.chaos.load.Load;

/**
 * What came of a run.
 *
 * @param start from nothing to ready
 * @param restTook from the end of load and faults until all was at rest and read
 * @param violations of what was promised
 * @param open what could not be judged for want of evidence, one sentence each
 */
record Result(
        Order order,
        Duration start,
        Load.Sent sent,
        Gateway gateway,
        List<Happening> happenings,
        Duration restTook,
        List<Violation> violations,
        List<String> open,
        Counts counts) {

    Result {
        happenings = List.copyOf(happenings);
        violations = List.copyOf(violations);
        open = List.copyOf(open);
    }

    /**
     * What the notification gateway saw.
     *
     * @param messages that reached a customer, each counted once
     * @param failures tries that it failed
     * @param repeated messages that came again after it had taken them
     */
    record Gateway(int messages, long failures, long repeated) {}

    /** Whether every promise was kept. */
    boolean held() {
        return violations.isEmpty();
    }

    /** Processes killed with -9. */
    long kills() {
        return happenings.stream().mapToLong(Happening::kills).sum();
    }

    /** Services that died at a chosen point of their work. */
    long crashes() {
        return done(Fault.Kind.CRASH);
    }

    /** Faults that were done in which no process was killed: each fault point counts once, as a kill or as one of these. */
    long otherFaults() {
        return happenings.stream()
                .filter(Happening::wasDone)
                .filter(one -> one.kills() == 0)
                .filter(one -> one.fault().kind() != Fault.Kind.CRASH)
                .count();
    }

    private long done(Fault.Kind kind) {
        return happenings.stream()
                .filter(Happening::wasDone)
                .filter(one -> one.fault().kind() == kind)
                .count();
    }
}
