package org.firstline.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.firstline.chaos.check.Evidence;
import org.firstline.local.Login;
import org.firstline.local.RunningSuite;

/**
 * How much there is of what in the end.
 *
 * @param contacts calls that intake knows
 * @param orders work orders
 * @param closed cases that followup has closed
 * @param delivered notices that reached their customer
 * @param failed notices that did not, each with a task for a person
 * @param dead letters put aside
 * @param committed rows that were ever committed into an outbox
 * @param records on all topics
 */
record Counts(
        long contacts, long orders, long closed, long delivered, long failed, long dead, long committed, long records) {

    static Counts of(RunningSuite suite, Evidence seen) {
        Login admin = suite.databaseAdmin();
        try (Connection connection = DriverManager.getConnection(suite.jdbcUrl(), admin.user(), admin.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select (select count(*) from intake.contact),
                               (select count(*) from escalation.work_order),
                               (select count(*) from followup.followup_case where status = 'closed'),
                               (select count(*) from followup.notice where state = 'DELIVERED'),
                               (select count(*) from followup.notice where state = 'FAILED')
                        """)) {
            row.next();
            return new Counts(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    seen.rows().deadLetters().size(),
                    seen.written().size(),
                    seen.published().size());
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot count what is left", e);
        }
    }
}
