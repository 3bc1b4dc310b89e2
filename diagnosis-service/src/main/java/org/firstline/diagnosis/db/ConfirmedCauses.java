package org.firstline.diagnosis.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/** How often each cause was confirmed when a case was closed (manual §1.3). */
@ApplicationScoped
public class ConfirmedCauses {

    // Sorted by cause: two batches that confirm the same causes must not wait for each other in a circle.
    private static final String ADD = """
            insert into confirmed_cause (cause, cases)
            select c, n from unnest($1::text[], $2::bigint[]) as row (c, n) order by c
            on conflict (cause) do update set cases = confirmed_cause.cases + excluded.cases
            """;

    /** How often each cause was confirmed so far. */
    public Uni<Map<String, Long>> all(SqlClient sql) {
        return sql.preparedQuery("select cause, cases from confirmed_cause")
                .execute()
                .map(rows -> {
                    Map<String, Long> cases = new HashMap<>();
                    rows.forEach(row -> cases.put(row.getString(0), row.getLong(1)));
                    return cases;
                });
    }

    /** Counts more cases under their causes. */
    public Uni<Void> add(SqlClient sql, SortedMap<String, Long> cases) {
        return cases.isEmpty()
                ? Uni.createFrom().voidItem()
                : sql.preparedQuery(ADD)
                        .execute(Tuple.of(
                                cases.keySet().toArray(String[]::new),
                                cases.values().toArray(Long[]::new)))
                        .replaceWithVoid();
    }
}
