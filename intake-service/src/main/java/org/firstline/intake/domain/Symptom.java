package org.firstline.intake.domain;

import java.time.Instant;
import java.util.List;
import org.firstline.intake.domain.Terms.Frequency;
import org.jspecify.annotations.Nullable;

/**
 * The four things of manual §3.1.2, already masked: this is what may leave intake.
 *
 * @param code symptom code of the knowledge pack
 * @param text the customer's words with numbers and addresses of mail masked
 */
public record Symptom(
        String code, @Nullable String text, @Nullable Instant sinceAt, Frequency frequency, List<String> tried) {

    public Symptom {
        tried = List.copyOf(tried);
    }
}
