package org.firstline.chaos.check;

import java.util.List;

/**
 * Something that would not come to rest in the time it was given.
 *
 * @param keys what it is about, at most five: ids of cases as they stand in keys of records, or places of records
 *     ({@code topic/partition@offset}); ids only
 */
public record Unrest(Promise promise, String where, String what, List<String> keys) {

    /** How many keys are named at most. */
    public static final int NAMED = 5;

    public Unrest {
        keys = List.copyOf(keys);
    }
}
