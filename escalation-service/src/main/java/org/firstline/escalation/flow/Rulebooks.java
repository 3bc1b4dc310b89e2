package org.firstline.escalation.flow;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.firstline.escalation.db.DeadlinePolicyRow;
import org.firstline.escalation.db.DepartmentRow;
import org.firstline.escalation.db.ReferenceRows;
import org.firstline.escalation.db.RoutingRuleRow;
import org.firstline.escalation.db.StarterData;
import org.firstline.escalation.domain.Rulebook;
import org.firstline.messaging.Loop;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The rulebook that decisions go by, kept in memory so that no decision waits for it; read again after each edit here and
 * every few seconds for edits elsewhere.
 */
@ApplicationScoped
public class Rulebooks {

    private static final Logger LOG = Logger.getLogger(Rulebooks.class);

    private final ReferenceRows rows;
    private final Vertx vertx;
    private final EscalationSettings settings;
    private volatile @Nullable Rulebook current;
    private @Nullable Loop loop;

    Rulebooks(ReferenceRows rows, Vertx vertx, EscalationSettings settings) {
        this.rows = rows;
        this.vertx = vertx;
        this.settings = settings;
    }

    /** After the migrations, before the first message. */
    void onStart(@Observes @Priority(50) StartupEvent event) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(this::importStarterData));
        VertxContextSupport.subscribeAndAwait(this::reload);
        loop = Loop.start(
                vertx, "reading reference data again", settings.rulebookEvery(), () -> reload().replaceWith(false));
    }

    void onStop(@Observes ShutdownEvent event) {
        Loop running = loop;
        if (running != null) {
            running.stop();
        }
    }

    /** As last read. */
    public Rulebook current() {
        Rulebook book = current;
        if (book == null) {
            throw new IllegalStateException("expected the rulebook to be read at start, found none");
        }
        return book;
    }

    /** Reads it again. */
    public Uni<Void> reload() {
        return rows.load().invoke(book -> current = book).replaceWithVoid();
    }

    private Uni<Void> importStarterData() {
        StarterData starter = StarterData.read();
        return Panache.getSession().flatMap(session -> session.createNativeQuery(
                        "insert into starter_data (version) values (?1) on conflict do nothing")
                .setParameter(1, starter.version())
                .executeUpdate()
                .flatMap(fresh -> fresh == 0 ? Uni.createFrom().voidItem() : persist(session, starter)));
    }

    private static Uni<Void> persist(Mutiny.Session session, StarterData starter) {
        List<Object> later = new ArrayList<>();
        starter.rules().forEach(rule -> {
            RoutingRuleRow row = new RoutingRuleRow();
            row.id = rule.id();
            row.take(rule);
            later.add(row);
        });
        starter.policies().forEach(policy -> {
            DeadlinePolicyRow row = new DeadlinePolicyRow();
            row.grade = policy.grade().name();
            row.take(policy);
            later.add(row);
        });
        Object[] departments = starter.departments().stream()
                .map(department -> {
                    DepartmentRow row = new DepartmentRow();
                    row.id = department.id().value();
                    row.take(department);
                    return row;
                })
                .toArray();
        return session.persistAll(departments)
                .flatMap(v -> session.flush())
                .flatMap(v -> session.persistAll(later.toArray()))
                .invoke(v -> LOG.infof("starter data %d imported", starter.version()));
    }
}
