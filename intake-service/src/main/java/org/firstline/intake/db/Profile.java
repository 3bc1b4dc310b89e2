package org.firstline.intake.db;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The person behind a customer reference. Never logged, never announced, sealed at rest. */
public record Profile(
        @Nullable String name,
        List<String> numbers,
        @Nullable String address,
        List<String> accounts) {

    public Profile {
        numbers = List.copyOf(numbers);
        accounts = List.copyOf(accounts);
    }

    /** Nothing known. */
    public static final Profile UNKNOWN = new Profile(null, List.of(), null, List.of());

    @Override
    public String toString() {
        return "Profile[not shown]";
    }
}
