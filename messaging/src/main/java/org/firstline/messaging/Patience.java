package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Tries the same again for as long as a server is away, with growing pauses; holds no connection while it waits. */
final class Patience {

    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** With the longest pause about every minute. */
    private static final int SAY_IT_EVERY = 12;

    private Patience() {}

    /** Until a server answers again; any other failure comes out. */
    static <T> Uni<T> whileServersAreAway(String what, Uni<T> attempt) {
        return again(what, attempt, Faults::isOfTheServer);
    }

    /** Until it works or fails for a reason that no trying changes; that failure comes out. */
    static <T> Uni<T> unlessTheMessageIsBroken(String what, Uni<T> attempt) {
        return again(what, attempt, failure -> Faults.kind(failure) != Faults.Kind.MESSAGE);
    }

    /** Until it works, whatever the failure: for what must happen before anything else may. */
    static <T> Uni<T> untilItWorks(String what, Uni<T> attempt) {
        return again(what, attempt, failure -> true);
    }

    private static <T> Uni<T> again(String what, Uni<T> attempt, Predicate<Throwable> worthIt) {
        AtomicInteger failures = new AtomicInteger();
        return attempt.onFailure(worthIt)
                .invoke(failure -> say(what, failures.getAndIncrement(), failure))
                .onFailure(worthIt)
                .retry()
                .withBackOff(SHORTEST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private static void say(String what, int earlier, Throwable failure) {
        if (earlier % SAY_IT_EVERY == 0) {
            if (Faults.isOfTheServer(failure)) {
                LOG.warnf(
                        "%s waits for a server and is tried again (%d times so far): %s",
                        what, earlier + 1, Faults.describe(failure));
            } else {
                LOG.errorf(
                        Faults.withoutValues(failure),
                        "%s fails and is tried again (%d times so far); mend the fault, nothing behind it goes on",
                        what,
                        earlier + 1);
            }
        }
    }
}
