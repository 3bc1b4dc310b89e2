package org.firstline.local.badinput;

import java.util.Set;
import org.firstline.local.badinput.Wire.Knock;
import org.jspecify.annotations.Nullable;

/**
 * A bad request.
 *
 * @param id what it is, told when it is not answered as it must be
 * @param kind what is bad about it, such as {@code token expired} or {@code path id: word sql}; every kind is asked
 * @param statuses any of which is a right answer
 * @param mayBeBare whether a status alone is a right answer: what is not HTTP never reaches a door, the server turns it away
 * @param names what the answer must name, one of them where there is a bar between; null where saying what was expected is enough
 */
record Bad(
        String id,
        String kind,
        Knock knock,
        Set<Integer> statuses,
        boolean mayBeBare,
        @Nullable String names) {}
