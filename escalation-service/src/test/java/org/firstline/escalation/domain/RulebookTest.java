package org.firstline.escalation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.firstline.escalation.domain.Terms.Category;
import org.firstline.escalation.domain.Terms.Grade;
import org.firstline.escalation.domain.Terms.ServiceLine;
import org.junit.jupiter.api.Test;

class RulebookTest {

    private static final List<Department> DEPARTMENTS = List.of(
            new Department(Any.ACCESS, "接入", "Access", true),
            new Department(Any.FIELD, "装维", "Field", false),
            new Department(Any.CORE, "核心", "Core", true));
    private static final List<DeadlinePolicy> POLICIES = Arrays.stream(Grade.values())
            .map(grade -> Any.policy(grade, Duration.ofMinutes(30), Duration.ofHours(8)))
            .toList();
    private static final RoutingRule DEFAULT = rule("default", null, null, null, null, null, Any.CORE);

    @Test
    void the_most_specific_rule_decides() {
        Rulebook book = book(
                DEFAULT,
                rule("line", null, ServiceLine.BROADBAND, null, null, null, Any.ACCESS),
                rule("two", Category.NETWORK_FAULT, ServiceLine.BROADBAND, null, null, null, Any.CORE),
                rule("prefix-short", Category.NETWORK_FAULT, null, null, "broad", null, Any.ACCESS),
                rule("prefix-long", Category.NETWORK_FAULT, null, null, "broadband.", null, Any.CORE));

        assertThat(book.route(fault("broadband.x")).id()).isEqualTo("prefix-long");
        assertThat(book.route(fault("broadcast")).id()).isEqualTo("prefix-short");
        assertThat(book.route(fault("other")).id()).isEqualTo("two");
    }

    @Test
    void equally_specific_rules_are_asked_in_the_alphabet() {
        RoutingRule b = rule("b", Category.NETWORK_FAULT, null, null, null, null, Any.ACCESS);
        RoutingRule a = rule("a", null, ServiceLine.BROADBAND, null, null, null, Any.CORE);

        assertThat(book(DEFAULT, b, a).route(fault("x")).id()).isEqualTo("a");
        assertThat(book(a, b, DEFAULT).route(fault("x")).id()).isEqualTo("a");
    }

    @Test
    void a_department_that_takes_no_orders_gets_none_and_the_dry_run_says_so() {
        Rulebook book = book(DEFAULT, rule("field", Category.NETWORK_FAULT, null, null, null, null, Any.FIELD));

        assertThat(book.route(fault("x"))).isEqualTo(DEFAULT);
        assertThat(book.explain(fault("x")))
                .extracting(judged -> judged.rule().id(), Rulebook.Judged::departmentTakesOrders)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("field", false),
                        org.assertj.core.groups.Tuple.tuple("default", true));
    }

    @Test
    void data_without_an_answer_to_everything_are_unsound() {
        assertThatThrownBy(() -> book(rule("a", null, ServiceLine.MOBILE, null, null, null, Any.CORE)))
                .isInstanceOf(Unsound.class)
                .hasMessageStartingWith("rules:");
        assertThatThrownBy(() -> book(rule("default", null, null, null, null, null, Any.FIELD)))
                .isInstanceOf(Unsound.class);
        assertThatThrownBy(() -> book(DEFAULT, rule("x", null, null, null, null, "r", new DepartmentId("nobody"))))
                .isInstanceOf(Unsound.class)
                .hasMessageStartingWith("department:");
        assertThatThrownBy(() -> new Rulebook(DEPARTMENTS, List.of(DEFAULT), POLICIES.subList(1, 4)))
                .isInstanceOf(Unsound.class)
                .hasMessageStartingWith("policies:");
    }

    @Test
    void whatever_the_order_of_the_rules_the_same_one_decides() {
        List<RoutingRule> rules = new java.util.ArrayList<>(List.of(
                DEFAULT,
                rule("a", Category.NETWORK_FAULT, null, null, null, null, Any.ACCESS),
                rule("b", null, null, Grade.G2, null, null, Any.ACCESS),
                rule("c", null, null, null, "broadband", "CN-31", Any.CORE),
                rule("d", null, null, null, "broadband.x", null, Any.CORE)));
        Random random = new Random(11);
        String decided = book(rules.toArray(RoutingRule[]::new))
                .route(fault("broadband.x"))
                .id();

        for (int i = 0; i < 50; i++) {
            java.util.Collections.shuffle(rules, random);
            assertThat(book(rules.toArray(RoutingRule[]::new))
                            .route(fault("broadband.x"))
                            .id())
                    .isEqualTo(decided);
        }
    }

    @Test
    void a_policy_out_of_its_bounds_is_unsound() {
        DeadlinePolicy good = POLICIES.getFirst();

        assertThatThrownBy(() -> Any.policy(Grade.G1, Duration.ofSeconds(59), Duration.ofHours(1)))
                .isInstanceOf(Unsound.class)
                .hasMessageStartingWith("acknowledgeWithin:");
        assertThatThrownBy(() -> Any.policy(Grade.G1, Duration.ofHours(2), Duration.ofHours(1)))
                .isInstanceOf(Unsound.class);
        assertThatThrownBy(() -> new DeadlinePolicy(
                        Grade.G1,
                        good.acknowledgeWithin(),
                        good.resolveWithin(),
                        Map.of(),
                        75,
                        25,
                        good.desk(),
                        good.ladder().subList(0, 2)))
                .isInstanceOf(Unsound.class)
                .hasMessageStartingWith("ladder:");
    }

    private static Rulebook book(RoutingRule... rules) {
        return new Rulebook(DEPARTMENTS, List.of(rules), POLICIES);
    }

    private static Fault fault(String faultClass) {
        return new Fault(Category.NETWORK_FAULT, ServiceLine.BROADBAND, Grade.G2, faultClass, "CN-31");
    }

    private static RoutingRule rule(
            String id,
            Category category,
            ServiceLine line,
            Grade grade,
            String faultClass,
            String region,
            DepartmentId department) {
        return new RoutingRule(id, category, line, grade, faultClass, region, department, null);
    }
}
