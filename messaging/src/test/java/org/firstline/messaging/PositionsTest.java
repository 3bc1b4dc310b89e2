package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PositionsTest {

    private static final TopicPartition ONE = new TopicPartition("intake.cases", 0);
    private static final TopicPartition OTHER = new TopicPartition("followup.cases", 3);

    private final List<Map<TopicPartition, Long>> sent = new CopyOnWriteArrayList<>();
    private final ArrayDeque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
    private final Positions positions = new Positions("events", this::keep, Duration.ZERO);

    PositionsTest() {
        positions.partitionsAssigned(List.of(ONE, OTHER));
    }

    @Test
    void what_is_worked_on_while_a_request_is_under_way_goes_with_the_next_one_the_highest_of_each_partition() {
        positions.workedOn(ONE, 7);
        positions.workedOn(ONE, 8);
        positions.workedOn(OTHER, 1);
        positions.workedOn(ONE, 9);

        underWay.remove().complete(null);

        assertThat(sent).containsExactly(Map.of(ONE, 8L), Map.of(ONE, 10L, OTHER, 2L));
    }

    @Test
    void nothing_is_sent_when_there_is_nothing_new() {
        positions.workedOn(ONE, 7);

        underWay.remove().complete(null);

        assertThat(sent).hasSize(1);
        assertThat(underWay).isEmpty();
    }

    @Test
    void what_the_broker_did_not_keep_is_sent_again_and_never_takes_a_newer_position_back() {
        positions.workedOn(ONE, 7);
        positions.workedOn(ONE, 9);
        positions.workedOn(OTHER, 1);

        underWay.remove().completeExceptionally(new IllegalStateException("expected a broker, found none"));

        await().atMost(Duration.ofSeconds(30)).until(() -> sent.size() == 2);
        assertThat(sent.getLast()).isEqualTo(Map.of(ONE, 10L, OTHER, 2L));
    }

    @Test
    void the_position_of_a_partition_that_another_consumer_has_now_is_left_to_it() {
        positions.workedOn(ONE, 7);
        positions.workedOn(OTHER, 1);
        positions.partitionsRevoked(List.of(OTHER));
        positions.workedOn(OTHER, 2);

        underWay.remove().complete(null);

        assertThat(sent).containsExactly(Map.of(ONE, 8L));
    }

    @Test
    void a_request_that_failed_because_its_partition_went_to_another_is_not_sent_again() {
        positions.workedOn(OTHER, 1);
        positions.partitionsRevoked(List.of(OTHER));
        List<CompletableFuture<Void>> failed = new ArrayList<>(underWay);

        failed.getFirst().completeExceptionally(new IllegalStateException("expected to be its consumer"));
        positions.workedOn(ONE, 3);

        await().atMost(Duration.ofSeconds(30)).until(() -> sent.size() == 2);
        assertThat(sent.getLast()).isEqualTo(Map.of(ONE, 4L));
    }

    private Uni<Void> keep(Map<TopicPartition, OffsetAndMetadata> wanted) {
        sent.add(wanted.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .offset())));
        CompletableFuture<Void> done = new CompletableFuture<>();
        underWay.add(done);
        return Uni.createFrom().completionStage(done);
    }
}
