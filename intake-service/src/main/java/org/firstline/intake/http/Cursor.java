package org.firstline.intake.http;

import org.firstline.door.Page;
import org.firstline.door.Problems;
import org.jspecify.annotations.Nullable;

/** Places in lists that are numbered, newest first. */
final class Cursor {

    private Cursor() {}

    /** The number before which the page begins. */
    static long before(@Nullable String after) {
        String position = Page.position(after);
        if (position.isEmpty()) {
            return Long.MAX_VALUE;
        }
        if (!position.matches("[0-9]{1,18}")) {
            throw Problems.badRequest("after", "the cursor 'next' of the page before", "something else");
        }
        return Long.parseLong(position);
    }
}
