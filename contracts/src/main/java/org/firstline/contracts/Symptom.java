package org.firstline.contracts;

import java.time.Instant;
import java.util.List;
import org.firstline.contracts.Terms.Frequency;
import org.jspecify.annotations.Nullable;

/**
 * The four things the manual wants from every caller (§3.1.2): what, since when, how often, what was tried.
 *
 * @param code symptom code of the knowledge pack, such as {@code broadband.no-internet}
 * @param text the customer's words, with personal numbers and addresses masked before they leave intake
 * @param sinceAt when it began; null when the customer does not know
 * @param frequency how often it shows
 * @param tried what the customer has tried already, as codes; none given is the empty list
 */
public record Symptom(
        String code, @Nullable String text, @Nullable Instant sinceAt, Frequency frequency, List<String> tried) {

    public Symptom {
        Check.code("symptom.code", code);
        Check.textOrNull("symptom.text", text);
        Check.instantOrNull("symptom.sinceAt", sinceAt);
        Check.given("symptom.frequency", frequency);
        tried = Check.codes("symptom.tried", tried, Limits.TRIED);
    }
}
