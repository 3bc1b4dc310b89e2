package org.firstline.followup.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StoryOrderTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void events_are_told_by_time_whatever_order_they_arrived_in() {
        Position opened = at(Publisher.INTAKE, 1, 0, null);
        Position diagnosed = at(Publisher.DIAGNOSIS, 1, 1, null);
        Position order = at(Publisher.ESCALATION, 1, 2, null);

        assertThat(sort(List.of(order, opened, diagnosed))).containsExactly(opened, diagnosed, order);
    }

    @Test
    void an_effect_is_never_told_before_its_cause_even_where_a_clock_says_so() {
        Position cause = at(Publisher.DIAGNOSIS, 1, 5, null);
        Position effect = at(Publisher.ESCALATION, 1, 3, cause.event());

        assertThat(sort(List.of(effect, cause))).containsExactly(cause, effect);
    }

    @Test
    void one_publishers_events_are_told_by_their_numbers() {
        Position first = at(Publisher.INTAKE, 1, 9, null);
        Position second = at(Publisher.INTAKE, 2, 1, null);

        assertThat(sort(List.of(second, first))).containsExactly(first, second);
    }

    @Test
    void causes_in_a_circle_still_have_one_order() {
        Position one = at(Publisher.INTAKE, 1, 2, new EventId(Publisher.DIAGNOSIS, 1));
        Position two = at(Publisher.DIAGNOSIS, 1, 1, new EventId(Publisher.INTAKE, 1));

        assertThat(sort(List.of(one, two))).containsExactly(two, one);
        assertThat(sort(List.of(two, one))).containsExactly(two, one);
    }

    @Test
    void any_story_keeps_its_causes_and_numbers_and_does_not_depend_on_arrival() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Position> story = anyStory(random);
            List<Position> arrived = new ArrayList<>(story);
            Collections.shuffle(arrived, random);

            List<Position> told = sort(arrived);

            assertThat(told).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(story);
            assertThat(sort(story)).as("seed %d", seed).isEqualTo(told);
            Map<EventId, Integer> places = new HashMap<>();
            told.forEach(p -> places.put(p.event(), places.size()));
            for (Position position : told) {
                EventId event = position.event();
                Integer before = places.get(new EventId(event.publisher(), Math.max(1, event.number() - 1)));
                assertThat(before).isLessThanOrEqualTo(places.get(event));
                if (position.cause() != null) {
                    assertThat(places.get(position.cause())).as("seed %d", seed).isLessThan(places.get(event));
                }
            }
        }
    }

    /** Events that really happened one after the other, told by clocks that are up to 30 seconds off. */
    private static List<Position> anyStory(Random random) {
        List<Position> story = new ArrayList<>();
        Map<Publisher, Long> numbers = new HashMap<>();
        int length = 1 + random.nextInt(40);
        for (int i = 0; i < length; i++) {
            Publisher publisher = Publisher.values()[random.nextInt(4)];
            long number = numbers.merge(publisher, 1L, Long::sum);
            EventId cause = story.isEmpty() || random.nextBoolean()
                    ? null
                    : story.get(random.nextInt(story.size())).event();
            story.add(
                    new Position(new EventId(publisher, number), NOON.plusSeconds(i + random.nextInt(60) - 30), cause));
        }
        return story;
    }

    private static List<Position> sort(List<Position> positions) {
        return StoryOrder.sort(positions, Function.identity());
    }

    private static Position at(Publisher publisher, long number, long seconds, EventId cause) {
        return new Position(new EventId(publisher, number), NOON.plusSeconds(seconds), cause);
    }
}
