package org.firstline.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.firstline.drive.CapturedCall;
import org.firstline.drive.Doors;
import org.firstline.drive.HttpDoor;
import org.firstline.drive.Post;
import org.firstline.local.Service;
import org.junit.jupiter.api.Test;

/** Calls that came while intake was away: some wait in Kafka, and those of a platform over HTTP are sent all at once. */
class FloodTest {

    private static final String PLATFORM = "flood";
    private static final int IN_KAFKA = 2_000;
    private static final int AT_ONCE = 4_000;
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final TheSuite suite = TheSuite.running();
    private final Doors doors = suite.doors();
    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

    @Test
    void all_that_was_kept_meanwhile_is_taken_in_one_life_of_intake() throws Exception {
        suite.suite().takeAway("intake");
        for (int call = 0; call < IN_KAFKA; call++) {
            call(call).posts().forEach(doors::send);
        }
        doors.flush();

        suite.suite().bringBack("intake");
        suite.suite().awaitReady("intake", Duration.ofSeconds(60));
        Optional<Long> life = suite.suite().pid("intake");
        for (int call = 0; call < AT_ONCE; call++) {
            CapturedCall kept = call(IN_KAFKA + call);
            Thread.ofVirtual().start(() -> kept.posts().forEach(this::untilTaken));
        }

        Patience.until("somebody to be turned away", () -> answers.containsKey(503));
        assertThat(doors.http(Service.INTAKE, "agent").get("/desks").status())
                .as("what an agent is told meanwhile")
                .isEqualTo(200);
        int all = IN_KAFKA + AT_ONCE;
        Patience.until(
                "each of " + all + " calls to be a triaged case",
                Duration.ofMinutes(5),
                () -> suite.number("select count(*) from intake.contact where platform = '" + PLATFORM
                                + "' and sequence >= 3")
                        == all);
        Patience.until("each event over HTTP to be answered 202", () -> answers.getOrDefault(202, 0) == 3 * AT_ONCE);
        System.out.println("Answers to a flood of calls, by status (0: hung up on): " + answers);
        assertThat(suite.suite().pid("intake")).as("the process").isEqualTo(life);
        // On a busy machine one of a hundred thousand may find nobody who answers in time; it comes again as well.
        assertThat(answers.keySet()).contains(202, 503).isSubsetOf(0, 202, 503);
    }

    private static CapturedCall call(int number) {
        return CapturedCall.of(PLATFORM, PLATFORM + "-" + UUID.randomUUID(), "+86136" + String.format("%08d", number));
    }

    /** As a platform does that keeps an event until somebody else does. */
    private void untilTaken(Post post) {
        HttpDoor platform = doors.http(Service.INTAKE, "platform");
        int status = 0;
        while (status != 202) {
            try {
                status = platform.call(post).status();
                answers.merge(status, 1, Integer::sum);
            } catch (UncheckedIOException e) {
                answers.merge(0, 1, Integer::sum);
            }
            if (status != 202) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
