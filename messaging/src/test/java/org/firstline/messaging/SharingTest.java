package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.ClosedConnectionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SharingTest {

    /** Work that is under way; whoever ends it says how. */
    private record Begun(List<List<String>> requests, CompletableFuture<Void> end) {}

    private final ArrayDeque<Begun> underWay = new ArrayDeque<>();
    private final List<List<List<String>>> begun = new ArrayList<>();
    private Optional<RuntimeException> flaw = Optional.empty();
    private final Sharing<String, String> sharing =
            new Sharing<>(this::work, request -> work(List.of(request)).map(List::getFirst));

    private Uni<List<String>> work(List<List<String>> requests) {
        Begun one = new Begun(requests, new CompletableFuture<>());
        underWay.add(one);
        begun.add(requests);
        return Uni.createFrom().completionStage(one.end()).map(v -> {
            if (flaw.isPresent() && requests.stream().anyMatch(request -> request.contains("flawed"))) {
                throw flaw.get();
            }
            return requests.stream()
                    .map(request -> "done: " + String.join(" ", request))
                    .toList();
        });
    }

    private CompletableFuture<String> ask(String... request) {
        return sharing.ask(List.of(request)).subscribeAsCompletionStage();
    }

    private void endTheOldest() {
        underWay.remove().end().complete(null);
    }

    private void endEverything() {
        while (!underWay.isEmpty()) {
            endTheOldest();
        }
    }

    @Test
    void who_is_alone_waits_for_nobody() {
        CompletableFuture<String> answer = ask("a", "b");

        assertThat(begun).containsExactly(List.of(List.of("a", "b")));
        assertThat(answer).isNotDone();
        endTheOldest();
        assertThat(answer).isCompletedWithValue("done: a b");
    }

    @Test
    void those_who_come_while_others_are_worked_on_share_the_next_and_get_an_answer_each() {
        for (int i = 0; i < Sharing.AT_ONCE; i++) {
            ask("early");
        }
        CompletableFuture<String> one = ask("one");
        CompletableFuture<String> other = ask("other", "more");

        assertThat(begun).hasSize(Sharing.AT_ONCE);
        endTheOldest();

        assertThat(begun.getLast()).containsExactly(List.of("one"), List.of("other", "more"));
        assertThat(one).isNotDone();
        endEverything();
        assertThat(one).isCompletedWithValue("done: one");
        assertThat(other).isCompletedWithValue("done: other more");
    }

    @Test
    void a_batch_is_full_after_so_many_things() {
        for (int i = 0; i < Sharing.AT_ONCE; i++) {
            ask("early");
        }
        String[] many = Collections.nCopies(Sharing.FULL - 1, "x").toArray(String[]::new);
        ask(many);
        ask("still in");
        ask("too late");

        endTheOldest();

        assertThat(begun.getLast()).hasSize(2);
        endTheOldest();
        assertThat(begun.getLast()).containsExactly(List.of("too late"));
    }

    @Test
    void only_who_sent_what_is_flawed_hears_of_it() {
        flaw = Optional.of(new IllegalArgumentException("flawed"));
        for (int i = 0; i < Sharing.AT_ONCE; i++) {
            ask("early");
        }
        CompletableFuture<String> before = ask("before");
        CompletableFuture<String> guilty = ask("flawed");
        CompletableFuture<String> behind = ask("behind");

        endEverything();

        assertThat(before).isCompletedWithValue("done: before");
        assertThatThrownBy(guilty::join).hasCause(flaw.get());
        assertThat(behind).isCompletedWithValue("done: behind");
    }

    @Test
    void with_a_server_away_all_hear_of_it_at_once_and_the_next_are_worked_on() {
        flaw = Optional.of(ClosedConnectionException.INSTANCE);
        for (int i = 0; i < Sharing.AT_ONCE; i++) {
            ask("early");
        }
        CompletableFuture<String> one = ask("one");
        CompletableFuture<String> other = ask("flawed");

        endEverything();

        assertThatThrownBy(one::join).hasCause(flaw.get());
        assertThatThrownBy(other::join).hasCause(flaw.get());
        assertThat(begun).hasSize(Sharing.AT_ONCE + 1);
        CompletableFuture<String> later = ask("later");
        endEverything();
        assertThat(later).isCompletedWithValue("done: later");
    }
}
