package org.firstline.intake.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.CustomerRef;
import org.jspecify.annotations.Nullable;

/** Contacts for looking at. */
@ApplicationScoped
public class ContactReading {

    private static final String FROM = "select arrival, stage, " + Contacts.columns() + " from contact ";

    /** In the words of the index {@code contact_stage}, which is for these queries alone. */
    private static final String LIVE_OR_OWED = "coalesce(live or stage = 'owed', false)";

    /**
     * As a subquery, the time is asked for once. The planner takes it that a third of all contacts is promised before it,
     * so the index on what is promised looks dear to it once there are many closed ones; what is live or owed it knows to
     * be few, and has an index for. An open contact that is not closed is live.
     */
    private static final String OVERDUE =
            "promised_at < (select suite_now()) and stage in ('owed', 'open')" + " and not closed and " + LIVE_OR_OWED;

    /** A contact with its place in the list. */
    public record Shown(long arrival, String stage, ContactRow row) {}

    private final Pool pool;
    private final Customers customers;

    ContactReading(Pool pool, Customers customers) {
        this.pool = pool;
        this.customers = customers;
    }

    /** One contact, or null. */
    public Uni<@Nullable Shown> find(CaseId id) {
        return pool.preparedQuery(FROM + "where id = $1")
                .execute(Tuple.of(id.value()))
                .map(rows -> {
                    for (Row row : rows) {
                        return shown(row);
                    }
                    return null;
                });
    }

    /**
     * Contacts, newest first, that arrived before that place.
     *
     * @param overdue whether only those whose intake record or callback is overdue
     */
    public Uni<List<Shown>> list(
            long before, @Nullable String stage, @Nullable String agent, boolean overdue, int most) {
        return pool.preparedQuery(FROM + """
                        where arrival < $1 and ($2::text is null or stage = $2) and ($3::text is null or agent_id = $3)
                        """ + (overdue ? "and " + OVERDUE : "") + " order by arrival desc limit $4")
                .execute(Tuple.of(before, stage, agent, most))
                .map(ContactReading::all);
    }

    /** The newest contacts whose caller has that number, by its index. */
    public Uni<List<Shown>> ofCaller(byte[] callerIndex, int most) {
        return pool.preparedQuery(FROM + "where caller_index = $1 order by arrival desc limit $2")
                .execute(Tuple.of(io.vertx.core.buffer.Buffer.buffer(callerIndex), most))
                .map(ContactReading::all);
    }

    /** Open cases of the same customer, newest first, which a contact may be about. */
    public Uni<List<Shown>> candidates(CustomerRef customer, CaseId self, @Nullable String line, int most) {
        return pool.preparedQuery(FROM + """
                        where customer_ref = $1 and live and id <> $2
                          and ($3::text is null or service_line is null or service_line = $3)
                        order by arrival desc limit $4
                        """)
                .execute(Tuple.of(customer.value(), self.value(), line, most))
                .map(ContactReading::all);
    }

    /** How many cases are open, and callbacks owed, by stage. */
    public Uni<Map<String, Long>> countOpen() {
        return byStage("select stage, count(*) as n from contact where " + LIVE_OR_OWED + " group by stage");
    }

    /** How many intake records and callbacks are overdue, by stage. */
    public Uni<Map<String, Long>> countOverdue() {
        return byStage("select stage, count(*) as n from contact where " + OVERDUE + " group by stage");
    }

    private Uni<Map<String, Long>> byStage(String counting) {
        return pool.preparedQuery(counting).execute().map(rows -> {
            Map<String, Long> counts = new HashMap<>();
            rows.forEach(row -> counts.put(row.getString("stage"), row.getLong("n")));
            return counts;
        });
    }

    /** What the caller said, in full; only for who has been noted in the audit. */
    public Uni<@Nullable String> words(SqlClient sql, CaseId id) {
        return sql.preparedQuery("select words_of, sealed_words from contact where id = $1")
                .execute(Tuple.of(id.value()))
                .flatMap(rows -> {
                    for (Row row : rows) {
                        if (row.getBuffer("sealed_words") != null) {
                            return customers.words(
                                    sql,
                                    new CustomerRef(row.getString("words_of")),
                                    row.getBuffer("sealed_words").getBytes());
                        }
                    }
                    return Uni.createFrom().nullItem();
                });
    }

    private static List<Shown> all(Iterable<Row> rows) {
        List<Shown> shown = new ArrayList<>();
        rows.forEach(row -> shown.add(shown(row)));
        return shown;
    }

    private static Shown shown(Row row) {
        return new Shown(row.getLong("arrival"), row.getString("stage"), Contacts.row(row));
    }
}
