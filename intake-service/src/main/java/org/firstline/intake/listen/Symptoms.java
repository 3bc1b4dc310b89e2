package org.firstline.intake.listen;

import java.time.Instant;
import java.util.List;
import org.firstline.contracts.Masking;
import org.firstline.intake.domain.Symptom;
import org.firstline.intake.domain.Terms.Frequency;
import org.jspecify.annotations.Nullable;

/** The one way in for what a caller complains of, by event or by hand: behind it nobody has the unmasked words. */
public final class Symptoms {

    private Symptoms() {}

    /** The symptom with everything masked that may not leave intake; a code and a step are what a person typed, too. */
    public static Symptom masked(
            String code, @Nullable String text, @Nullable Instant sinceAt, Frequency frequency, List<String> tried) {
        return new Symptom(
                Masking.mask(code),
                text == null ? null : Masking.mask(text),
                sinceAt,
                frequency,
                tried.stream().map(Masking::mask).toList());
    }
}
