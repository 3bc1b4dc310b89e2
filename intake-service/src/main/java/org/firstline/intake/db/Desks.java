package org.firstline.intake.db;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.firstline.intake.domain.Terms.Category;
import org.firstline.messaging.Loop;
import org.jspecify.annotations.Nullable;

/** The desks outside technical support. Kept in memory and looked at again every few seconds, for other replicas' edits. */
@ApplicationScoped
public class Desks implements PanacheRepositoryBase<Desk, String> {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

    private final Pool pool;
    private volatile Map<Category, String> known = Map.of();
    private @Nullable Loop loop;

    Desks(Pool pool) {
        this.pool = pool;
    }

    void onStart(@Observes @Priority(50) StartupEvent event, Vertx vertx) {
        reload().await().atMost(Duration.ofSeconds(30));
        loop = Loop.start(vertx, "looking at the desks", LOOK_EVERY, () -> reload().replaceWith(false));
    }

    void onStop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.stop();
        }
    }

    /** Whose a category is; categories without an entry are technical support's. */
    public Map<Category, String> known() {
        return known;
    }

    /** All desks, for those who administer them. */
    public Uni<List<Desk>> all() {
        return Panache.withSession(() -> listAll(io.quarkus.panache.common.Sort.by("category")));
    }

    /** Says whose a category is from now on; null makes it technical support's. */
    public Uni<Void> assign(Category category, @Nullable String desk) {
        return Panache.withTransaction(() -> findById(category.name()).flatMap(found -> {
                    if (desk == null) {
                        return found == null ? Uni.createFrom().voidItem() : delete(found);
                    }
                    Desk row = found == null ? new Desk() : found;
                    row.category = category.name();
                    row.desk = desk;
                    return persist(row).replaceWithVoid();
                }))
                .flatMap(v -> reload());
    }

    private Uni<Void> reload() {
        return pool.query("select category, desk from desk")
                .execute()
                .invoke(rows -> {
                    Map<Category, String> desks = new EnumMap<>(Category.class);
                    for (Row row : rows) {
                        desks.put(Category.valueOf(row.getString(0)), row.getString(1));
                    }
                    known = Map.copyOf(desks);
                })
                .replaceWithVoid();
    }
}
