package org.firstline.diagnosis.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the customer complains of (manual §3.1.2).
 *
 * @param symptom code of a symptom in a pack
 * @param text the customer's words as intake let them out, masked
 * @param sinceAt when it began, where known
 * @param frequency how often it shows, in the contract's word
 * @param tried what the customer tried before, as codes
 */
public record Complaint(
        String symptom, @Nullable String text, @Nullable Instant sinceAt, String frequency, List<String> tried) {

    public Complaint {
        tried = List.copyOf(tried);
    }
}
