package org.firstline.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.firstline.chaos.check.Promise;
import org.firstline.chaos.check.Unrest;
import org.firstline.chaos.load.Sender;
import org.firstline.local.Login;
import org.firstline.local.RunningSuite;

/**
 * Waits until every call has come out at the other end: all that was sent is answered, and every case closed. Departments
 * and dialers answer, so a case that stays open was forgotten on its way.
 */
final class Closing {

    /** Longer than any lease, time-out or pause after which the suite, a department or a dialer goes on. */
    private static final Duration WITHOUT_CHANGE = Duration.ofMinutes(3);

    private static final long LOOK_EVERY_NS = 500_000_000;

    private final RunningSuite suite;
    private final Sender sender;

    Closing(RunningSuite suite, Sender sender) {
        this.suite = suite;
        this.sender = sender;
    }

    /** @param trouble why nobody knows; empty where the database answers */
    private record Open(long sent, long cases, List<String> some, String trouble) {
        boolean isNothing() {
            return sent == 0 && cases == 0;
        }
    }

    /** Waits as long as there is change, at most so long; answers what is still open then. */
    List<Unrest> await(Duration atMost) {
        long begun = System.nanoTime();
        long changedAt = begun;
        Open before = new Open(-1, -1, List.of(), "");
        while (true) {
            Open now = look();
            if (now.isNothing()) {
                return List.of();
            }
            long nanos = System.nanoTime();
            if (!now.equals(before)) {
                before = now;
                changedAt = nanos;
            }
            if (nanos - changedAt > WITHOUT_CHANGE.toNanos() || nanos - begun > atMost.toNanos()) {
                return List.of(new Unrest(
                        Promise.P1,
                        "followup.followup_case",
                        "expected every case to be closed, found "
                                + (now.trouble().isEmpty() ? now.cases() + " open" : now.trouble()) + " and "
                                + now.sent() + " events without an answer, "
                                + Duration.ofNanos(nanos - begun).toSeconds() + " s after the load",
                        now.some()));
            }
            LockSupport.parkNanos(LOOK_EVERY_NS);
        }
    }

    private Open look() {
        Login admin = suite.databaseAdmin();
        try (Connection connection = DriverManager.getConnection(suite.jdbcUrl(), admin.user(), admin.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    with open as (select case_id as id from followup.followup_case where status = 'open'
                                  union select id from intake.contact where live)
                    select count(*), array(select id::text from open order by id limit %d) from open
                    """.formatted(Unrest.NAMED))) {
            row.next();
            return new Open(
                    sender.underWay(),
                    row.getLong(1),
                    List.of((String[]) row.getArray(2).getArray()),
                    "");
        } catch (SQLException e) {
            return new Open(sender.underWay(), -1, List.of(), "that the database does not answer: " + e.getMessage());
        }
    }
}
