package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void each_order_falls_due_in_one_run_at_most() {
        long seed = 20261128;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int runs = 1 + random.nextInt(4);
            int burst = 1 + random.nextInt(500);
            int steady = 1 + random.nextInt(500);
            int warmUp = 1 + random.nextInt(500);
            int least = runs * burst + (runs + 1) * Math.max(steady, warmUp);
            int pending = least + random.nextInt(5_000);
            Shares shares = new Shares(runs, pending, burst, steady, warmUp);
            Set<Long> seen = new HashSet<>();

            add(seen, shares.steady(0, warmUp), pending);
            for (int run = 1; run <= runs; run++) {
                add(seen, shares.steady(run, steady), pending);
                add(seen, shares.burst(run), pending);
            }

            assertThat(seen).as("seed %d, round %d", seed, round).hasSize(warmUp + runs * (steady + burst));
        }
    }

    private static void add(Set<Long> seen, long[] numbers, int pending) {
        for (long number : numbers) {
            assertThat(number).isBetween(0L, pending - 1L);
            seen.add(number);
        }
    }

    @Test
    void too_few_orders_are_refused() {
        assertThatThrownBy(() -> new Shares(2, 1_000, 400, 200, 50))
                .hasMessage("--pending: expected at least the 1250 that fall due in all runs, found 1000");
    }
}
