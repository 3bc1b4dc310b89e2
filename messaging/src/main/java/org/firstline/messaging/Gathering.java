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
 * The receiving end of channels: one batch is under way at a time, and what their consumers poll meanwhile is worked on
 * together as the next one. A consumer polls whether or not anybody is ready, so that under load its polls hold one or two
 * records each; a transaction for each of them cost all the processor there was.
 *
 * @param <S> what the records of a topic are known by
 */
final class Gathering<S> {

    /** A record and what its topic is known by. */
    record Gathered<S>(S source, Parcel parcel) {}

    private static final Logger LOG = Logger.getLogger(Gathering.class);

    /** Records after which a batch is full; the last poll in it may go beyond by at most its own. */
    static final int FULL = 500;

    /**
     * While fewer records wait, each channel is asked for its next poll, which may go beyond by its own. Counted in records,
     * for a poll holds one of them or five hundred: 256 polls of a backlog were more than a service has memory for.
     */
    static final int MOST_WAITING = 2 * FULL;

    private record Poll<S>(Gathering<S>.Channel channel, Message<ConsumerRecords<byte[], byte[]>> message) {}

    private final Function<List<Gathered<S>>, Uni<Void>> work;
    private final ArrayDeque<Poll<S>> waiting = new ArrayDeque<>();
    private final List<Channel> notAsked = new ArrayList<>();
    private int recordsWaiting;
    private boolean busy;

    Gathering(Function<List<Gathered<S>>, Uni<Void>> work) {
        this.work = work;
    }

    /**
     * The receiving end of one channel.
     *
     * @param sources what a record of a topic is known by
     * @param name for whoever reads the log
     */
    Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> channel(Function<String, S> sources, String name) {
        return new Channel(sources, name);
    }

    private void next() {
        List<Poll<S>> polls = new ArrayList<>();
        List<Gathered<S>> records = new ArrayList<>();
        List<Channel> toAsk = new ArrayList<>();
        synchronized (waiting) {
            if (busy || waiting.isEmpty()) {
                return;
            }
            busy = true;
            while (!waiting.isEmpty() && records.size() < FULL) {
                Poll<S> poll = waiting.poll();
                polls.add(poll);
                for (ConsumerRecord<byte[], byte[]> record : poll.message().getPayload()) {
                    records.add(new Gathered<>(poll.channel().sources.apply(record.topic()), Parcel.of(record)));
                }
            }
            recordsWaiting -= records.size();
            if (recordsWaiting < MOST_WAITING) {
                toAsk.addAll(notAsked);
                notAsked.clear();
            }
        }
        toAsk.forEach(Channel::ask);
        Uni.createFrom()
                .deferred(() -> work.apply(records))
                .subscribe()
                .with(done -> settle(polls, Message::ack), failure -> settle(polls, poll -> poll.nack(failure)));
    }

    /** What was polled is settled in its order. */
    private void settle(
            List<Poll<S>> polls, Function<Message<ConsumerRecords<byte[], byte[]>>, CompletionStage<Void>> how) {
        for (Poll<S> poll : polls) {
            how.apply(poll.message()).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warnf(
                            "the position of %s was not kept, its records may come again: %s",
                            poll.channel().name, failure.toString());
                }
            });
        }
        synchronized (waiting) {
            busy = false;
        }
        next();
    }

    private final class Channel implements Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> {

        private final Function<String, S> sources;
        private final String name;
        private Flow.@Nullable Subscription subscription;

        Channel(Function<String, S> sources, String name) {
            this.sources = sources;
            this.name = name;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            ask();
        }

        /** For one more poll. */
        void ask() {
            if (subscription != null) {
                subscription.request(1);
            }
        }

        @Override
        public void onNext(Message<ConsumerRecords<byte[], byte[]>> message) {
            boolean more;
            synchronized (waiting) {
                waiting.add(new Poll<>(this, message));
                recordsWaiting += message.getPayload().count();
                more = recordsWaiting < MOST_WAITING;
                if (!more) {
                    notAsked.add(this);
                }
            }
            if (more) {
                ask();
            }
            next();
        }

        /** The channel is at its end and says nothing more; its health check says so, and the service is restarted. */
        @Override
        public void onError(Throwable failure) {
            LOG.errorf(failure, "the channel of %s has failed and hears nothing more; restart the service", name);
        }

        @Override
        public void onComplete() {
            LOG.debugf("the channel of %s is closed", name);
        }
    }
}
