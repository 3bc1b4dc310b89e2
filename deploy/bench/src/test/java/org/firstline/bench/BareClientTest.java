package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class BareClientTest {

    private static final Duration PROBE = Duration.ofMillis(1);
    private static final Duration MEASURE = Duration.ofMillis(2);

    private final Queue<String> written = new ConcurrentLinkedQueue<>();

    @Test
    void every_setting_is_tried_once_and_the_best_is_found() throws Exception {
        BareClient.Result best = BareClient.search(List.of(50, 200), 2, PROBE, this::write);

        assertThat(best).isEqualTo(new BareClient.Result(20, 200, 2));
        assertThat(written)
                .containsExactlyInAnyOrder(
                        "50 by 1st of 1, PT0.001S",
                        "200 by 1st of 1, PT0.001S",
                        "50 by 1st of 2, PT0.001S",
                        "50 by 2nd of 2, PT0.001S",
                        "200 by 1st of 2, PT0.001S",
                        "200 by 2nd of 2, PT0.001S");
    }

    @Test
    void a_reading_is_of_the_best_setting_alone() throws Exception {
        BareClient.Result best = new BareClient.Result(999, 50, 2);

        assertThat(BareClient.measure(best, MEASURE, this::write)).isEqualTo(new BareClient.Result(10, 50, 2));
        assertThat(written).containsExactlyInAnyOrder("50 by 1st of 2, PT0.002S", "50 by 2nd of 2, PT0.002S");
    }

    /** Batches of 200 go twice as fast as others. */
    private double write(int which, int connections, int batch, Duration duration) {
        written.add(batch + " by " + (which == 0 ? "1st" : "2nd") + " of " + connections + ", " + duration);
        return batch == 200 ? 10 : 5;
    }
}
