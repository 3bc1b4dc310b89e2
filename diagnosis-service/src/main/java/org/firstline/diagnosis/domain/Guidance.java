package org.firstline.diagnosis.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be done about a cause (manual §3.3.2).
 *
 * @param by who does it
 * @param steps in technical words, in order
 * @param say what the customer is told, in plain words
 * @param minutes of the customer's time, above 0
 * @param safety what to beware of
 * @param workaround whether it only helps meanwhile
 * @param effectiveness how often it removes a cause that lists it, 0 to 1
 */
public record Guidance(
        String code,
        Actor by,
        List<Words> steps,
        Words say,
        double minutes,
        @Nullable Words safety,
        boolean workaround,
        double effectiveness) {

    /** Who carries a guidance out: what the customer does is guided, what the first line does is a fix. */
    public enum Actor {
        CUSTOMER,
        FIRST_LINE
    }

    public Guidance {
        steps = List.copyOf(steps);
    }
}
