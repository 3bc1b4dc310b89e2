package org.firstline.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was read of each table, by the database's own count ({@code pg_stat_user_tables}, {@code pg_statio_user_tables}).
 *
 * @param byTable from {@code schema.table} to its counts
 */
record Reads(Map<String, Count> byTable) {

    /**
     * One table's.
     *
     * @param wholeTable how often it was looked through from end to end
     * @param rowsOfWhole how many rows were met that way
     * @param blocks of it and of its indexes that were not in the server's own memory
     */
    record Count(long wholeTable, long rowsOfWhole, long blocks) {

        Count minus(Count earlier) {
            return new Count(
                    wholeTable - earlier.wholeTable, rowsOfWhole - earlier.rowsOfWhole, blocks - earlier.blocks);
        }
    }

    /** Since the database began to count. */
    static Reads now(Connection connection) throws SQLException {
        Map<String, Count> counts = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    select t.schemaname || '.' || t.relname, t.seq_scan, t.seq_tup_read,
                           coalesce(io.heap_blks_read, 0) + coalesce(io.idx_blks_read, 0)
                             + coalesce(io.toast_blks_read, 0) + coalesce(io.tidx_blks_read, 0)
                      from pg_stat_user_tables t join pg_statio_user_tables io using (relid)
                     where t.schemaname in ('intake', 'diagnosis', 'escalation', 'followup')
                       and t.relname not like 'flyway%'
                     order by 1
                    """)) {
            while (row.next()) {
                counts.put(row.getString(1), new Count(row.getLong(2), row.getLong(3), row.getLong(4)));
            }
        }
        return new Reads(counts);
    }

    Reads since(Reads earlier) {
        Map<String, Count> difference = new LinkedHashMap<>();
        byTable.forEach((table, count) ->
                difference.put(table, count.minus(earlier.byTable.getOrDefault(table, new Count(0, 0, 0)))));
        return new Reads(difference);
    }

    /** Blocks a case that were not in the server's own memory, all tables together. */
    double blocksPerCase(int cases) {
        return byTable.values().stream().mapToLong(Count::blocks).sum() / (double) cases;
    }
}
