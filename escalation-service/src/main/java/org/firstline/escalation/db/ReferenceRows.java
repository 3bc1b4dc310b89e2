package org.firstline.escalation.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import org.firstline.escalation.domain.DeadlinePolicy;
import org.firstline.escalation.domain.Department;
import org.firstline.escalation.domain.RoutingRule;
import org.firstline.escalation.domain.Rulebook;

/** Reads all reference data at once, as one rulebook. People's edits go through Hibernate; see {@link ReferenceData}. */
@ApplicationScoped
public class ReferenceRows {

    private final Pool pool;

    ReferenceRows(Pool pool) {
        this.pool = pool;
    }

    /** The rulebook as it is now; fails when what is there is not sound. */
    public Uni<Rulebook> load() {
        return pool.withTransaction(sql -> sql.query("set transaction isolation level repeatable read, read only")
                .execute()
                .flatMap(v -> sql.query("select * from department order by id").execute())
                .flatMap(departments -> sql.query("select * from routing_rule")
                        .execute()
                        .flatMap(rules -> sql.query("select * from deadline_policy")
                                .execute()
                                .map(policies -> new Rulebook(
                                        departments.stream()
                                                .map(ReferenceRows::department)
                                                .toList(),
                                        rules.stream().map(ReferenceRows::rule).toList(),
                                        policies.stream()
                                                .map(ReferenceRows::policy)
                                                .toList())))));
    }

    private static Department department(Row row) {
        DepartmentRow department = new DepartmentRow();
        department.id = row.getString("id");
        department.nameZh = row.getString("name_zh");
        department.nameEn = row.getString("name_en");
        department.takesOrders = row.getBoolean("takes_orders");
        return department.toDomain();
    }

    private static RoutingRule rule(Row row) {
        RoutingRuleRow rule = new RoutingRuleRow();
        rule.id = row.getString("id");
        rule.category = row.getString("category");
        rule.serviceLine = row.getString("service_line");
        rule.grade = row.getString("grade");
        rule.faultClass = row.getString("fault_class");
        rule.region = row.getString("region");
        rule.department = row.getString("department");
        rule.alternative = row.getString("alternative");
        return rule.toDomain();
    }

    private static DeadlinePolicy policy(Row row) {
        DeadlinePolicyRow policy = new DeadlinePolicyRow();
        policy.grade = row.getString("grade");
        policy.acknowledgeSeconds = row.getLong("acknowledge_seconds");
        policy.resolveSeconds = row.getLong("resolve_seconds");
        policy.warnPercent = row.getInteger("warn_percent");
        policy.reopenedPercent = row.getInteger("reopened_percent");
        policy.answerSeconds = row.getLong("answer_seconds");
        policy.completeSeconds = row.getLong("complete_seconds");
        policy.callBackSeconds = row.getLong("call_back_seconds");
        policy.closeSeconds = row.getLong("close_seconds");
        policy.factors = row.getString("factors");
        policy.ladder = row.getString("ladder");
        return policy.toDomain();
    }
}
