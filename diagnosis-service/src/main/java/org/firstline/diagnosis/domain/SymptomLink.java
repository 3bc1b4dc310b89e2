package org.firstline.diagnosis.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a complaint says about causes.
 *
 * @param faultClass what an escalation is called while no cause is probable enough
 * @param usually how probable the complaint is under a cause that is not named, 0 to 1
 * @param under how probable it is under the named causes, 0 to 1
 * @param concludes the cause as good as proven by the complaint alone: no check and no guidance would change it
 */
public record SymptomLink(
        String code,
        Words name,
        String faultClass,
        double usually,
        Map<String, Double> under,
        @Nullable String concludes) {

    public SymptomLink {
        under = Map.copyOf(under);
    }

    double likelihood(String cause) {
        return under.getOrDefault(cause, usually);
    }
}
