package org.firstline.diagnosis.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cause a fault may have.
 *
 * @param prior how common it is among cases of its pack, above 0; the priors of a pack are made to add up to 1
 * @param remedy who can remove it
 * @param faultClass what an escalation for it is called
 * @param impact the least impact it has
 * @param guidance what removes it, best first, as codes; empty where only a department can
 * @param workaround what helps meanwhile, as the code of a guidance
 * @param solution what was done, told once it is fixed
 */
public record Cause(
        String code,
        Words name,
        double prior,
        Remedy remedy,
        String faultClass,
        Level impact,
        List<String> guidance,
        @Nullable String workaround,
        Words solution) {

    /** Who can remove a cause. */
    public enum Remedy {
        CUSTOMER,
        FIRST_LINE,
        DEPARTMENT
    }

    public Cause {
        guidance = List.copyOf(guidance);
    }
}
