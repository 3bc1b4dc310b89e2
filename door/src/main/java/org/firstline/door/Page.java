package org.firstline.door;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items in the list's order
 * @param next cursor to pass as {@code after} for the following page; absent on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** Most items on a page. */
    public static final int MOST = 200;

    /** Items on a page where the caller names no number. */
    public static final int USUAL = 50;

    private static final int UNREADABLE = '\ufffd';

    public Page {
        items = List.copyOf(items);
    }

    /** A page from a query that asked for one item more than it shows. */
    public static <T> Page<T> of(List<T> oneMore, int limit, Function<T, String> position) {
        if (oneMore.size() <= limit) {
            return new Page<>(oneMore, null);
        }
        List<T> items = oneMore.subList(0, limit);
        String last = position.apply(items.getLast());
        return new Page<>(
                items, Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * How many items to show.
     *
     * @param asked what the caller asked for, or null
     */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return USUAL;
        }
        if (asked < 1 || asked > MOST) {
            throw Problems.badRequest("limit", "a number from 1 to " + MOST, Integer.toString(asked));
        }
        return asked;
    }

    /** The position a cursor stands for; empty for the first page. */
    public static String position(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return "";
        }
        String position;
        try {
            position = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw noCursor();
        }
        // No list of ours is in the order of such a name, and the database takes no NUL.
        if (position.codePoints().anyMatch(c -> Character.isISOControl(c) || c == UNREADABLE)) {
            throw noCursor();
        }
        return position;
    }

    private static HttpProblem noCursor() {
        return Problems.badRequest("after", "the cursor 'next' of the page before", "something else");
    }
}
