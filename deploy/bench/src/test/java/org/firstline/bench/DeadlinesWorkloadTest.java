package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** On the services' own tables, made by their own migrations. */
class DeadlinesWorkloadTest {

    private static final UUID EARLIER = new UUID(1, 1);
    private static final UUID OURS = new UUID(2, 2);

    @Test
    void the_first_case_is_the_one_that_was_called_about_and_not_one_that_another_workload_has_left() throws Exception {
        try (OwnTables tables = OwnTables.empty();
                Connection database = OwnTables.connect()) {
            add(tables, EARLIER, "earlier", "resolved");
            assertThat(DeadlinesWorkload.waiting(database, "ours")).isEmpty();

            add(tables, OURS, "ours", "submitted");

            assertThat(DeadlinesWorkload.waiting(database, "ours")).containsExactly(OURS);
            assertThat(DeadlinesWorkload.waiting(database, "earlier")).isEmpty();
        }
    }

    private static void add(OwnTables tables, UUID id, String call, String state) throws SQLException, IOException {
        tables.execute("insert into intake.contact (id, platform, root_call_id, stage, data, created_at, updated_at,"
                + " sealed_words) values ('" + id + "', 'bench', '" + call + "', 'escalated', '{}', now(), now(), '')");
        tables.execute("insert into escalation.work_order (id, case_id, department, grade, service_line, region, state,"
                + " submission, revision, overdue, opened_at, updated_at, version, request, data) values"
                + " (gen_random_uuid(), '" + id + "', 'network', 'G2', 'BROADBAND', 'here', '" + state
                + "', 1, 1, false, now(), now(), 1, '{}', '{}')");
    }
}
