package org.firstline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.firstline.chaos.fault.Happening;
import org.firstline.chaos.fault.Plan;
import org.firstline.chaos.load.Mix;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The suite under load and faults keeps every promise. */
class ChaosTest {

    /** Its three minutes begin with the database killed, and hold a zombie, a cut, a crash, kills, and a clock that jumps. */
    private static final long SEED = 7;

    /** What {@code ./firstline chaos} sends when nobody says otherwise. */
    private static final double PER_SECOND = 50;

    private static final Duration REST = Duration.ofMinutes(15);

    @Test
    void three_minutes_of_faults_break_no_promise() throws InterruptedException {
        run(SEED, Duration.ofMinutes(3));
    }

    @Test
    @Tag("long")
    void ten_minutes_of_faults_that_nobody_has_seen_before_break_no_promise() throws InterruptedException {
        long seed = Long.getLong("firstline.seed", ThreadLocalRandom.current().nextLong(1_000_000));
        System.out.println("ChaosTest seed: -Dfirstline.seed=" + seed);
        run(seed, Duration.ofMinutes(10));
    }

    private static void run(long seed, Duration load) throws InterruptedException {
        Order order = new Order(
                seed,
                load,
                PER_SECOND,
                Plan.of(seed, load),
                Mix.USUAL,
                Path.of("target", "chaos", "seed-" + seed).toAbsolutePath(),
                REST);

        Result result = new Run(order, System.out::println).go();

        assertThat(result.violations()).as(new Report(result).markdown()).isEmpty();
        assertThat(result.sent().calls()).isPositive();
        assertThat(result.counts().contacts()).isEqualTo(result.sent().calls());
        assertThat(result.counts().closed()).isEqualTo(result.sent().calls());
        assertThat(result.counts().orders()).isEqualTo(result.sent().calls());
        List<Happening> done =
                result.happenings().stream().filter(Happening::wasDone).toList();
        assertThat(done).as("faults that were done").isNotEmpty();
    }
}
