package org.firstline.escalation.db;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.firstline.escalation.domain.DepartmentId;
import org.firstline.escalation.domain.RoutingRule;
import org.firstline.escalation.domain.Terms.Category;
import org.firstline.escalation.domain.Terms.Grade;
import org.firstline.escalation.domain.Terms.ServiceLine;
import org.jspecify.annotations.Nullable;

/** A routing rule as people administer it; an absent condition is null. */
@Entity
@Table(name = "routing_rule")
public class RoutingRuleRow extends PanacheEntityBase {

    @Id
    public String id = "";

    public @Nullable String category;

    @Column(name = "service_line")
    public @Nullable String serviceLine;

    public @Nullable String grade;

    @Column(name = "fault_class")
    public @Nullable String faultClass;

    public @Nullable String region;
    public String department = "";
    public @Nullable String alternative;

    @Version
    public long version;

    public RoutingRule toDomain() {
        return new RoutingRule(
                id,
                category == null ? null : Category.valueOf(category),
                serviceLine == null ? null : ServiceLine.valueOf(serviceLine),
                grade == null ? null : Grade.valueOf(grade),
                faultClass,
                region,
                new DepartmentId(department),
                alternative == null ? null : new DepartmentId(alternative));
    }

    /** Takes over everything but the id. */
    public void take(RoutingRule rule) {
        category = rule.category() == null ? null : rule.category().name();
        serviceLine = rule.serviceLine() == null ? null : rule.serviceLine().name();
        grade = rule.grade() == null ? null : rule.grade().name();
        faultClass = rule.faultClass();
        region = rule.region();
        department = rule.department().value();
        alternative = rule.alternative() == null ? null : rule.alternative().value();
    }
}
