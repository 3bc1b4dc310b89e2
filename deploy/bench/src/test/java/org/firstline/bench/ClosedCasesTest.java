package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the services' own tables, made by their own migrations. */
class ClosedCasesTest {

    private static final int CASES = 30;

    private OwnTables tables;

    @BeforeEach
    void closeSomeCases() throws SQLException, IOException {
        tables = OwnTables.empty();
        tables.execute("create temporary table made as select gen_random_uuid() as id, n,"
                + " 'cust-' || substr(md5(n::text), 1, 24) as customer from generate_series(1, " + CASES + ") n");
        tables.execute(
                "insert into intake.customer (customer_ref, wrapped_key) select customer, sha256(customer::bytea) from"
                        + " made");
        tables.execute(
                "insert into intake.contact (id, platform, root_call_id, customer_ref, caller_index, stage, data,"
                        + " closed, created_at, updated_at, sealed_words) select id, 'test', 'call-' || n, customer,"
                        + " sha256(id::text::bytea), 'triaged', jsonb_build_object('customer', customer, 'contact', id),"
                        + " true, now(), now(), sha256('words') from made");
        tables.execute("insert into diagnosis.diagnosis (case_id, state, data, updated_at)"
                + " select id, 'ENDED', jsonb_build_object('case', id), now() from made");
        tables.execute("insert into followup.followup_case (case_id, status, phase, data, customer_ref, opened_at)"
                + " select id, 'closed', 'closed', jsonb_build_object('id', id), customer, now() from made");
        tables.execute("insert into followup.story (case_id, publisher, number, type, at, causation_id, data)"
                + " select id, 'intake', k, 'opened', now(), '/firstline/intake#' || id || ':' || k,"
                + " jsonb_build_object('caseId', id) from made, generate_series(1, 3) k");
        tables.execute(
                "insert into followup.inbox (said_at, source, id) select now(), '/firstline/intake', id || ':1' from made");
    }

    @AfterEach
    void disconnect() throws SQLException {
        tables.close();
    }

    @Test
    void each_table_holds_as_many_rows_a_case_as_before() throws Exception {
        List<String> before = tables.found("select count(*) from intake.desk");

        ClosedCases.Made made = fill(300);

        assertThat(made.cases()).isEqualTo(300);
        assertThat(made.rows())
                .containsOnlyKeys(
                        "diagnosis.diagnosis",
                        "followup.followup_case",
                        "followup.inbox",
                        "followup.story",
                        "intake.contact",
                        "intake.customer")
                .containsEntry("followup.followup_case", 300L)
                .containsEntry("followup.story", 900L)
                .containsEntry("intake.customer", 300L);
        assertThat(tables.found("select count(*) from intake.desk")).isEqualTo(before);
    }

    @Test
    void what_belonged_together_belongs_together_in_every_copy() throws Exception {
        fill(300);

        assertThat(tables.found("select count(distinct c.id) from intake.contact c"
                        + " join intake.customer u using (customer_ref)"
                        + " join diagnosis.diagnosis d on d.case_id = c.id and d.data ->> 'case' = c.id::text"
                        + " join followup.followup_case f on f.case_id = c.id and f.customer_ref = c.customer_ref"
                        + " join followup.story s on s.case_id = c.id and s.number = 2"
                        + "  and s.causation_id = '/firstline/intake#' || c.id || ':2'"
                        + " join followup.inbox i on i.id = c.id || ':1'"
                        + " where c.data ->> 'contact' = c.id::text and c.data ->> 'customer' = c.customer_ref"))
                .containsExactly("300");
    }

    @Test
    void what_is_sealed_stays_and_what_is_searched_for_by_a_hash_differs() throws Exception {
        fill(300);

        assertThat(tables.found(
                        "select count(distinct sealed_words), count(distinct caller_index) from intake.contact"))
                .containsExactly("1 300");
    }

    @Test
    void indexes_and_constraints_are_those_of_the_product() throws Exception {
        String indexes = "select indexdef from pg_indexes where schemaname in ('intake', 'diagnosis', 'escalation',"
                + " 'followup') order by 1";
        String constraints = "select conrelid::regclass, conname, pg_get_constraintdef(oid) from pg_constraint where"
                + " contype in ('p', 'u') and connamespace::regnamespace::text in ('intake', 'followup') order by 1, 2";
        List<String> indexesBefore = tables.found(indexes);
        List<String> constraintsBefore = tables.found(constraints);

        fill(60);

        assertThat(tables.found(indexes)).isEqualTo(indexesBefore);
        assertThat(tables.found(constraints)).isEqualTo(constraintsBefore);
        assertThat(tables.found("select distinct tableowner from pg_tables where schemaname = 'followup'"))
                .containsExactly("followup");
    }

    @Test
    void an_inbox_has_forgotten_what_is_older_than_it_remembers() throws Exception {
        ClosedCases.like(OwnTables::connect).fill(300, Duration.ofDays(20), Duration.ofDays(8));

        assertThat(tables.found("select count(*) from followup.followup_case")).containsExactly("300");
        assertThat(tables.found("select count(*), count(*) filter (where received_at < now() - interval '8 days')"
                        + " from followup.inbox"))
                .containsExactly(4 * CASES + " 0");
        assertThat(tables.found(
                        "select count(*) from followup.followup_case where opened_at < now() - interval '17 days'"))
                .containsExactly(Integer.toString(CASES));
    }

    private static ClosedCases.Made fill(long cases) throws SQLException, InterruptedException {
        return ClosedCases.like(OwnTables::connect).fill(cases, Duration.ofDays(7), Duration.ofDays(8));
    }
}
