package org.firstline.messaging;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction and the one time that is true in it.
 *
 * @param sql the connection; not to be kept beyond the transaction
 * @param at suite time, read once from the database when the transaction began
 * @param ahead by how much suite time runs ahead of wall time
 * @param stoppedAt where suite time stands still, or null
 * @param lettersOpen whether any dead letter of this service was open when the transaction began
 * @param afterwards what is done once it is committed
 */
public record Transaction(
        SqlConnection sql,
        Instant at,
        Duration ahead,
        @Nullable Instant stoppedAt,
        boolean lettersOpen,
        List<Runnable> afterwards) {

    /** A wall time, such as a record's time on the broker, as suite time. */
    public Instant suiteTime(Instant wall) {
        return stoppedAt != null ? stoppedAt : wall.plus(ahead);
    }

    /**
     * Sends statements one behind the other and awaits them all: they are done in this order, and the way to the database
     * and back is gone once. For what does not need each other's results.
     *
     * @return fails with the failure of the first that failed; those behind it were then refused by the database
     */
    public static Uni<Void> together(List<Uni<Void>> statements) {
        return Uni.join()
                .all(statements)
                .andCollectFailures()
                .onFailure(CompositeException.class)
                .transform(failure -> ((CompositeException) failure).getCauses().getFirst())
                .replaceWithVoid();
    }

    /** Does something when, and only when, this transaction is known to be committed. */
    public void onceCommitted(Runnable what) {
        afterwards.add(what);
    }
}
