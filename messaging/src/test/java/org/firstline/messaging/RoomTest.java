package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RoomTest {

    private final Room room = new Room(10);
    private final List<CompletableFuture<String>> begun = new ArrayList<>();

    private CompletableFuture<String> enter(int things) {
        return entering(things).subscribeAsCompletionStage();
    }

    private Uni<String> entering(int things) {
        return room.in(things, () -> {
            CompletableFuture<String> end = new CompletableFuture<>();
            begun.add(end);
            return Uni.createFrom().completionStage(end);
        });
    }

    @Test
    void who_comes_when_there_is_no_room_is_told_at_once_and_nothing_is_begun() {
        enter(9);
        enter(1);

        CompletableFuture<String> late = enter(1);

        assertThat(begun).hasSize(2);
        assertThatThrownBy(late::join)
                .hasCauseInstanceOf(Busy.class)
                .hasMessageContaining("expected fewer than 10 events")
                .hasMessageContaining("send it again");
    }

    @Test
    void the_last_one_in_may_go_beyond_by_its_own() {
        enter(9);
        enter(500);

        assertThat(begun).hasSize(2);
        assertThat(enter(1)).isCompletedExceptionally();
    }

    @Test
    void there_is_room_again_however_the_work_ended() {
        enter(5);
        enter(5);
        UniAssertSubscriber<String> hungUp = entering(1).subscribe().withSubscriber(UniAssertSubscriber.create());
        hungUp.assertFailedWith(Busy.class);

        begun.get(0).complete("done");
        begun.get(1).completeExceptionally(new IllegalStateException("planted"));
        CompletableFuture<String> first = enter(10);
        begun.getLast().complete("done");

        assertThat(first).isCompletedWithValue("done");
        UniAssertSubscriber<String> caller = entering(10).subscribe().withSubscriber(UniAssertSubscriber.create());
        caller.cancel();
        assertThat(enter(1)).isNotDone();
    }

    @Test
    void work_that_cannot_begin_leaves_its_room() {
        Uni<String> broken = room.in(10, () -> {
            throw new IllegalStateException("planted");
        });

        assertThatThrownBy(() -> broken.await().indefinitely()).hasMessage("planted");
        assertThat(enter(1)).isNotDone();
    }
}
