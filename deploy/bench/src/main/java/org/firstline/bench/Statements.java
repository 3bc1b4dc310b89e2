package org.firstline.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firstline.local.Suite;

/**
 * What each of the services' statements cost the database, by its own count ({@code pg_stat_statements}); empty where the
 * server does not come with that.
 *
 * @param byId from the service and the server's number of the statement, the same on every server, to its cost
 */
record Statements(Map<String, Cost> byId) {

    private static final String MODULE = "pg_stat_statements";

    private static final String COSTS = """
        select r.rolname || ' ' || s.queryid, min(r.rolname || ': ' || regexp_replace(s.query, '\\s+', ' ', 'g')),
               sum(s.calls)::bigint, sum(s.total_exec_time), sum(s.shared_blks_read)::bigint, sum(s.wal_bytes)::bigint
          from bench_statements.pg_stat_statements s join pg_roles r on r.oid = s.userid
         where r.rolname in ('intake', 'diagnosis', 'escalation', 'followup')
         group by 1
        """;

    /**
     * One statement's.
     *
     * @param text the service and the statement, in one line; constants in it may or may not have been replaced
     * @param ms of execution, in all
     * @param blocksRead that were not in the server's own memory
     */
    record Cost(String text, long calls, double ms, long blocksRead, long walBytes) {}

    /** How much more one statement costs a case. */
    record Growth(String text, double callsPerCase, double msPerCaseBefore, double msPerCaseAfter) {

        double msMore() {
            return msPerCaseAfter - msPerCaseBefore;
        }
    }

    /** Has the server count from now on; it is started anew for that. */
    static void beginToCount(Ground ground) throws SQLException {
        try (Connection connection = ground.database();
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "select count(*) from pg_available_extensions where name = '" + MODULE + "'")) {
                row.next();
                if (row.getInt(1) == 0) {
                    return;
                }
            }
            statement.execute("alter system set shared_preload_libraries = '" + MODULE + "'");
        }
        ground.suite().takeAway(Suite.POSTGRES);
        ground.suite().bringBack(Suite.POSTGRES);
        ground.suite().awaitReady(Duration.ofMinutes(3));
        try (Connection connection = ground.database();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists bench_statements");
            statement.execute("create extension if not exists " + MODULE + " schema bench_statements");
        }
    }

    /** What was counted since {@link #reset}. */
    static Statements now(Connection connection) throws SQLException {
        Map<String, Cost> costs = new LinkedHashMap<>();
        if (isCounting(connection)) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(COSTS)) {
                while (row.next()) {
                    costs.put(
                            row.getString(1),
                            new Cost(
                                    row.getString(2),
                                    row.getLong(3),
                                    row.getDouble(4),
                                    row.getLong(5),
                                    row.getLong(6)));
                }
            }
        }
        return new Statements(costs);
    }

    static void reset(Connection connection) throws SQLException {
        if (isCounting(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select bench_statements.pg_stat_statements_reset()");
            }
        }
    }

    private static boolean isCounting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regclass('bench_statements." + MODULE + "')")) {
            row.next();
            return row.getString(1) != null;
        }
    }

    /** Milliseconds of execution a case, all statements together. */
    double msPerCase(int cases) {
        return byId.values().stream().mapToDouble(Cost::ms).sum() / cases;
    }

    /**
     * The statements that cost a case most more than they did.
     *
     * @param cases that these were counted over
     * @param before those of the other side
     * @param casesBefore that those were counted over
     * @param most how many
     */
    List<Growth> growth(int cases, Statements before, int casesBefore, int most) {
        Cost none = new Cost("", 0, 0, 0, 0);
        return byId.entrySet().stream()
                .map(one -> new Growth(
                        one.getValue().text(),
                        one.getValue().calls() / (double) cases,
                        before.byId.getOrDefault(one.getKey(), none).ms() / casesBefore,
                        one.getValue().ms() / cases))
                .sorted(Comparator.comparingDouble(Growth::msMore).reversed())
                .limit(most)
                .toList();
    }
}
