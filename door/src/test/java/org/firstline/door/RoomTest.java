package org.firstline.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoomTest {

    private final Room room = new Room(100, 50);

    @Test
    void who_comes_when_there_is_no_room_is_not_let_in() {
        assertThat(room.enter(60)).isTrue();
        assertThat(room.isFull()).isFalse();
        assertThat(room.enter(40)).isTrue();
        assertThat(room.isFull()).isTrue();

        assertThat(room.enter(1)).isFalse();
        assertThat(room.enter(1)).isFalse();
    }

    @Test
    void the_last_one_in_may_go_beyond_by_its_own() {
        room.enter(99);

        assertThat(room.enter(1_000)).isTrue();
        assertThat(room.enter(1)).isFalse();
    }

    @Test
    void there_is_room_again_when_somebody_has_left() {
        room.enter(100);
        assertThat(room.enter(1)).isFalse();

        room.leave(100);

        assertThat(room.enter(100)).isTrue();
        assertThat(room.enter(1)).isFalse();
    }

    @Test
    void a_request_takes_its_body_and_a_little_more() {
        assertThat(room.of(null, null)).isEqualTo(16);
        assertThat(room.of("0", null)).isEqualTo(16);
        assertThat(room.of("2048", null)).isEqualTo(18);
        assertThat(room.of("1048576", null)).isEqualTo(16 + 1024);
    }

    @Test
    void a_body_that_does_not_say_how_long_it_is_takes_what_is_thought_of_it() {
        assertThat(room.of(null, "chunked")).isEqualTo(66);
        assertThat(room.of("many", null)).isEqualTo(66);
        assertThat(room.of("99999999999999999999", null)).isEqualTo(66);
        assertThat(room.of("-1", null)).isEqualTo(66);
    }
}
