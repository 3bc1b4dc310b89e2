package org.firstline.escalation.domain;

import java.util.Comparator;
import org.firstline.escalation.domain.Terms.Category;
import org.firstline.escalation.domain.Terms.Grade;
import org.firstline.escalation.domain.Terms.ServiceLine;
import org.jspecify.annotations.Nullable;

/**
 * Which department gets what (manual §3.3.3). A condition that is absent holds for everything; a rule without any
 * condition is the default rule.
 *
 * @param id its name, also what decides between rules that are equally specific (the first in the alphabet)
 * @param faultClass beginning of the fault class, such as {@code broadband.access-}
 * @param department who gets it
 * @param alternative who gets it when that department says it is not its own; null where a person is to decide
 */
public record RoutingRule(
        String id,
        @Nullable Category category,
        @Nullable ServiceLine serviceLine,
        @Nullable Grade grade,
        @Nullable String faultClass,
        @Nullable String region,
        DepartmentId department,
        @Nullable DepartmentId alternative) {

    /** The more conditions the more specific; then the longer fault class; then the alphabet. */
    static final Comparator<RoutingRule> MOST_SPECIFIC_FIRST = Comparator.comparingInt(RoutingRule::conditions)
            .thenComparingInt(rule -> rule.faultClass == null ? 0 : rule.faultClass.length())
            .reversed()
            .thenComparing(RoutingRule::id);

    /** @throws Unsound for an id that is no name, or an alternative that is no alternative */
    public RoutingRule {
        if (!DepartmentId.isOne(id)) {
            throw new Unsound("id", "1 to 63 lower case letters, digits and hyphens", "something else");
        }
        if (department.equals(alternative)) {
            throw new Unsound("alternative", "another department than the rule's own", "the same");
        }
    }

    int conditions() {
        return (category == null ? 0 : 1)
                + (serviceLine == null ? 0 : 1)
                + (grade == null ? 0 : 1)
                + (faultClass == null ? 0 : 1)
                + (region == null ? 0 : 1);
    }

    boolean isDefault() {
        return conditions() == 0;
    }

    /** The first condition that does not hold for a fault; null when all hold. */
    @Nullable
    String mismatch(Fault fault) {
        if (category != null && category != fault.category()) {
            return "category";
        }
        if (serviceLine != null && serviceLine != fault.serviceLine()) {
            return "serviceLine";
        }
        if (grade != null && grade != fault.grade()) {
            return "grade";
        }
        if (faultClass != null && !fault.faultClass().startsWith(faultClass)) {
            return "faultClass";
        }
        return region != null && !region.equals(fault.region()) ? "region" : null;
    }
}
