package org.firstline.messaging;

import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction and the one time that is true in it.
 *
 * @param sql the connection; not to be kept beyond the transaction
 * @param at suite time, read once from the database when the transaction began
 * @param ahead by how much suite time runs ahead of wall time
 * @param stoppedAt where suite time stands still, or null
 * @param lettersOpen whether any dead letter of this service was open when the transaction began
 */
public record Transaction(
        SqlConnection sql,
        Instant at,
        Duration ahead,
        @Nullable Instant stoppedAt,
        boolean lettersOpen) {

    /** A wall time, such as a record's time on the broker, as suite time. */
    public Instant suiteTime(Instant wall) {
        return stoppedAt != null ? stoppedAt : wall.plus(ahead);
    }
}
