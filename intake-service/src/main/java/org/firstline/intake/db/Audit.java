package org.firstline.intake.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.CustomerRef;
import org.firstline.messaging.Transaction;
import org.jspecify.annotations.Nullable;

/** Who looked at whose personal data, why and when; written before anything is shown, in the same transaction. */
@ApplicationScoped
public class Audit {

    /** Somebody's asking. */
    public record Asking(String who, String role, String what, String reason) {}

    /** One entry. */
    public record Entry(
            long id,
            Instant at,
            String who,
            String role,
            String what,
            String customerRef,
            @Nullable UUID caseId,
            String reason) {}

    private static final String ADD = """
            insert into access_audit (at, who, role, what, customer_ref, case_id, reason)
            select $1, $2, $3, $4, r, $6, $7 from unnest($5::text[]) as row (r)
            """;

    private static final String LIST = """
            select id, at, who, role, what, customer_ref, case_id, reason from access_audit
             where id < $1 and ($2::text is null or customer_ref = $2) and ($3::text is null or who = $3)
             order by id desc limit $4
            """;

    private final Pool pool;

    Audit(Pool pool) {
        this.pool = pool;
    }

    /** Notes that somebody is shown these customers. */
    public Uni<Void> note(
            Transaction transaction, Asking asking, @Nullable CaseId caseId, Collection<CustomerRef> customers) {
        return transaction
                .sql()
                .preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addValue(transaction.at().atOffset(ZoneOffset.UTC))
                        .addValue(asking.who())
                        .addValue(asking.role())
                        .addValue(asking.what())
                        .addValue(customers.stream().map(CustomerRef::value).toArray(String[]::new))
                        .addValue(caseId == null ? null : caseId.value())
                        .addValue(asking.reason()))
                .replaceWithVoid();
    }

    /** Entries, newest first, before that id. */
    public Uni<List<Entry>> list(long before, @Nullable String customerRef, @Nullable String who, int most) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(before, customerRef, who, most))
                .map(rows -> {
                    List<Entry> entries = new ArrayList<>();
                    for (Row row : rows) {
                        OffsetDateTime at = row.getOffsetDateTime("at");
                        entries.add(new Entry(
                                row.getLong("id"),
                                at.toInstant(),
                                row.getString("who"),
                                row.getString("role"),
                                row.getString("what"),
                                row.getString("customer_ref"),
                                row.getUUID("case_id"),
                                row.getString("reason")));
                    }
                    return entries;
                });
    }
}
