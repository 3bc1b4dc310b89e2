package org.firstline.chaos.check;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.firstline.local.Login;
import org.firstline.local.RunningSuite;

/** Reads the tables of a suite that has come to rest, as the database's administrator, who sees every schema. */
final class Tables {

    /** The name of the checker's own sessions. */
    private static final String CHECKER = "firstline-checker";

    /** A transaction at work is open for milliseconds. */
    private static final int LONG_OPEN_SECONDS = 10;

    private static final String LOCKS = """
        select objid, objsubid, pid,
               classid::bigint = (hashtext('%1$s.relays')::bigint & 4294967295) as presence
          from pg_locks
         where locktype = 'advisory' and granted
           and database = (select oid from pg_database where datname = current_database())
           and classid::bigint in (hashtext('%1$s.relays')::bigint & 4294967295,
                                   hashtext('%1$s.outbox')::bigint & 4294967295)
        """;

    private static final String SESSIONS = """
        select pid, application_name, state, extract(epoch from clock_timestamp() - xact_start)::float8 as open, query
          from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
           and application_name <> '%s'
           and xact_start < clock_timestamp() - interval '%d seconds'
        """.formatted(CHECKER, LONG_OPEN_SECONDS);

    private static final String HEAPS = """
        select schemaname || '.' || relname, n_live_tup, n_dead_tup, pg_relation_size(relid) from pg_stat_user_tables
         where schemaname in ('intake', 'diagnosis', 'escalation', 'followup') order by 1
        """;

    private final RunningSuite suite;

    Tables(RunningSuite suite) {
        this.suite = suite;
    }

    /** Takes one row of an answer. */
    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @param relays by service, how many of its processes live */
    Rows read(Map<String, Integer> relays) throws SQLException {
        try (Connection connection = connect(suite)) {
            Map<String, Set<String>> inbox = new HashMap<>();
            List<Rows.DeadLetter> letters = new ArrayList<>();
            List<Rows.Parked> parked = new ArrayList<>();
            List<Rows.Lock> locks = new ArrayList<>();
            Map<String, Instant> now = new HashMap<>();
            Map<String, Double> ahead = new HashMap<>();
            for (String service : Types.SERVICES) {
                inbox.put(
                        service,
                        new HashSet<>(list(
                                connection,
                                "select source || '#' || id from " + service + ".inbox",
                                row -> row.getString(1))));
                letters.addAll(deadLetters(connection, service));
                parked.addAll(parked(connection, service));
                locks.addAll(list(connection, LOCKS.formatted(service), row -> lock(service, row)));
                list(
                        connection,
                        "set search_path = " + service + "; select suite_now()",
                        row -> now.put(
                                service, row.getObject(1, OffsetDateTime.class).toInstant()));
                list(
                        connection,
                        "select extract(epoch from (now() + ahead) - now())::float8 from " + service + ".suite_clock",
                        row -> ahead.put(service, row.getDouble(1)));
            }
            return new Rows(
                    contacts(connection),
                    story(connection),
                    notices(connection),
                    new HashSet<>(list(
                            connection,
                            "select subject from followup.task where kind = 'NOTICE_FAILED'",
                            row -> row.getString(1))),
                    letters,
                    parked,
                    inbox,
                    locks,
                    sessions(connection),
                    heaps(connection),
                    relays,
                    now,
                    ahead);
        }
    }

    /** A session of the checker's as the database's administrator. */
    static Connection connect(RunningSuite suite) throws SQLException {
        Login admin = suite.databaseAdmin();
        Properties settings = new Properties();
        settings.setProperty("user", admin.user());
        settings.setProperty("password", admin.password());
        settings.setProperty("ApplicationName", CHECKER);
        return DriverManager.getConnection(suite.jdbcUrl(), settings);
    }

    private static List<Rows.Contact> contacts(Connection connection) throws SQLException {
        return list(
                connection,
                "select id, platform, root_call_id, stage from intake.contact",
                row -> new Rows.Contact(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    private static List<Rows.Told> story(Connection connection) throws SQLException {
        return list(
                connection,
                "select case_id, publisher, number, type, data::text from followup.story",
                row -> new Rows.Told(
                        row.getString(1), row.getString(2), row.getLong(3), row.getString(4), row.getString(5)));
    }

    private static List<Rows.Notice> notices(Connection connection) throws SQLException {
        return list(
                connection,
                "set search_path = followup; select case_id, number, about, state, due_at <= suite_now() from notice",
                row -> new Rows.Notice(
                        row.getString(1), row.getInt(2), row.getString(3), row.getString(4), row.getBoolean(5)));
    }

    private static List<Rows.DeadLetter> deadLetters(Connection connection, String service) throws SQLException {
        return list(
                connection,
                "select topic, partition_no, position, key_hash, sha256, reason, state from " + service
                        + ".dead_letter",
                row -> new Rows.DeadLetter(
                        service,
                        row.getString(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)));
    }

    private static List<Rows.Parked> parked(Connection connection, String service) throws SQLException {
        return list(
                connection,
                "select topic, partition_no, position, key_hash from " + service + ".parked",
                row -> new Rows.Parked(service, row.getString(1), row.getInt(2), row.getLong(3), row.getString(4)));
    }

    private static Rows.Lock lock(String service, ResultSet row) throws SQLException {
        return new Rows.Lock(service, row.getBoolean("presence") ? -1 : row.getInt("objid"), row.getInt("pid"));
    }

    private static List<Rows.Session> sessions(Connection connection) throws SQLException {
        return list(
                connection,
                SESSIONS,
                row -> new Rows.Session(
                        row.getInt(1), row.getString(2), row.getString(3), row.getDouble(4), row.getString(5)));
    }

    /**
     * Counts anew first: a kill of the server loses its statistics. Where few pages hold what is dead, a vacuum would leave
     * their places to the indexes for another time, and counting finds them dead; so it is told to go through the indexes.
     */
    static List<Rows.Heap> heaps(Connection connection) throws SQLException {
        List<Rows.Heap> before = counted(connection, "analyze");
        Map<String, Long> stuck = new HashMap<>();
        counted(connection, "vacuum (index_cleanup on, analyze)").forEach(heap -> stuck.put(heap.table(), heap.dead()));
        return before.stream()
                .map(heap -> new Rows.Heap(
                        heap.table(), heap.live(), heap.dead(), stuck.getOrDefault(heap.table(), 0L), heap.bytes()))
                .toList();
    }

    private static List<Rows.Heap> counted(Connection connection, String how) throws SQLException {
        List<String> tables = list(connection, HEAPS, row -> row.getString(1));
        try (Statement statement = connection.createStatement()) {
            statement.execute(how + " " + String.join(", ", tables));
            statement.execute("select pg_stat_force_next_flush()");
        }
        return list(
                connection,
                HEAPS,
                row -> new Rows.Heap(row.getString(1), row.getLong(2), row.getLong(3), 0, row.getLong(4)));
    }

    private static <T> List<T> list(Connection connection, String sql, RowReader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            boolean hasRows = statement.execute(sql);
            while (!hasRows) {
                hasRows = statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
            }
        }
        return all;
    }
}
