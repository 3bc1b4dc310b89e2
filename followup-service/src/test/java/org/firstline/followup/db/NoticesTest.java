package org.firstline.followup.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.time.Duration;
import org.firstline.followup.Outside;
import org.firstline.local.EmbeddedStack;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Transaction;
import org.junit.jupiter.api.Test;

/** Notices in the real database. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "followup"))
@QuarkusTestResource(Outside.class)
class NoticesTest {

    private static final int WAITING = 600;

    /** Entries of the table and of its indexes that the transaction has looked at so far. */
    private static final String ROWS_READ = """
            select pg_stat_get_xact_tuples_returned('notice'::regclass)
                 + (select sum(pg_stat_get_xact_tuples_returned(indexrelid))
                      from pg_index where indrelid = 'notice'::regclass)::bigint
            """;

    @Inject
    PostOffice office;

    @Inject
    Notices notices;

    @Test
    void claiming_costs_what_waits_and_not_its_square_though_statistics_were_taken_when_nothing_waited() {
        RolledBack rolledBack =
                catchThrowableOfType(RolledBack.class, () -> office.transact(this::claimOfManyThatStatisticsDoNotKnow)
                        .await()
                        .atMost(Duration.ofMinutes(1)));

        assertThat(rolledBack.rowsRead).isBetween(50L, 10L * WAITING);
    }

    private Uni<Void> claimOfManyThatStatisticsDoNotKnow(Transaction transaction) {
        return run(transaction, "update notice set state = 'FAILED', settled_at = now() where settled_at is null")
                .flatMap(v -> run(transaction, "analyze notice"))
                .flatMap(v -> run(transaction, """
                        insert into notice (case_id, number, about, facts, due_at)
                        select gen_random_uuid(), 1, 'PROMISE', '{}', now() - interval '1 hour'
                          from generate_series(1, %d)""".formatted(WAITING)))
                .flatMap(v -> rowsRead(transaction))
                .flatMap(before -> notices.claim(transaction.sql(), transaction.at(), 50, Duration.ofMinutes(1))
                        .invoke(claimed -> assertThat(claimed).hasSize(50))
                        .flatMap(claimed -> rowsRead(transaction))
                        .map(after -> {
                            throw new RolledBack(after - before);
                        }));
    }

    private static Uni<RowSet<Row>> run(Transaction transaction, String sql) {
        return transaction.sql().query(sql).execute();
    }

    private static Uni<Long> rowsRead(Transaction transaction) {
        return run(transaction, ROWS_READ).map(rows -> rows.iterator().next().getLong(0));
    }

    /** Ends the transaction, so that the sender of this service finds nothing of it. */
    private static final class RolledBack extends RuntimeException {

        private final long rowsRead;

        RolledBack(long rowsRead) {
            this.rowsRead = rowsRead;
        }
    }
}
