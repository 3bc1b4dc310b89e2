package org.firstline.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.firstline.chaos.check.Promise;
import org.firstline.chaos.load.HandedOver;
import org.junit.jupiter.api.Test;

/** P8, from what became of the events that were sent over HTTP while Kafka was away. */
class BreakerTest {

    @Test
    void every_event_that_was_kept_keeps_the_promise() {
        assertThat(Breaker.p8(new HandedOver.Fate(3_000, 0, 0, List.of()), "1000 calls"))
                .isEmpty();
    }

    @Test
    void one_event_of_thousands_that_nobody_keeps_breaks_the_promise() {
        assertThat(Breaker.p8(new HandedOver.Fate(3_000, 0, 1, List.of("/platforms/chaos#e-7")), "1000 calls"))
                .singleElement()
                .satisfies(broken -> {
                    assertThat(broken.promise()).isEqualTo(Promise.P8);
                    assertThat(broken.what()).contains("all 3000 events", "2999 kept", "0 refused", "1 without");
                    assertThat(broken.shown()).containsExactly("1000 calls", "not kept: /platforms/chaos#e-7");
                });
    }

    @Test
    void as_many_events_as_calls_are_too_few() {
        assertThat(Breaker.p8(new HandedOver.Fate(3_000, 0, 2_000, List.of()), "1000 calls"))
                .singleElement()
                .satisfies(broken -> assertThat(broken.what()).contains("1000 kept"));
    }

    @Test
    void an_event_that_is_refused_breaks_the_promise() {
        assertThat(Breaker.p8(new HandedOver.Fate(3_000, 2, 0, List.of()), "1000 calls"))
                .singleElement()
                .satisfies(broken -> assertThat(broken.what()).contains("2998 kept", "2 refused"));
    }
}
