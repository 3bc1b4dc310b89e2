package org.firstline.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one place where transactions begin and end. Listeners hand it what came off a topic (see {@link Route}); flows ask
 * it for a transaction for a request or for what has fallen due.
 */
@ApplicationScoped
public class PostOffice {

    private static final String BEGIN_TIME =
            "select suite_now() as now, extract(epoch from ahead)::float8 as ahead, stopped_at from suite_clock";

    private final Pool pool;
    private final Outbox outbox;
    private final Relay relay;
    private final Trace trace;
    private final MeterRegistry metrics;
    private final PostSettings settings;
    private final PutAside aside;
    private final Map<String, Route<?>> routes = new ConcurrentHashMap<>();

    PostOffice(Pool pool, Outbox outbox, Relay relay, Trace trace, MeterRegistry metrics, PostSettings settings) {
        this.pool = pool;
        this.outbox = outbox;
        this.relay = relay;
        this.trace = trace;
        this.metrics = metrics;
        this.settings = settings;
        this.aside = new PutAside(settings.service(), Seal.ofBase64(settings.sealKey()));
    }

    /**
     * Opens a route from a topic to a flow. Its name is kept with what is put aside, so it must stay the same.
     *
     * @param name of the route, such as {@code diagnosis.cases}
     */
    public <I> Route<I> route(String name, Reader<I> reader, Work<I> work) {
        Route<I> route = new Route<>(name, reader, work, this);
        if (routes.putIfAbsent(name, route) != null) {
            throw new IllegalStateException("expected one route named " + name + ", found a second");
        }
        return route;
    }

    /**
     * Runs work in a transaction: all of it or nothing. A deadlock is tried again; any other failure comes out as it is.
     * The outbox is told once it is committed.
     */
    public <T> Uni<T> transact(Function<Transaction, Uni<T>> work) {
        return pool.<T>withTransaction(sql -> begin(sql).flatMap(transaction -> work.apply(transaction)))
                .onFailure(Faults::isWorthRetryingAtOnce)
                .retry()
                .withBackOff(Duration.ofMillis(5), Duration.ofMillis(200))
                .atMost(20)
                .invoke(relay::wake);
    }

    private static Uni<Transaction> begin(SqlConnection sql) {
        return sql.preparedQuery(BEGIN_TIME).execute().map(rows -> {
            Row row = rows.iterator().next();
            OffsetDateTime stopped = row.getOffsetDateTime("stopped_at");
            return new Transaction(
                    sql,
                    row.getOffsetDateTime("now").toInstant(),
                    Duration.ofNanos(Math.round(row.getDouble("ahead") * 1e9)),
                    stopped == null ? null : stopped.toInstant());
        });
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

    Uni<Void> announce(Transaction transaction, List<Announcement> announcements) {
        return outbox.add(transaction, announcements);
    }

    PutAside aside() {
        return aside;
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
     * @param key the header's value
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
                .execute(Tuple.of(principal, key, fingerprint, resource))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    if (!row.getString(0).equals(fingerprint)) {
                        throw new KeyReused(key);
                    }
                    return row.getString(1);
                });
    }

    /** Forgets what is old enough that it cannot come again; at most 10,000 rows each. Answers whether there is more. */
    Uni<Boolean> forget() {
        String statement = """
                with old as (select ctid from %1$s where received_at < now() - $1::interval limit 10000)
                delete from %1$s where ctid in (select ctid from old)
                """;
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("inbox", statement.formatted("inbox"));
        tables.put("http_request", statement.formatted("http_request"));
        Tuple age = Tuple.of(io.vertx.pgclient.data.Interval.of()
                .seconds((int) settings.rememberFor().toSeconds()));
        return pool.preparedQuery(tables.get("inbox")).execute(age).flatMap(inbox -> pool.preparedQuery(
                        tables.get("http_request"))
                .execute(age)
                .map(requests -> inbox.rowCount() + requests.rowCount() >= 10_000));
    }
}
