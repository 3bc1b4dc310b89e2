package org.firstline.chaos.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * P3, "never before its time": no breach was committed before its deadline, and no step was decided in the future. The
 * time that counts is the database's own, written into its log at the commit; nothing that a service says of its clock.
 */
final class NeverEarly implements Rule {

    private static final Set<String> STEPS = Set.of(Types.DEADLINE_WARNED, Types.DEADLINE_BREACHED, Types.LADDER_STEP);

    @Override
    public List<Violation> broken(Evidence evidence) {
        List<Violation> broken = new ArrayList<>();
        for (Written row : evidence.written()) {
            if (!STEPS.contains(row.type())) {
                continue;
            }
            Instant committedAt = row.committedAt().plus(ahead(evidence, row.service()));
            if (row.at().isAfter(committedAt)) {
                broken.add(violation(
                        row,
                        "expected the step to be taken when it was decided, at " + committedAt
                                + " by the database's clock, found it taken at " + row.at()));
            }
            String deadlineAt = Json.text(row.payload(), "deadlineAt");
            if (row.type().equals(Types.DEADLINE_BREACHED)
                    && !deadlineAt.isEmpty()
                    && committedAt.isBefore(Instant.parse(deadlineAt))) {
                broken.add(violation(
                        row,
                        "expected the deadline of " + deadlineAt + " not to fire before its time, found it fired at "
                                + committedAt));
            }
        }
        return broken;
    }

    private static Duration ahead(Evidence evidence, String service) {
        double seconds = evidence.rows().aheadSeconds().getOrDefault(service, 0.0);
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static Violation violation(Written row, String what) {
        return new Violation(Promise.P3, "case " + row.key(), what, List.of(row.told()));
    }
}
