package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.firstline.local.EmbeddedStack;
import org.flowable.engine.HistoryService;
import org.flowable.engine.ManagementService;
import org.flowable.engine.history.HistoricActivityInstance;
import org.flowable.job.api.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerTest {

    private Peer peer;
    private ManagementService jobs;
    private HistoryService history;

    @BeforeEach
    void startPeer() throws SQLException {
        new EmbeddedStack().start();
        peer = Peer.start(EmbeddedStack.jdbcUrl(), EmbeddedStack.superuser());
        jobs = peer.engine().getManagementService();
        history = peer.engine().getHistoryService();
    }

    @AfterEach
    void stopPeer() throws SQLException {
        peer.close();
    }

    @Test
    void a_case_is_told_by_the_history_from_the_report_to_its_end() {
        String caseId = peer.report();
        peer.answer(caseId);
        peer.calledBack(caseId);

        var told = history.createHistoricProcessInstanceQuery()
                .processInstanceId(caseId)
                .includeProcessVariables()
                .singleResult();
        assertThat(told.getEndActivityId()).isEqualTo("closed");
        assertThat(told.getProcessVariables())
                .containsEntry("grade", "G2")
                .containsEntry("cause", "broadband.optical-signal-lost")
                .containsEntry("department", "access-network")
                .containsEntry("answer", "resolved")
                .containsEntry("outcome", "solved");
        assertThat(history.createHistoricActivityInstanceQuery()
                        .processInstanceId(caseId)
                        .list())
                .extracting(HistoricActivityInstance::getActivityId)
                .contains("reported", "triage", "diagnosis", "workOrder", "callback", "closed");
    }

    @Test
    void the_work_order_waits_with_two_deadlines_and_the_callback_with_one() {
        String caseId = peer.report();
        assertThat(deadlines(caseId)).containsExactlyInAnyOrder("acknowledgeBy", "resolveBy");

        peer.answer(caseId);
        assertThat(deadlines(caseId)).containsExactly("callBackBy");

        peer.calledBack(caseId);
        assertThat(deadlines(caseId)).isEmpty();
    }

    @Test
    void a_deadline_that_falls_due_is_acted_on() {
        // Or one of the engine's threads does what this test is about to do, at the same instant.
        peer.engine().getProcessEngineConfiguration().getAsyncExecutor().shutdown();
        String caseId = peer.report();
        Job acknowledge = jobs.createTimerJobQuery()
                .processInstanceId(caseId)
                .elementId("acknowledgeBy")
                .singleResult();

        jobs.moveTimerToExecutableJob(acknowledge.getId());
        jobs.executeJob(acknowledge.getId());

        assertThat(peer.engine().getRuntimeService().getVariable(caseId, "breached"))
                .isEqualTo("acknowledge");
        assertThat(deadlines(caseId)).containsExactly("resolveBy");
    }

    @Test
    void a_run_brings_every_case_that_it_counts_to_its_end() throws InterruptedException {
        Peer.Run run = peer.run(Duration.ofMillis(1));

        assertThat(run.cases()).isGreaterThanOrEqualTo(Peer.THREADS);
        assertThat(history.createHistoricProcessInstanceQuery().finished().count())
                .isEqualTo(run.cases());
        assertThat(peer.engine().getRuntimeService().createExecutionQuery().count())
                .isZero();
    }

    @Test
    void nothing_of_it_is_left_on_the_server() throws SQLException {
        assertThat(databases()).contains(Peer.DATABASE);

        peer.close();

        assertThat(databases()).doesNotContain(Peer.DATABASE);
    }

    private List<String> deadlines(String caseId) {
        return jobs.createTimerJobQuery().processInstanceId(caseId).list().stream()
                .map(Job::getElementId)
                .toList();
    }

    private static List<String> databases() throws SQLException {
        var admin = EmbeddedStack.superuser();
        try (var connection = DriverManager.getConnection(EmbeddedStack.jdbcUrl(), admin.user(), admin.password());
                var rows = connection.createStatement().executeQuery("select datname from pg_database")) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
