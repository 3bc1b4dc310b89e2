package org.firstline.chaos.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstline.chaos.check.Promise;
import org.firstline.chaos.check.Violation;

/**
 * What became of a planned fault.
 *
 * @param beganAt when it was done
 * @param readyAfter from when it was healed (a kill: when it was done) until its target served again; empty when it did
 *     not within {@link Breaker#PATIENCE}, and when it was left out
 * @param leftOut why it was not done; empty when it was
 * @param kills processes killed with -9
 * @param note what else there is to say, in a few words; may be empty
 * @param broken promises that broke before anybody's eyes
 */
public record Happening(
        Fault fault,
        Instant beganAt,
        Optional<Duration> readyAfter,
        Optional<String> leftOut,
        int kills,
        String note,
        List<Violation> broken) {

    public Happening {
        broken = List.copyOf(broken);
    }

    /** Whether it was done. */
    public boolean wasDone() {
        return leftOut.isEmpty();
    }

    /** What it shows to be broken. */
    public List<Violation> violations() {
        if (!wasDone() || readyAfter.isPresent()) {
            return broken;
        }
        Violation lasting = new Violation(
                Promise.P7,
                fault.target(),
                "expected it to serve again within " + Breaker.PATIENCE.toMinutes() + " minutes after " + fault.kind()
                        + ", found that it does not",
                List.of());
        return Stream.concat(broken.stream(), Stream.of(lasting)).toList();
    }

    static Happening leftOut(Fault fault, String why) {
        return new Happening(fault, Instant.now(), Optional.empty(), Optional.of(why), 0, "", List.of());
    }
}
