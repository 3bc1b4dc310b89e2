package org.firstline.messaging;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process wrote into rows last, as it was before it became JSON: the next step of the same aggregate need not
 * have it sent and read again. That reading was a seventh of a busy service's processor time and a quarter of all that it
 * allocated.
 *
 * <p>Nothing depends on it. A state is good for exactly one version of its row as one transaction wrote it (version and
 * {@code xmin}): the row is locked as ever, and when another process, an older version, a restored backup or a person has
 * written it meanwhile, the database answers with the JSON and that is read. Only what was committed is remembered.
 *
 * @param <K> what a row is known by
 * @param <V> its state, immutable
 */
public final class Remembered<K, V> {

    /**
     * A state and the row it was written into.
     *
     * @param version the row's
     * @param writtenBy the row's {@code xmin}: the transaction that wrote it, as PostgreSQL writes it
     */
    public record Written<V>(V state, long version, String writtenBy) {}

    /**
     * What is remembered of some rows. A statement that locks them is given the versions and transactions, and leaves the
     * JSON of those out that are still as they were.
     */
    public record Recalled<K, V>(Map<K, Written<V>> written) {

        public Recalled {
            written = Map.copyOf(written);
        }

        /** The versions, in the order of the rows; null where nothing is remembered. */
        public @Nullable Long[] versions(List<K> rows) {
            return rows.stream()
                    .map(written::get)
                    .map(one -> one == null ? null : one.version())
                    .toArray(Long[]::new);
        }

        /** The transactions, in the order of the rows; null where nothing is remembered. */
        public @Nullable String[] writers(List<K> rows) {
            return rows.stream()
                    .map(written::get)
                    .map(one -> one == null ? null : one.writtenBy())
                    .toArray(String[]::new);
        }

        /**
         * The state of a row whose JSON was left out.
         *
         * @param version the row's, as it was just locked
         * @throws IllegalStateException when nothing is remembered of that version
         */
        public V state(K key, long version) {
            Written<V> one = written.get(key);
            if (one == null || one.version() != version) {
                throw new IllegalStateException("expected to remember version " + version + " of " + key + ", found "
                        + (one == null ? "nothing" : "version " + one.version()));
            }
            return one.state();
        }
    }

    private final Map<K, Written<V>> newest;

    /** @param most how many states are remembered, those used last; some kilobytes each */
    public Remembered(int most) {
        this.newest = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Written<V>> eldest) {
                return size() > most;
            }
        };
    }

    /** What is remembered of these rows now; some of it may turn out to be of an older version. */
    public Recalled<K, V> of(Collection<K> keys) {
        Map<K, Written<V>> found = HashMap.newHashMap(keys.size());
        synchronized (newest) {
            for (K key : keys) {
                Written<V> written = newest.get(key);
                if (written != null) {
                    found.put(key, written);
                }
            }
        }
        return new Recalled<>(found);
    }

    /** Remembers what a transaction has written, once it is committed. */
    public void keep(Transaction transaction, Map<K, Written<V>> written) {
        transaction.onceCommitted(() -> {
            synchronized (newest) {
                newest.putAll(written);
            }
        });
    }
}
