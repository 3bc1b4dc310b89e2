package org.firstline.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

/** On a real database. */
class TablesTest {

    @Test
    void the_rows_of_a_transaction_that_was_rolled_back_are_dead_and_not_held_back() throws Exception {
        new EmbeddedStack().start();
        try (Connection writer = connect();
                Statement statement = writer.createStatement()) {
            statement.execute("create schema if not exists intake");
            statement.execute("create table intake.rolled_back (id text primary key) with (autovacuum_enabled = off)");
            statement.execute("insert into intake.rolled_back select 'a' || n from generate_series(1, 80000) n");
            writer.setAutoCommit(false);
            statement.execute("insert into intake.rolled_back select 'b' || n from generate_series(1, 1000) n");
            writer.rollback();
            writer.setAutoCommit(true);
            statement.execute("insert into intake.rolled_back select 'c' || n from generate_series(1, 80000) n");
        }
        // Another one counts, as in a run: what a connection has written itself is added to what it has counted.
        try (Connection checker = connect();
                Statement statement = checker.createStatement()) {
            Rows.Heap heap = Tables.heaps(checker).stream()
                    .filter(one -> one.is("rolled_back"))
                    .findFirst()
                    .orElseThrow();

            assertThat(heap.live()).isEqualTo(160_000);
            assertThat(heap.dead()).isEqualTo(1_000);
            assertThat(heap.stuck()).isZero();
            statement.execute("drop table intake.rolled_back");
        }
    }

    private static Connection connect() throws SQLException {
        var admin = EmbeddedStack.superuser();
        return DriverManager.getConnection(EmbeddedStack.jdbcUrl(), admin.user(), admin.password());
    }
}
