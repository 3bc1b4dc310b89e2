package org.firstline.diagnosis.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.firstline.diagnosis.domain.PackVersion;

/** The table {@code knowledge_pack} as the flow reads it. */
@ApplicationScoped
public class PackRows {

    private static final String SEED = """
            insert into knowledge_pack (id, version, content, written_by, written_at)
            select $1, $2, $3, 'firstline', suite_now()
             where not exists (select 1 from knowledge_pack where id = $1 and version >= $2)
            on conflict do nothing
            """;

    private static final String NEWEST = """
            select id, version, content from knowledge_pack p
             where version = (select max(version) from knowledge_pack where id = p.id)
            """;

    private static final String THESE = """
            select id, version, content from knowledge_pack
             where (id, version) in (select * from unnest($1::text[], $2::int[]))
            """;

    /** Puts a pack that ships into the table, unless that version or a later one stands there. */
    public Uni<Void> seed(SqlClient sql, PackVersion version, String content) {
        return sql.preparedQuery(SEED)
                .execute(Tuple.of(version.id(), version.version(), content))
                .replaceWithVoid();
    }

    /** The newest version of each pack, as it was written. */
    public Uni<Map<PackVersion, String>> newest(SqlClient sql) {
        return sql.preparedQuery(NEWEST).execute().map(PackRows::contents);
    }

    /** These versions, as they were written. */
    public Uni<Map<PackVersion, String>> these(SqlClient sql, List<PackVersion> versions) {
        return sql.preparedQuery(THESE)
                .execute(Tuple.of(
                        versions.stream().map(PackVersion::id).toArray(String[]::new),
                        versions.stream().map(PackVersion::version).toArray(Integer[]::new)))
                .map(PackRows::contents);
    }

    private static Map<PackVersion, String> contents(RowSet<Row> rows) {
        Map<PackVersion, String> contents = new HashMap<>();
        rows.forEach(row -> contents.put(new PackVersion(row.getString(0), row.getInteger(1)), row.getString(2)));
        return contents;
    }
}
