package org.firstline.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HandedOverTest {

    private final HandedOver handedOver = new HandedOver();

    @Test
    void only_what_was_handed_over_in_the_stretch_is_counted() {
        handedOver.add("p#before");
        long from = handedOver.last();
        long kept = handedOver.add("p#kept");
        long refused = handedOver.add("p#refused");
        handedOver.add("p#open");
        long to = handedOver.last();
        handedOver.add("p#after");

        handedOver.kept(kept);
        handedOver.refused(refused);

        HandedOver.Fate fate = handedOver.between(from, to);
        assertThat(fate.events()).isEqualTo(3);
        assertThat(fate.kept()).isEqualTo(1);
        assertThat(fate.refused()).isEqualTo(1);
        assertThat(fate.open()).isEqualTo(1);
        assertThat(fate.named()).containsExactly("p#refused", "p#open");
    }

    @Test
    void what_was_handed_over_before_and_is_kept_meanwhile_makes_good_for_nothing() {
        long before = handedOver.add("p#before");
        long from = handedOver.last();
        handedOver.add("p#open");

        handedOver.kept(before);

        assertThat(handedOver.between(from, handedOver.last()).kept()).isZero();
    }

    @Test
    void when_all_are_kept_nothing_is_named() {
        LongStream.range(0, 100).map(event -> handedOver.add("p#" + event)).forEach(handedOver::kept);

        assertThat(handedOver.between(0, handedOver.last())).isEqualTo(new HandedOver.Fate(100, 0, 0, List.of()));
    }

    @Test
    void at_most_five_are_named() {
        LongStream.range(0, 100).forEach(event -> handedOver.add("p#" + event));

        HandedOver.Fate fate = handedOver.between(0, handedOver.last());

        assertThat(fate.open()).isEqualTo(100);
        assertThat(fate.named()).hasSize(5);
    }
}
