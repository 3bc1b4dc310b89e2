package org.firstline.diagnosis.listen;

import org.firstline.contracts.Masking;
import org.jspecify.annotations.Nullable;

/** The one way in for what a person or bot wrote, by event or by request: behind it nobody has it unmasked. */
public final class Words {

    private Words() {}

    /** The words, masked. */
    public static String masked(String words) {
        return Masking.mask(words);
    }

    /** The words, if any were given. */
    public static @Nullable String maskedOrNull(@Nullable String words) {
        return words == null ? null : masked(words);
    }
}
