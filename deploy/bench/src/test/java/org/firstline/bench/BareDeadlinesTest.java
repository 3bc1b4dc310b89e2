package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On escalation's own tables, made by its own migrations. */
class BareDeadlinesTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    private OwnTables tables;

    @BeforeEach
    void someOrders() throws SQLException, IOException {
        tables = OwnTables.empty();
        tables.execute("create temporary table made as select gen_random_uuid() as id, gen_random_uuid() as order_id"
                + " from generate_series(1, 30)");
        tables.execute("insert into escalation.escalated_case (case_id, sequence) select id, 1 from made");
        tables.execute("insert into escalation.work_order (id, case_id, department, grade, service_line, region, state,"
                + " submission, revision, overdue, next_due_at, next_due_what, opened_at, updated_at, version, request,"
                + " data) select order_id, id, 'network', 'G2', 'BROADBAND', 'here', 'submitted', 1, 1, false, now(),"
                + " 'ACKNOWLEDGE breach', now(), now(), 1, '{}', '{}' from made");
    }

    @AfterEach
    void disconnect() throws SQLException {
        tables.close();
    }

    @Test
    void deadlines_are_written_at_some_rate_and_the_suites_own_tables_stay_as_they_were() throws Exception {
        List<String> before = state();

        BareClient.Result result = new BareDeadlines(OwnTables::connect, 30, 2).measure(SHORT, SHORT);

        assertThat(result.perSecond()).isPositive();
        assertThat(result.connections()).isBetween(1, 2);
        assertThat(state()).isEqualTo(before);
        assertThat(tables.found("select count(*) from escalation.outbox")).containsExactly("0");
        assertThat(tables.found("select count(*) from pg_namespace where nspname = 'bench_deadlines'"))
                .containsExactly("0");
    }

    @Test
    void fewer_orders_than_connections_are_shared_out_all_the_same() throws Exception {
        assertThat(new BareDeadlines(OwnTables::connect, 1, 1)
                        .measure(SHORT, SHORT)
                        .perSecond())
                .isPositive();
    }

    @Test
    void what_one_connection_changes_no_other_does() {
        List<Integer> all = List.of(1, 2, 3, 4, 5);

        assertThat(BareDeadlines.share(all, 0, 2)).containsExactly(1, 3, 5);
        assertThat(BareDeadlines.share(all, 1, 2)).containsExactly(2, 4);
        assertThat(BareDeadlines.share(all, 0, 1)).isEqualTo(all);
        assertThat(BareDeadlines.share(List.of(1), 1, 2)).isEmpty();
    }

    @Test
    void an_order_whose_case_is_not_there_is_no_result() throws Exception {
        tables.execute("delete from escalation.escalated_case");

        assertThatIllegalStateException()
                .isThrownBy(() -> new BareDeadlines(OwnTables::connect, 30, 2).measure(SHORT, SHORT))
                .withMessageContaining("expected 30 orders and cases to change, found that 0 did");
    }

    private List<String> state() throws SQLException {
        return tables.found(
                "select w.*, c.* from escalation.work_order w join escalation.escalated_case c using (case_id)"
                        + " order by w.id");
    }
}
