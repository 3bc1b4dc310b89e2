package org.firstline.escalation.listen;

import org.firstline.contracts.Masking;
import org.firstline.escalation.domain.FreeText;
import org.jspecify.annotations.Nullable;

/** The one way in for words that a person wrote, by event or by request: behind it nobody has them unmasked. */
public final class Words {

    private Words() {}

    /** The words, masked. */
    public static FreeText masked(String words) {
        return new FreeText(Masking.mask(words));
    }

    /** The words, if any were given. */
    public static @Nullable FreeText maskedOrNull(@Nullable String words) {
        return words == null ? null : masked(words);
    }
}
