package org.firstline.messaging;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Keeps a consumer's positions: what was worked on since the last time goes to the broker in one request, and one request
 * is under way at a time, with a pause before the next. The connector's own strategies send a request for each partition
 * of each poll, dozens for a batch. A position that was not kept only makes records come again, and the inbox knows them.
 */
final class Positions implements KafkaCommitHandler {

    /** The name by which {@code commit-strategy} asks for it. */
    static final String STRATEGY = "post-office";

    private static final Logger LOG = Logger.getLogger(Positions.class);

    /** What the connector makes them by. */
    @ApplicationScoped
    @Identifier(STRATEGY)
    static class Factory implements KafkaCommitHandler.Factory {

        @Override
        public KafkaCommitHandler create(
                KafkaConnectorIncomingConfiguration channel,
                Vertx vertx,
                KafkaConsumer<?, ?> consumer,
                BiConsumer<Throwable, Boolean> reportFailure) {
            return new Positions(channel.getChannel(), consumer::commitAsync, PAUSE);
        }
    }

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /** Between requests; what comes again because it was not kept in time is known to the inbox. */
    static final Duration PAUSE = Duration.ofMillis(250);

    /** Sends positions to the broker. */
    @FunctionalInterface
    interface Broker {
        Uni<Void> keep(Map<TopicPartition, OffsetAndMetadata> positions);
    }

    private final String channel;
    private final Broker broker;
    private final Duration pause;
    private final Set<TopicPartition> ours = new HashSet<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private boolean underWay;
    private boolean over;

    /**
     * @param channel for whoever reads the log
     * @param pause between requests
     */
    Positions(String channel, Broker broker, Duration pause) {
        this.channel = channel;
        this.broker = broker;
        this.pause = pause;
    }

    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
        workedOn(new TopicPartition(record.getTopic(), record.getPartition()), record.getOffset());
        return Uni.createFrom().voidItem();
    }

    @Override
    public void partitionsAssigned(Collection<TopicPartition> partitions) {
        synchronized (next) {
            ours.addAll(partitions);
        }
    }

    /** Another consumer of the group has them now, and their positions are its to keep. */
    @Override
    public void partitionsRevoked(Collection<TopicPartition> partitions) {
        synchronized (next) {
            ours.removeAll(partitions);
            next.keySet().removeAll(partitions);
        }
    }

    @Override
    public void terminate(boolean graceful) {
        synchronized (next) {
            over = true;
        }
    }

    void workedOn(TopicPartition partition, long position) {
        synchronized (next) {
            keepInMind(partition, position + 1);
        }
        keep();
    }

    private void keepInMind(TopicPartition partition, long position) {
        if (ours.contains(partition)) {
            next.merge(partition, position, Math::max);
        }
    }

    private void keep() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        synchronized (next) {
            if (underWay || over || next.isEmpty()) {
                return;
            }
            underWay = true;
            next.forEach((partition, position) -> positions.put(partition, new OffsetAndMetadata(position)));
            next.clear();
        }
        Uni.createFrom()
                .deferred(() -> broker.keep(positions))
                .onFailure()
                .invoke(failure -> putBack(positions, failure))
                .onFailure()
                .recoverWithUni(failure -> after(PAUSE_AFTER_FAILURE))
                .flatMap(done -> after(pause))
                .subscribe()
                .with(done -> goOn());
    }

    private void putBack(Map<TopicPartition, OffsetAndMetadata> positions, Throwable failure) {
        synchronized (next) {
            positions.forEach((partition, position) -> keepInMind(partition, position.offset()));
            if (over) {
                return;
            }
        }
        LOG.warnf("the positions of channel %s were not kept and are sent again: %s", channel, failure.toString());
    }

    private static Uni<Void> after(Duration pause) {
        return pause.isZero()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(pause);
    }

    private void goOn() {
        synchronized (next) {
            underWay = false;
        }
        keep();
    }
}
