package org.firstline.followup.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.firstline.contracts.Limits;
import org.firstline.door.Page;
import org.firstline.door.Problems;
import org.jspecify.annotations.Nullable;

/** A place in a list that is ordered by an instant and an id. */
record Cursor(@Nullable Instant at, @Nullable UUID id) {

    static String text(Instant at, UUID id) {
        return at + "|" + id;
    }

    static Cursor of(@Nullable String after) {
        String position = Page.position(after);
        if (position.isEmpty()) {
            return new Cursor(null, null);
        }
        int bar = position.indexOf('|');
        try {
            Instant at = Instant.parse(position.substring(0, Math.max(0, bar)));
            // Instants there are that no database can be asked about.
            if (at.isBefore(Limits.EARLIEST) || !at.isBefore(Limits.TOO_LATE)) {
                throw new IllegalArgumentException("after: expected an instant of this century, found another");
            }
            return new Cursor(at, UUID.fromString(position.substring(bar + 1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Problems.badRequest("after", "the cursor 'next' of the page before", "something else");
        }
    }

    /** An id out of a path. */
    static UUID id(String name, String text) {
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw Problems.badRequest(name, "a UUID", "something else");
        }
        return UUID.fromString(text);
    }
}
