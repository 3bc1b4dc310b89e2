package org.firstline.escalation.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.firstline.contracts.Limits;
import org.firstline.door.Page;
import org.firstline.door.Problems;
import org.firstline.escalation.db.WorkOrderPages.Line;
import org.firstline.escalation.db.WorkOrderPages.Place;
import org.jspecify.annotations.Nullable;

/** Cursors of lists that are in the order of (instant, id), and of short lists in the order of a name. */
final class Places {

    private Places() {}

    static @Nullable Place after(@Nullable String cursor) {
        String position = Page.position(cursor);
        if (position.isEmpty()) {
            return null;
        }
        int space = position.indexOf(' ');
        try {
            Instant at = Instant.parse(position.substring(0, Math.max(0, space)));
            // Instants there are that no database can be asked about.
            if (at.isBefore(Limits.EARLIEST) || !at.isBefore(Limits.TOO_LATE)) {
                throw noCursor();
            }
            return new Place(at, Texts.id("after", position.substring(space + 1)));
        } catch (DateTimeException e) {
            throw noCursor();
        }
    }

    private static RuntimeException noCursor() {
        return Problems.badRequest("after", "the cursor 'next' of the page before", "something else");
    }

    static Page<Line> page(List<Line> oneMore, int limit, Function<Line, Instant> by) {
        return Page.of(oneMore, limit, line -> by.apply(line) + " " + line.id());
    }

    /** A page of a short list that is read as a whole, sorted by name. */
    static <T> Page<T> page(List<T> all, @Nullable String after, @Nullable Integer limit, Function<T, String> name) {
        String position = Page.position(after);
        int size = Page.limit(limit);
        List<T> rest = all.stream()
                .filter(item -> name.apply(item).compareTo(position) > 0)
                .limit(size + 1L)
                .toList();
        return Page.of(rest, size, name);
    }
}
