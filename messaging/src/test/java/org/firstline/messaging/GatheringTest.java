package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final String TOPIC = "entries";

    private final List<List<Long>> batches = new ArrayList<>();
    private final ArrayDeque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
    private final List<String> settled = new ArrayList<>();
    private final Gathering<String> gathering = new Gathering<>(records -> {
        batches.add(records.stream().map(one -> one.parcel().position()).toList());
        CompletableFuture<Void> done = new CompletableFuture<>();
        underWay.add(done);
        return Uni.createFrom().completionStage(done);
    });
    private final Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> channel =
            gathering.channel(topic -> "one", TOPIC);
    private final Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> other =
            gathering.channel(topic -> "other", "more");
    private long asked;
    private long askedOfOther;

    GatheringTest() {
        channel.onSubscribe(asking(n -> asked += n));
        other.onSubscribe(asking(n -> askedOfOther += n));
    }

    private static Flow.Subscription asking(LongConsumer polls) {
        return new Flow.Subscription() {
            @Override
            public void request(long n) {
                polls.accept(n);
            }

            @Override
            public void cancel() {}
        };
    }

    @Test
    void what_channels_poll_meanwhile_is_one_batch() {
        polled(1);
        polled(2);
        polled(other, 3);
        polled(4);

        finish();
        finish();

        assertThat(batches).containsExactly(List.of(1L), List.of(2L, 3L, 4L));
        assertThat(settled).containsExactly("kept 1", "kept 2", "kept 3", "kept 4");
    }

    @Test
    void what_is_polled_while_a_batch_is_under_way_becomes_the_next_batch_in_its_order() {
        polled(1, 2);
        polled(3);
        polled(4, 5);

        finish();

        assertThat(batches).containsExactly(List.of(1L, 2L), List.of(3L, 4L, 5L));
        assertThat(settled).containsExactly("kept 1");
    }

    @Test
    void positions_are_kept_in_order_and_only_after_the_batch_is_done() {
        polled(1);
        polled(2);
        polled(3);
        finish();
        assertThat(settled).containsExactly("kept 1");

        finish();

        assertThat(settled).containsExactly("kept 1", "kept 2", "kept 3");
    }

    @Test
    void a_batch_is_full_at_its_bound_and_the_rest_waits_for_the_next() {
        polled(0);
        for (int poll = 1; poll <= 3; poll++) {
            polled(IntStream.range(1_000 * poll, 1_000 * poll + Gathering.FULL / 2)
                    .toArray());
        }

        finish();
        finish();

        assertThat(batches).extracting(List::size).containsExactly(1, Gathering.FULL, Gathering.FULL / 2);
    }

    @Test
    void a_channel_is_asked_for_its_next_poll_when_one_has_come() {
        assertThat(asked).isEqualTo(1);
        polled(1);
        polled(2);
        polled(other, 3);

        assertThat(asked).isEqualTo(3);
        assertThat(askedOfOther).isEqualTo(2);
    }

    @Test
    void no_channel_is_asked_for_more_while_so_many_records_wait_as_fill_two_batches() {
        polled(0);
        polled(IntStream.range(1_000, 1_000 + Gathering.FULL).toArray());
        polled(other, IntStream.range(2_000, 2_000 + Gathering.FULL).toArray());
        polled(IntStream.range(3_000, 3_000 + Gathering.FULL).toArray());
        long before = asked;
        long beforeOfOther = askedOfOther;

        finish();
        assertThat(asked + askedOfOther - before - beforeOfOther).isZero();
        finish();

        assertThat(asked - before).isEqualTo(1);
        assertThat(askedOfOther - beforeOfOther).isEqualTo(1);
    }

    @Test
    void a_failure_is_told_to_the_channel_for_each_of_the_polls() {
        polled(1);
        polled(2);
        polled(3);
        finish();

        underWay.remove().completeExceptionally(new IllegalStateException("expected to go well, found a fault"));

        assertThat(settled).containsExactly("kept 1", "failed 2", "failed 3");
    }

    private void finish() {
        underWay.remove().complete(null);
    }

    private void polled(int... positions) {
        polled(channel, positions);
    }

    private void polled(Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> channel, int... positions) {
        List<ConsumerRecord<byte[], byte[]>> records = IntStream.of(positions)
                .mapToObj(position -> new ConsumerRecord<>(TOPIC, 0, position, new byte[0], new byte[0]))
                .toList();
        ConsumerRecords<byte[], byte[]> poll =
                new ConsumerRecords<>(Map.of(new TopicPartition(TOPIC, 0), records), Map.of());
        channel.onNext(Message.of(
                poll,
                () -> {
                    settled.add("kept " + positions[0]);
                    return CompletableFuture.completedFuture(null);
                },
                failure -> {
                    settled.add("failed " + positions[0]);
                    return CompletableFuture.completedFuture(null);
                }));
    }
}
