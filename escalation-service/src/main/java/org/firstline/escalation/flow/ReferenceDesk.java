package org.firstline.escalation.flow;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.firstline.escalation.db.DeadlinePolicyRow;
import org.firstline.escalation.db.DepartmentRow;
import org.firstline.escalation.db.RoutingRuleRow;
import org.firstline.escalation.domain.DeadlinePolicy;
import org.firstline.escalation.domain.Department;
import org.firstline.escalation.domain.RoutingRule;
import org.firstline.escalation.domain.Rulebook;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Where operations change reference data. A change that would leave the rulebook unsound (a fault without a department,
 * a rule to an unknown one) is not kept: it fails with {@link org.firstline.escalation.domain.Unsound}.
 */
@ApplicationScoped
public class ReferenceDesk {

    private final Rulebooks rulebooks;

    ReferenceDesk(Rulebooks rulebooks) {
        this.rulebooks = rulebooks;
    }

    public Uni<List<DepartmentRow>> departments() {
        return Panache.withSession(() -> DepartmentRow.listAll(Sort.by("id")));
    }

    public Uni<List<RoutingRuleRow>> rules() {
        return Panache.withSession(() -> RoutingRuleRow.listAll(Sort.by("id")));
    }

    public Uni<List<DeadlinePolicyRow>> policies() {
        return Panache.withSession(() -> DeadlinePolicyRow.listAll(Sort.by("grade")));
    }

    /** @param expected the version to be changed; null to create it */
    public Uni<Edited<DepartmentRow>> save(Department department, @Nullable Long expected) {
        return save(
                DepartmentRow.class,
                department.id().value(),
                expected,
                () -> {
                    DepartmentRow row = new DepartmentRow();
                    row.id = department.id().value();
                    return row;
                },
                row -> row.take(department),
                row -> row.version);
    }

    /** @param expected the version to be changed; null to create it */
    public Uni<Edited<RoutingRuleRow>> save(RoutingRule rule, @Nullable Long expected) {
        return save(
                RoutingRuleRow.class,
                rule.id(),
                expected,
                () -> {
                    RoutingRuleRow row = new RoutingRuleRow();
                    row.id = rule.id();
                    return row;
                },
                row -> row.take(rule),
                row -> row.version);
    }

    /** Policies are there for each grade; they are changed, never created. */
    public Uni<Edited<DeadlinePolicyRow>> save(DeadlinePolicy policy, long expected) {
        return save(
                DeadlinePolicyRow.class,
                policy.grade().name(),
                expected,
                DeadlinePolicyRow::new,
                row -> row.take(policy),
                row -> row.version);
    }

    /** Takes a rule away. */
    public Uni<Edited<RoutingRuleRow>> removeRule(String id, long expected) {
        return changing(session -> session.find(RoutingRuleRow.class, id).flatMap(row -> {
            if (row == null) {
                return Uni.createFrom().item(new Edited.Absent<>());
            }
            if (row.version != expected) {
                return Uni.createFrom().item(new Edited.Stale<>(row.version));
            }
            return session.remove(row)
                    .flatMap(v -> session.flush())
                    .flatMap(v -> sound(session))
                    .replaceWith(new Edited.Saved<>(row, false));
        }));
    }

    private <E> Uni<Edited<E>> save(
            Class<E> type,
            String id,
            @Nullable Long expected,
            Supplier<E> fresh,
            Consumer<E> change,
            ToLongFunction<E> version) {
        return changing(session -> session.find(type, id).flatMap(found -> {
            if (found == null) {
                return expected != null
                        ? Uni.createFrom().item(new Edited.Absent<>())
                        : keep(session, fresh.get(), change, true);
            }
            if (expected == null) {
                return Uni.createFrom().item(new Edited.Exists<>());
            }
            return version.applyAsLong(found) == expected
                    ? keep(session, found, change, false)
                    : Uni.createFrom().item(new Edited.Stale<>(version.applyAsLong(found)));
        }));
    }

    private static <E> Uni<Edited<E>> keep(Mutiny.Session session, E row, Consumer<E> change, boolean isNew) {
        change.accept(row);
        return (isNew ? session.persist(row) : Uni.createFrom().voidItem())
                .flatMap(v -> session.flush())
                .flatMap(v -> sound(session))
                .replaceWith(new Edited.Saved<>(row, isNew));
    }

    /** One change at a time: two that are each sound could together be not. */
    private <E> Uni<Edited<E>> changing(Function<Mutiny.Session, Uni<Edited<E>>> change) {
        return Panache.withTransaction(() -> Panache.getSession().flatMap(session -> session.createNativeQuery(
                                "select version from starter_data order by version for update", Integer.class)
                        .getResultList()
                        .flatMap(locked -> change.apply(session))))
                .flatMap(edited -> edited instanceof Edited.Saved<E>
                        ? rulebooks.reload().replaceWith(edited)
                        : Uni.createFrom().item(edited));
    }

    private static Uni<Void> sound(Mutiny.Session session) {
        return session.createQuery("from DepartmentRow", DepartmentRow.class)
                .getResultList()
                .flatMap(departments -> session.createQuery("from RoutingRuleRow", RoutingRuleRow.class)
                        .getResultList()
                        .flatMap(rules -> session.createQuery("from DeadlinePolicyRow", DeadlinePolicyRow.class)
                                .getResultList()
                                .map(policies -> new Rulebook(
                                        departments.stream()
                                                .map(DepartmentRow::toDomain)
                                                .toList(),
                                        rules.stream()
                                                .map(RoutingRuleRow::toDomain)
                                                .toList(),
                                        policies.stream()
                                                .map(DeadlinePolicyRow::toDomain)
                                                .toList()))))
                .replaceWithVoid();
    }
}
