package org.firstline.drive;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Follows topics and passes what comes to listeners, in order, on one thread of its own. Listeners must not block; what
 * one throws ends the tail and is thrown again by {@link #close()}.
 */
public final class Tail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final TopicReader reader;
    private final List<Consumer<? super Heard>> listeners;
    private final Thread thread;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean open = true;

    private Tail(TopicReader reader, List<Consumer<? super Heard>> listeners) {
        this.reader = reader;
        this.listeners = List.copyOf(listeners);
        this.thread = Thread.ofPlatform().name("tail").daemon().unstarted(this::follow);
    }

    /** Starts to follow; what was recorded after the reader's start reaches the listeners. */
    static Tail start(TopicReader reader, List<Consumer<? super Heard>> listeners) {
        Tail tail = new Tail(reader, listeners);
        tail.thread.start();
        return tail;
    }

    @Override
    public void close() {
        open = false;
        reader.wakeUp();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RuntimeException thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("A listener failed: " + thrown.getMessage(), thrown);
        }
    }

    private void follow() {
        try (reader) {
            while (open) {
                for (Heard heard : reader.poll(POLL)) {
                    listeners.forEach(listener -> listener.accept(heard));
                }
            }
        } catch (WakeupException e) {
            if (open) {
                failure.set(e);
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }
}
