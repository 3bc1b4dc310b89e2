package org.firstline.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the database did in all, by its own count: what a case costs it beside the rows.
 *
 * @param commits of transactions, those that only read among them
 * @param walBytes written to the log that makes commits last
 * @param walSyncs times it made the disk keep that log
 */
record DatabaseWork(long commits, long walBytes, long walSyncs) {

    /** Since the server began to count. */
    static DatabaseWork now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select (select xact_commit from pg_stat_database where datname = current_database()),
                               (select wal_bytes::bigint from pg_stat_wal),
                               (select coalesce(sum(fsyncs), 0)::bigint from pg_stat_io where object = 'wal')
                        """)) {
            row.next();
            return new DatabaseWork(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    DatabaseWork since(DatabaseWork earlier) {
        return new DatabaseWork(commits - earlier.commits, walBytes - earlier.walBytes, walSyncs - earlier.walSyncs);
    }
}
