package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class WallClockTest {

    private static final long NOON = Duration.ofHours(12).toMillis();

    @Test
    void a_clock_that_was_put_back_is_told_from_one_that_goes_on() {
        WallClock.Steps steps = new WallClock.Steps(NOON, 0);

        assertThat(steps.putBackBy(NOON + 1_000, seconds(1))).isZero();
        assertThat(steps.putBackBy(NOON - 3_600_000 + 2_000, seconds(2))).isEqualTo(Duration.ofHours(1));
        assertThat(steps.putBackBy(NOON - 3_600_000 + 3_000, seconds(3))).isZero();
    }

    @Test
    void a_clock_that_is_put_ahead_is_not_put_back_until_it_is() {
        WallClock.Steps steps = new WallClock.Steps(NOON, 0);

        assertThat(steps.putBackBy(NOON + 3_601_000, seconds(1))).isNegative();
        assertThat(steps.putBackBy(NOON + 3_602_000, seconds(2))).isZero();
        assertThat(steps.putBackBy(NOON + 3_000, seconds(3))).isEqualTo(Duration.ofHours(1));
    }

    /** A process that is not given a processor, or is stopped for a minute, sees both times go on. */
    @Test
    void looks_that_are_far_apart_and_a_clock_that_is_slewed_stop_no_service() {
        long seed = Long.getLong("firstline.seed", ThreadLocalRandom.current().nextLong(1_000_000));
        System.out.println("WallClockTest seed: -Dfirstline.seed=" + seed);
        Random chance = new Random(seed);
        WallClock.Steps steps = new WallClock.Steps(NOON, 0);
        double wallMillis = NOON;
        long nanos = 0;
        for (int look = 0; look < 100_000; look++) {
            long millis = 1_000 + (chance.nextInt(100) == 0 ? chance.nextInt(120_000) : chance.nextInt(50));
            nanos += millis * 1_000_000;
            // No system slews by more than 500 millionths; a correction of hours stays one of milliseconds a look.
            wallMillis += millis * (1 - 0.0005);

            assertThat(steps.putBackBy((long) wallMillis, nanos)).isLessThan(WallClock.TOLERATED);
        }
        assertThat(wallMillis - NOON).as("the clock fell behind").isLessThan(nanos / 1e6 - 10_000);
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
