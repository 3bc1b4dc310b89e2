package org.firstline.diagnosis.flow;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
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
import org.firstline.diagnosis.DiagnosisSettings;
import org.firstline.diagnosis.db.ConfirmedCauses;
import org.firstline.diagnosis.db.PackReader;
import org.firstline.diagnosis.db.PackRows;
import org.firstline.diagnosis.domain.Pack;
import org.firstline.diagnosis.domain.PackVersion;
import org.firstline.diagnosis.domain.ServiceLine;
import org.firstline.diagnosis.domain.Shelf;
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

    private final Pool pool;
    private final PackRows rows;
    private final ConfirmedCauses causes;
    private final DiagnosisSettings settings;
    private final Vertx vertx;
    private final Map<PackVersion, Pack> asWritten = new ConcurrentHashMap<>();
    private volatile Shelf shelf = Shelf.of(Map.of());
    private volatile Map<String, Long> confirmed = Map.of();
    private @Nullable Loop loop;

    Packs(Pool pool, PackRows rows, ConfirmedCauses causes, DiagnosisSettings settings, Vertx vertx) {
        this.pool = pool;
        this.rows = rows;
        this.causes = causes;
        this.settings = settings;
        this.vertx = vertx;
    }

    /** After the migrations, before anything is worked on. */
    void onStart(@Observes @Priority(50) StartupEvent event) {
        for (String file : SHIPPED) {
            String text = resource(file);
            rows.seed(pool, PackReader.read(file, text).version(), text).await().atMost(AT_START);
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

    /** How often each cause was confirmed, as of the last look. */
    public Map<String, Long> confirmed() {
        return confirmed;
    }

    /** What is known now, with these versions in any case; reads only what is not in memory. */
    public Uni<Shelf> shelfWith(SqlClient sql, Set<PackVersion> needed) {
        Shelf now = shelf;
        List<PackVersion> missing = needed.stream().filter(v -> !now.has(v)).toList();
        return missing.isEmpty()
                ? Uni.createFrom().item(now)
                : rows.these(sql, missing).map(this::arranged);
    }

    /** Looks for changed packs and for what was confirmed since. */
    public Uni<Void> refresh() {
        return rows.newest(pool)
                .flatMap(contents -> causes.all(pool).invoke(counts -> {
                    confirmed = Map.copyOf(counts);
                    arranged(contents);
                }))
                .replaceWithVoid();
    }

    private Shelf arranged(Map<PackVersion, String> contents) {
        contents.forEach((version, text) ->
                asWritten.computeIfAbsent(version, v -> PackReader.read("knowledge_pack " + v, text)));
        Map<PackVersion, Pack> learned = new HashMap<>();
        asWritten.forEach((version, pack) -> learned.put(version, pack.learned(confirmed, settings.learningWeight())));
        Shelf arranged = Shelf.of(learned);
        shelf = arranged;
        return arranged;
    }
}
