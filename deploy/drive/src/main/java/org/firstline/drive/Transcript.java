package org.firstline.drive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.SuiteEvent;

/**
 * Keeps everything a {@link Tail} hears, for those who wait for something or tell a case's story. It keeps all of it:
 * not for load.
 */
public final class Transcript implements Consumer<Heard> {

    private final List<Heard> all = new ArrayList<>();

    @Override
    public synchronized void accept(Heard heard) {
        all.add(heard);
        notifyAll();
    }

    /** Everything so far, in the order it was read. */
    public synchronized List<Heard> all() {
        return List.copyOf(all);
    }

    /** What our services said about one case, in the order it was read. */
    public synchronized List<Heard> about(UUID caseId) {
        String key = caseId.toString();
        return all.stream().filter(heard -> heard.key().equals(key)).toList();
    }

    /**
     * The first event, of those heard already and those to come, that is of the kind and the one looked for.
     *
     * @param patience wall time; when it is over the answer is empty
     */
    public <E extends SuiteEvent> Optional<Spoken<E>> await(
            Class<E> kind, Predicate<Spoken<E>> looked, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        int seen = 0;
        synchronized (this) {
            while (true) {
                for (; seen < all.size(); seen++) {
                    Optional<Spoken<E>> found = Spoken.of(all.get(seen), kind).filter(looked);
                    if (found.isPresent()) {
                        return found;
                    }
                }
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return Optional.empty();
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            }
        }
    }

    /**
     * An event together with how it came.
     *
     * @param heard the record
     * @param event what it said
     */
    public record Spoken<E extends SuiteEvent>(Heard heard, E event) {

        /** What was heard, if it is of that kind; what is of another is not even decoded, it may be poison. */
        public static <E extends SuiteEvent> Optional<Spoken<E>> of(Heard heard, Class<E> kind) {
            return Catalogue.recordOf(heard.type())
                    .filter(kind::isAssignableFrom)
                    .flatMap(type -> heard.event())
                    .map(event -> new Spoken<>(heard, kind.cast(event)));
        }
    }
}
