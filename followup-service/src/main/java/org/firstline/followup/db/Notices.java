package org.firstline.followup.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.firstline.followup.domain.About;
import org.firstline.followup.domain.Accountable;
import org.firstline.followup.domain.CaseId;
import org.firstline.followup.domain.Effect.DropProgress;
import org.firstline.followup.domain.Effect.Tell;
import org.jspecify.annotations.Nullable;

/** What customers are to be told, from being decided to its final state. */
@ApplicationScoped
public class Notices {

    /**
     * A notice to be written.
     *
     * @param accountable who is, as of the decision
     */
    public record Written(CaseId caseId, Tell tell, Accountable accountable) {}

    /** Progress that has been overtaken. */
    public record Dropped(CaseId caseId, DropProgress drop) {}

    /** A notice of a case by its number. */
    public record Key(CaseId caseId, int number) {

        /** How it is known outside: to the gateway, in events and tasks. */
        public String noticeId() {
            return caseId + "-" + number;
        }
    }

    /**
     * A notice that one sender has taken on.
     *
     * @param attempts how often it has been tried, this time included
     * @param accountable who was, when it was decided; null of a notice that an older version decided
     */
    public record Claimed(
            Key key,
            About about,
            Map<String, String> facts,
            int attempts,
            @Nullable Accountable accountable,
            @Nullable String customerRef) {}

    /**
     * What became of a try.
     *
     * @param state DELIVERED, FAILED, or PENDING to be tried again after {@code pause}
     * @param counted false where the try does not count, since the customer's contact point could not be asked for
     */
    public record Tried(
            Claimed claimed, State state, @Nullable String trouble, Duration pause, boolean counted) {}

    /** States a try can leave a notice in. */
    public enum State {
        PENDING,
        DELIVERED,
        FAILED
    }

    /** Whether a notice waits to be sent; as a subquery, the time is asked for once and the index on it can be used. */
    public static final String ANY_TO_SEND = """
            select exists (select from notice
                            where state in ('PENDING', 'SENDING') and due_at <= (select suite_now())
                              and try_after <= clock_timestamp())
            """;

    private static final String ADD = """
            insert into notice (case_id, number, about, facts, due_at, accountable)
            select c, n, a, f::jsonb, d, w::jsonb
              from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
                   as row (c, n, a, f, d, w)
            on conflict (case_id) where about = 'PROGRESS' and state = 'PENDING'
               do update set facts = excluded.facts, accountable = excluded.accountable
            """;

    private static final String DROP = """
            update notice n set state = 'OVERTAKEN', settled_at = $3
              from unnest($1::uuid[], $2::int[]) as row (c, b)
             where n.case_id = row.c and n.number < row.b and n.about = 'PROGRESS' and n.state = 'PENDING'
            """;

    /**
     * One customer's notices go out one after the other, in their order. What stands before one is asked for each by its
     * key, whatever PostgreSQL knows of the table: {@code offset 0} keeps it from joining all that wait with all that wait,
     * and {@code settled_at} instead of the state from reading the index of those that wait for each of them. It did both
     * for as long as its statistics came from a time when nothing waited.
     */
    private static final String CLAIM = """
            with due as (
                select n.case_id, n.number from notice n
                 where n.state in ('PENDING', 'SENDING') and n.due_at <= $1 and n.try_after <= clock_timestamp()
                   and not exists (
                       select 1 from notice e
                        where e.case_id = n.case_id and e.number < n.number
                          and e.settled_at is null and e.due_at <= $1
                       offset 0)
                 order by n.due_at limit $2
                   for update of n skip locked)
            update notice n
               set state = 'SENDING', attempts = n.attempts + 1, try_after = clock_timestamp() + $3 * interval '1 ms'
              from due left join followup_case c on c.case_id = due.case_id
             where n.case_id = due.case_id and n.number = due.number
            returning n.case_id, n.number, n.about, n.facts::text as facts, n.attempts, n.accountable::text as accountable,
                      c.customer_ref
            """;

    private static final String SETTLE = """
            update notice n
               set state = r.state, trouble = r.trouble, attempts = n.attempts - r.uncounted,
                   try_after = clock_timestamp() + r.pause * interval '1 ms',
                   settled_at = case when r.state = 'PENDING' then null else $7::timestamptz end
              from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::int[], $6::bigint[], $8::int[])
                   as r (case_id, number, state, trouble, uncounted, pause, attempts)
             where n.case_id = r.case_id and n.number = r.number and n.state = 'SENDING' and n.attempts = r.attempts
            returning n.case_id, n.number
            """;

    /** Puts a failed try of progress aside when a newer notice of progress waits already. */
    private static final String YIELD = """
            update notice n set state = 'OVERTAKEN', settled_at = $3
              from unnest($1::uuid[], $2::int[]) as row (c, no)
             where n.case_id = row.c and n.number = row.no and n.about = 'PROGRESS' and n.state = 'SENDING'
               and exists (select 1 from notice e
                            where e.case_id = n.case_id and e.about = 'PROGRESS' and e.state = 'PENDING')
            returning n.case_id, n.number
            """;

    private static final String COUNTS =
            "select count(*) as n from notice where state in ('PENDING', 'SENDING') and due_at <= suite_now()";

    /** Writes notices, in one statement. Of several notices of progress of one case only the last is written. */
    public Uni<Void> add(SqlConnection sql, List<Written> notices) {
        List<Written> rows = newestProgressOnly(notices);
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns = Tuple.tuple()
                .addValue(rows.stream().map(r -> r.caseId().value()).toArray(UUID[]::new))
                .addValue(rows.stream().map(r -> r.tell().number()).toArray(Integer[]::new))
                .addValue(Columns.texts(rows, r -> r.tell().about().name()))
                .addValue(Columns.texts(rows, r -> FileJson.write(r.tell().facts())))
                .addValue(Columns.times(rows, r -> r.tell().dueAt()))
                .addValue(Columns.texts(rows, r -> FileJson.write(r.accountable())));
        return sql.preparedQuery(ADD).execute(columns).replaceWithVoid();
    }

    private static List<Written> newestProgressOnly(List<Written> notices) {
        Map<CaseId, Written> progress = new LinkedHashMap<>();
        List<Written> rows = new ArrayList<>(notices.size());
        for (Written notice : notices) {
            if (notice.tell().about() == About.PROGRESS) {
                progress.merge(notice.caseId(), notice, (older, newer) -> newer);
            } else {
                rows.add(notice);
            }
        }
        rows.addAll(progress.values());
        return rows;
    }

    /** Overtakes progress that still waits. */
    public Uni<Void> drop(SqlConnection sql, List<Dropped> drops, Instant at) {
        if (drops.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns = Tuple.of(
                drops.stream().map(d -> d.caseId().value()).toArray(UUID[]::new),
                drops.stream().map(d -> d.drop().before()).toArray(Integer[]::new),
                Columns.utc(at));
        return sql.preparedQuery(DROP).execute(columns).replaceWithVoid();
    }

    /**
     * Takes on notices that are due. A sender that does not come back with a result within {@code lease} (wall time) has
     * lost them to the next: told twice is possible then, never is not.
     */
    public Uni<List<Claimed>> claim(SqlConnection sql, Instant at, int most, Duration lease) {
        return sql.preparedQuery(CLAIM)
                .execute(Tuple.of(Columns.utc(at), most, lease.toMillis()))
                .map(rows -> rows.stream().map(Notices::claimed).toList());
    }

    /** Records what became of tries; answers those that were still this sender's to report. */
    public Uni<Set<Key>> settle(SqlConnection sql, List<Tried> tries, Instant at) {
        List<Tried> again =
                tries.stream().filter(t -> t.state() == State.PENDING).toList();
        Uni<Set<Key>> yielded = again.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : sql.preparedQuery(YIELD)
                        .execute(Tuple.of(caseIds(again), numbers(again), Columns.utc(at)))
                        .map(rows -> keys(rows.stream().toList()));
        return yielded.flatMap(gone -> sql.preparedQuery(SETTLE)
                .execute(Tuple.tuple()
                        .addValue(caseIds(tries))
                        .addValue(numbers(tries))
                        .addValue(Columns.texts(tries, t -> t.state().name()))
                        .addValue(Columns.texts(tries, Tried::trouble))
                        .addValue(tries.stream().map(t -> t.counted() ? 0 : 1).toArray(Integer[]::new))
                        .addValue(Columns.numbers(tries, t -> t.pause().toMillis()))
                        .addValue(Columns.utc(at))
                        .addValue(
                                tries.stream().map(t -> t.claimed().attempts()).toArray(Integer[]::new)))
                .map(rows -> keys(rows.stream().toList())));
    }

    /** How many notices are due and have not reached their final state. */
    public Uni<Long> countDue(SqlClient sql) {
        return sql.preparedQuery(COUNTS)
                .execute()
                .map(rows -> rows.iterator().next().getLong("n"));
    }

    /** State by number of a case's notices. */
    public Uni<Map<Integer, String>> states(SqlClient sql, CaseId id) {
        return sql.preparedQuery("select number, state from notice where case_id = $1 order by number")
                .execute(Tuple.of(id.value()))
                .map(rows -> {
                    Map<Integer, String> states = new HashMap<>();
                    rows.forEach(row -> states.put(row.getInteger("number"), row.getString("state")));
                    return states;
                });
    }

    private static UUID[] caseIds(List<Tried> tries) {
        return tries.stream().map(t -> t.claimed().key().caseId().value()).toArray(UUID[]::new);
    }

    private static Integer[] numbers(List<Tried> tries) {
        return tries.stream().map(t -> t.claimed().key().number()).toArray(Integer[]::new);
    }

    private static Set<Key> keys(List<Row> rows) {
        Set<Key> keys = new HashSet<>();
        rows.forEach(row -> keys.add(key(row)));
        return keys;
    }

    private static Key key(Row row) {
        return new Key(new CaseId(row.getUUID("case_id")), row.getInteger("number"));
    }

    private static Claimed claimed(Row row) {
        String accountable = row.getString("accountable");
        return new Claimed(
                key(row),
                About.valueOf(row.getString("about")),
                FileJson.readFacts(row.getString("facts")),
                row.getInteger("attempts"),
                accountable == null ? null : FileJson.readAccountable(accountable),
                row.getString("customer_ref"));
    }
}
