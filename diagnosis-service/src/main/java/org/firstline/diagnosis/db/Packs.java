package org.firstline.diagnosis.db;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.firstline.contracts.Terms.ServiceLine;
import org.firstline.diagnosis.DiagnosisSettings;
import org.firstline.diagnosis.domain.Pack;
import org.firstline.diagnosis.domain.PackVersion;
import org.firstline.messaging.Loop;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge packs in memory. What ships with the service is put into the table at start, unless the table has that
 * version or a later one already; changes by people are seen at once here and within seconds by other instances.
 */
@ApplicationScoped
public class Packs {

    private static final List<String> SHIPPED = List.of("knowledge/broadband.v1.yaml", "knowledge/general.v1.yaml");

    private static final Duration AT_START = Duration.ofMinutes(2);

    private static final String SEED = """
            insert into knowledge_pack (id, version, content, written_by, written_at)
            select $1, $2, $3, 'firstline', suite_now()
             where not exists (select 1 from knowledge_pack where id = $1 and version >= $2)
            on conflict do nothing
            """;

    /** Only what diagnoses that are not at their end may still need; the newest of each in any case. */
    private static final String NEWEST = """
            select id, version, content from knowledge_pack p
             where version = (select max(version) from knowledge_pack where id = p.id)
            """;

    private static final String THESE = """
            select id, version, content from knowledge_pack
             where (id, version) in (select * from unnest($1::text[], $2::int[]))
            """;

    private static final String CONFIRMED = "select cause, cases from confirmed_cause";

    private final Pool pool;
    private final DiagnosisSettings settings;
    private final Vertx vertx;
    private final Map<PackVersion, Pack> asWritten = new ConcurrentHashMap<>();
    private volatile Shelf shelf = Shelf.of(Map.of());
    private volatile Map<String, Long> confirmed = Map.of();
    private @Nullable Loop loop;

    Packs(Pool pool, DiagnosisSettings settings, Vertx vertx) {
        this.pool = pool;
        this.settings = settings;
        this.vertx = vertx;
    }

    void onStart(@Observes @Priority(50) StartupEvent event) {
        for (String file : SHIPPED) {
            String text = resource(file);
            PackVersion version = PackReader.read(file, text).version();
            pool.preparedQuery(SEED)
                    .execute(Tuple.of(version.id(), version.version(), text))
                    .await()
                    .atMost(AT_START);
        }
        refresh().await().atMost(AT_START);
        for (ServiceLine line : ServiceLine.values()) {
            if (!shelf.covers(line.name())) {
                throw new IllegalStateException("expected a knowledge pack for service line " + line + ", found none");
            }
        }
        loop = Loop.start(vertx, "looking for changed knowledge packs", settings.packsEvery(), () -> refresh()
                .replaceWith(false));
    }

    void onStop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.stop();
        }
    }

    private static String resource(String file) {
        try (InputStream in = Packs.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("expected resource " + file + ", found none");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to read resource " + file, e);
        }
    }

    /** What is known now. */
    public Shelf shelf() {
        return shelf;
    }

    /** How often each cause was confirmed, as of the last look. */
    public Map<String, Long> confirmed() {
        return confirmed;
    }

    /** What is known now, with these versions in any case; reads only what is not in memory. */
    public Uni<Shelf> shelfWith(SqlClient sql, Set<PackVersion> needed) {
        Shelf now = shelf;
        List<PackVersion> missing = needed.stream().filter(v -> !now.has(v)).toList();
        if (missing.isEmpty()) {
            return Uni.createFrom().item(now);
        }
        return sql.preparedQuery(THESE)
                .execute(Tuple.of(
                        missing.stream().map(PackVersion::id).toArray(String[]::new),
                        missing.stream().map(PackVersion::version).toArray(Integer[]::new)))
                .map(rows -> {
                    rows.forEach(row -> keep(row.getString(0), row.getInteger(1), row.getString(2)));
                    return arrange();
                });
    }

    /** Looks for changed packs and for what was confirmed since. */
    public Uni<Void> refresh() {
        return pool.query(NEWEST)
                .execute()
                .invoke(rows -> rows.forEach(row -> keep(row.getString(0), row.getInteger(1), row.getString(2))))
                .flatMap(rows -> pool.query(CONFIRMED).execute())
                .invoke(rows -> {
                    Map<String, Long> counts = new HashMap<>();
                    rows.forEach(row -> counts.put(row.getString(0), row.getLong(1)));
                    confirmed = Map.copyOf(counts);
                })
                .invoke(this::arrange)
                .replaceWithVoid();
    }

    private void keep(String id, int version, String content) {
        asWritten.computeIfAbsent(new PackVersion(id, version), v -> PackReader.read("knowledge_pack " + v, content));
    }

    private Shelf arrange() {
        Map<PackVersion, Pack> learned = new HashMap<>();
        asWritten.forEach((version, pack) -> learned.put(version, pack.learned(confirmed, settings.learningWeight())));
        Shelf arranged = Shelf.of(learned);
        shelf = arranged;
        return arranged;
    }
}
