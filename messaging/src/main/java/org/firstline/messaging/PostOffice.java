package org.firstline.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one place where transactions begin and end. Listeners hand it what came off a topic (see {@link Route}); flows ask
 * it for a transaction for a request or for what has fallen due.
 */
@ApplicationScoped
public class PostOffice {

    /** One statement for what every transaction needs to know; a month ahead is as long as it is today. */
    private static final String BEGIN = """
            select suite_now() as now, extract(epoch from (now() + ahead) - now())::float8 as ahead, stopped_at,
                   exists (select from dead_letter where state = 'open') as letters_open
              from suite_clock
            """;

    private static final int MOST_FORGOTTEN = 10_000;

    private static final String FORGET = """
            with old as (select ctid from %1$s where %2$s limit 10000)
            delete from %1$s where ctid in (select ctid from old)
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final Relay relay;
    private final Trace trace;
    private final MeterRegistry metrics;
    private final PostSettings settings;
    private final PutAside aside;
    private final Held held;
    private final Map<String, Route<?>> routes = new ConcurrentHashMap<>();
    private final Map<Work<?>, Tray<?>> trays = Collections.synchronizedMap(new IdentityHashMap<>());

    PostOffice(Pool pool, Outbox outbox, Relay relay, Trace trace, MeterRegistry metrics, PostSettings settings) {
        this.pool = pool;
        this.outbox = outbox;
        this.relay = relay;
        this.trace = trace;
        this.metrics = metrics;
        this.settings = settings;
        Seal seal = Seal.ofBase64(settings.sealKey());
        this.aside = new PutAside(settings.service(), seal);
        this.held = new Held(this, seal);
    }

    /**
     * Opens a route from a topic to a flow. Its name is kept with what is put aside, so it must stay the same. Routes to
     * the same flow (the same object) work in common batches.
     *
     * @param name of the route, such as {@code diagnosis.cases}
     */
    public <I> Route<I> route(String name, Reader<I> reader, Work<I> work) {
        return route(name, reader, Ahead.nothing(), work);
    }

    /** As {@link #route(String, Reader, Work)}, asking the outside world before each batch's transaction. */
    public <I> Route<I> route(String name, Reader<I> reader, Ahead<I> ahead, Work<I> work) {
        Route<I> route = new Route<>(name, reader, ahead, tray(work), this);
        if (routes.putIfAbsent(name, route) != null) {
            throw new IllegalStateException("expected one route named " + name + ", found a second");
        }
        return route;
    }

    /** The same work is the same object, so its tray takes what it takes. */
    @SuppressWarnings("unchecked")
    private <I> Tray<I> tray(Work<I> work) {
        return (Tray<I>) trays.computeIfAbsent(work, one -> new Tray<>(work, this));
    }

    /**
     * Runs work in a transaction: all of it or nothing. A deadlock is tried again; any other failure comes out as it is.
     * The outbox is told once it is committed.
     */
    public <T extends @Nullable Object> Uni<T> transact(Function<Transaction, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> attempt(work))
                .onFailure(Faults::isWorthRetryingAtOnce)
                .retry()
                .withBackOff(Duration.ofMillis(5), Duration.ofMillis(200))
                .atMost(20)
                .invoke(relay::wake);
    }

    private <T extends @Nullable Object> Uni<T> attempt(Function<Transaction, Uni<T>> work) {
        List<Runnable> afterwards = new ArrayList<>();
        return pool.withConnection(sql -> attempt(sql, work, afterwards))
                .invoke(() -> afterwards.forEach(Runnable::run));
    }

    /** What begins a transaction and what it has to know are sent one behind the other, in one way to the database. */
    private static <T extends @Nullable Object> Uni<T> attempt(
            SqlConnection sql, Function<Transaction, Uni<T>> work, List<Runnable> afterwards) {
        Uni<io.vertx.mutiny.sqlclient.Transaction> begun = sql.begin().memoize().indefinitely();
        return Uni.combine()
                .all()
                .unis(begun, sql.preparedQuery(BEGIN).execute())
                .with((opened, rows) -> transaction(sql, rows, afterwards))
                .flatMap(work::apply)
                .onItemOrFailure()
                .transformToUni((result, failure) -> failure == null
                        ? begun.flatMap(opened -> opened.commit()).replaceWith(result)
                        : begun.flatMap(opened -> opened.rollback())
                                .onFailure()
                                .recoverWithNull()
                                .flatMap(undone -> Uni.createFrom().failure(failure)));
    }

    private static Transaction transaction(SqlConnection sql, RowSet<Row> rows, List<Runnable> afterwards) {
        Row row = rows.iterator().next();
        OffsetDateTime stopped = row.getOffsetDateTime("stopped_at");
        return new Transaction(
                sql,
                row.getOffsetDateTime("now").toInstant(),
                Duration.ofNanos(Math.round(row.getDouble("ahead") * 1e9)),
                stopped == null ? null : stopped.toInstant(),
                row.getBoolean("letters_open"),
                afterwards);
    }

    /**
     * Whether anything is due in a table.
     *
     * @param table whose {@code next_due_at} says when, with an index on it
     */
    public Uni<Boolean> isAnyDue(String table) {
        // As a subquery, the time is asked for once and the index can be used.
        return isAny("select exists (select from " + table + " where next_due_at <= (select suite_now()))");
    }

    /**
     * Asks outside a transaction.
     *
     * @param any a query whose only value is the answer
     */
    public Uni<Boolean> isAny(String any) {
        return pool.preparedQuery(any)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Suite time now, for what is read outside a transaction. */
    public Uni<Instant> now() {
        return pool.query("select suite_now()")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
    }

    /** A connection for reading only. */
    public Pool reading() {
        return pool;
    }

    Uni<PutAside.Buried> bury(Transaction transaction, String route, Parcel parcel, String reason, boolean admitted) {
        return aside.bury(transaction, outbox, route, parcel, reason, admitted);
    }

    /**
     * Works on the events that were held for what has come into being now. A {@link Route} does this by itself for what
     * its flow reports as arrived; a flow that a request or the clock started calls it before its transaction ends.
     *
     * @param arrived the words by which events may be waiting for it, as in {@link Taken#arrived()}
     */
    public Uni<Void> release(Transaction transaction, Set<String> arrived) {
        Tally tally = new Tally();
        return held.release(transaction, arrived, 0, tally, false).invoke(() -> tally.count(this));
    }

    PutAside aside() {
        return aside;
    }

    Held held() {
        return held;
    }

    Set<String> routes() {
        return Set.copyOf(routes.keySet());
    }

    Trace trace() {
        return trace;
    }

    @Nullable
    Route<?> routeNamed(String name) {
        return routes.get(name);
    }

    void count(String metric, String route, int times) {
        if (times > 0) {
            metrics.counter(metric, "route", route).increment(times);
        }
    }

    /**
     * Remembers a creating request by its Idempotency-Key.
     *
     * @param principal who asks; keys of different principals do not meet
     * @param key the header's value; kept as a hash, for a caller may have made it of a customer's number
     * @param fingerprint hash of what is asked, so that a key used for something else is noticed
     * @param resource what this request will have created
     * @return the resource that an earlier request with this key created, or {@code resource} itself when it is the first
     * @throws KeyReused when the key was used for a different request
     */
    public Uni<String> once(
            Transaction transaction, String principal, String key, String fingerprint, String resource) {
        return transaction
                .sql()
                .preparedQuery("""
                        insert into http_request (principal, key, fingerprint, resource) values ($1, $2, $3, $4)
                        on conflict (principal, key) do update set key = excluded.key
                        returning fingerprint, resource
                        """)
                .execute(Tuple.of(principal, hash(key), fingerprint, resource))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    if (!row.getString(0).equals(fingerprint)) {
                        throw new KeyReused(key);
                    }
                    return row.getString(1);
                });
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 to be there", e);
        }
    }

    /**
     * Forgets what is old enough that it cannot come again, and dead letters that were settled that long ago; at most
     * 10,000 rows each. Answers whether there is more.
     */
    Uni<Boolean> forget() {
        Tuple age = Tuple.of(io.vertx.pgclient.data.Interval.of()
                .seconds(Math.toIntExact(settings.rememberFor().toSeconds())));
        return Multi.createFrom()
                .items(
                        FORGET.formatted("inbox", "received_at < now() - $1::interval"),
                        FORGET.formatted("inbox_before", "received_at < now() - $1::interval"),
                        FORGET.formatted("http_request", "received_at < now() - $1::interval"),
                        FORGET.formatted("dead_letter", "state <> 'open' and settled_at < suite_now() - $1::interval"))
                .onItem()
                .transformToUniAndConcatenate(
                        statement -> pool.preparedQuery(statement).execute(age).map(RowSet::rowCount))
                .collect()
                .asList()
                .map(counts -> counts.stream().anyMatch(count -> count >= MOST_FORGOTTEN));
    }
}
