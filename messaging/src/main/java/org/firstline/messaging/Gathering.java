package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The receiving end of a channel: one batch is under way at a time, and what the consumer polls meanwhile is worked on
 * together as the next one. The consumer polls whether or not anybody is ready, so that under load its polls hold one or
 * two records each; a transaction for each of them cost all the processor there was.
 */
final class Gathering implements Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> {

    private static final Logger LOG = Logger.getLogger(Gathering.class);

    /** Polls that may wait here. */
    private static final int MOST_POLLS = 256;

    /** Records after which a batch is full; the last poll in it may go beyond by at most its own. */
    static final int FULL = 500;

    private final String name;
    private final Function<List<Parcel>, Uni<Void>> work;
    private final ArrayDeque<Message<ConsumerRecords<byte[], byte[]>>> waiting = new ArrayDeque<>();
    private boolean busy;
    private Flow.@Nullable Subscription subscription;

    Gathering(String name, Function<List<Parcel>, Uni<Void>> work) {
        this.name = name;
        this.work = work;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(MOST_POLLS);
    }

    @Override
    public void onNext(Message<ConsumerRecords<byte[], byte[]>> poll) {
        synchronized (waiting) {
            waiting.add(poll);
        }
        next();
    }

    /** The channel is at its end and says nothing more; its health check says so too, and the service is restarted. */
    @Override
    public void onError(Throwable failure) {
        LOG.errorf(failure, "the channel of %s has failed and hears nothing more; restart the service", name);
    }

    @Override
    public void onComplete() {
        LOG.debugf("the channel of %s is closed", name);
    }

    private void next() {
        List<Message<ConsumerRecords<byte[], byte[]>>> polls = new ArrayList<>();
        List<Parcel> parcels = new ArrayList<>();
        synchronized (waiting) {
            if (busy || waiting.isEmpty()) {
                return;
            }
            busy = true;
            while (!waiting.isEmpty() && parcels.size() < FULL) {
                Message<ConsumerRecords<byte[], byte[]>> poll = waiting.poll();
                polls.add(poll);
                for (ConsumerRecord<byte[], byte[]> record : poll.getPayload()) {
                    parcels.add(Parcel.of(record));
                }
            }
        }
        Uni.createFrom()
                .deferred(() -> work.apply(parcels))
                .subscribe()
                .with(done -> settle(polls, Message::ack), failure -> settle(polls, poll -> poll.nack(failure)));
    }

    /** What was polled is settled in its order; then as many polls may come as went. */
    private void settle(
            List<Message<ConsumerRecords<byte[], byte[]>>> polls,
            Function<Message<ConsumerRecords<byte[], byte[]>>, CompletionStage<Void>> how) {
        polls.forEach(poll -> how.apply(poll).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warnf("the position of %s was not kept, its records may come again: %s", name, failure.toString());
            }
        }));
        synchronized (waiting) {
            busy = false;
        }
        if (subscription != null) {
            subscription.request(polls.size());
        }
        next();
    }
}
