package org.firstline.escalation.domain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstline.escalation.domain.Terms.Grade;
import org.jspecify.annotations.Nullable;

/**
 * All reference data that decisions go by, at one time. It is total: whatever is escalated has a department that takes
 * orders and a policy.
 */
public final class Rulebook {

    private final Map<DepartmentId, Department> departments = new LinkedHashMap<>();
    private final List<RoutingRule> rules;
    private final Map<Grade, DeadlinePolicy> policies = new EnumMap<>(Grade.class);

    /** @throws Unsound when something could come that these data have no answer to; names what is missing */
    public Rulebook(List<Department> departments, List<RoutingRule> rules, List<DeadlinePolicy> policies) {
        departments.forEach(department -> this.departments.put(department.id(), department));
        this.rules = rules.stream().sorted(RoutingRule.MOST_SPECIFIC_FIRST).toList();
        policies.forEach(policy -> this.policies.put(policy.grade(), policy));
        for (RoutingRule rule : rules) {
            known("department", rule.department());
            if (rule.alternative() != null) {
                known("alternative", rule.alternative());
            }
        }
        if (rules.stream().noneMatch(rule -> rule.isDefault() && takesOrders(rule.department()))) {
            throw new Unsound("rules", "a rule without conditions whose department takes orders", "none");
        }
        for (Grade grade : Grade.values()) {
            if (!this.policies.containsKey(grade)) {
                throw new Unsound("policies", "a policy for each grade", "none for " + grade);
            }
        }
    }

    private void known(String field, DepartmentId department) {
        if (!departments.containsKey(department)) {
            throw new Unsound(field, "the id of a known department", "another one");
        }
    }

    /** Whether a department is known and work may be given to it now. */
    public boolean takesOrders(DepartmentId id) {
        Department department = departments.get(id);
        return department != null && department.takesOrders();
    }

    /** The policy of a grade; there is always one. */
    public DeadlinePolicy policy(Grade grade) {
        return Optional.ofNullable(policies.get(grade)).orElseThrow();
    }

    /** The rule that decides where a fault goes: the most specific one whose department takes orders. */
    public RoutingRule route(Fault fault) {
        for (RoutingRule rule : rules) {
            if (takesOrders(rule.department()) && rule.mismatch(fault) == null) {
                return rule;
            }
        }
        throw new IllegalStateException("expected a default rule, found none");
    }

    /**
     * Where an order goes next after a department said that it is not its own: where that department points to, else
     * where the rules do; never to where it has been. Empty when a person must decide.
     */
    Optional<DepartmentId> afterWrongDepartment(Request request, Handover handover, @Nullable DepartmentId suggested) {
        if (suggested != null && takesOrders(suggested) && !handover.wasAt(suggested)) {
            return Optional.of(suggested);
        }
        return Optional.ofNullable(route(Fault.of(request)).alternative())
                .filter(this::takesOrders)
                .filter(alternative -> !handover.wasAt(alternative));
    }

    /** How a rule was judged in a dry run: {@code mismatch} names the first condition that does not hold. */
    public record Judged(
            RoutingRule rule,
            boolean departmentTakesOrders,
            @Nullable String mismatch) {}

    /** Every rule in the order in which they are asked, up to the one that decides, each with its verdict. */
    public List<Judged> explain(Fault fault) {
        List<Judged> judged = new ArrayList<>();
        for (RoutingRule rule : rules) {
            Judged verdict = new Judged(rule, takesOrders(rule.department()), rule.mismatch(fault));
            judged.add(verdict);
            if (verdict.departmentTakesOrders() && verdict.mismatch() == null) {
                break;
            }
        }
        return List.copyOf(judged);
    }
}
