package org.firstline.escalation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.DepartmentOrder;
import org.firstline.contracts.EscalationEvent.DeadlineBreached;
import org.firstline.contracts.EscalationEvent.DeadlineWarned;
import org.firstline.contracts.EscalationEvent.LadderStepTaken;
import org.firstline.contracts.Terms.DeadlineName;
import org.firstline.contracts.Terms.Grade;
import org.firstline.escalation.AnyEvents;
import org.firstline.escalation.Database;
import org.firstline.escalation.Post;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The watch, on the suite's own clock. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "escalation"))
class DeadlinesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    WorkOrderFlow flow;

    @Inject
    Pool orders;

    private final UUID caseId = UUID.randomUUID();
    private final UUID order = UUID.randomUUID();
    private final Post post = new Post("escalation.work-orders", "departments.access-network.work-orders");

    @AfterEach
    void close() {
        Database.resetClock();
        post.close();
    }

    @Test
    void an_unacknowledged_order_is_warned_breached_and_climbs_the_ladder_once_each() {
        escalate();

        Database.advance(Duration.ofMinutes(23));
        assertThat(post.ofCase(caseId, 3).getLast().event()).isInstanceOf(DeadlineWarned.class);
        Database.advance(Duration.ofMinutes(7));
        post.ofCase(caseId, 5);
        Database.advance(Duration.ofMinutes(15));
        post.ofCase(caseId, 6);
        Database.advance(Duration.ofHours(1));
        post.ofCase(caseId, 7);
        Database.advance(Duration.ofHours(4));

        assertThat(steps(8))
                .containsExactly(
                        "ACKNOWLEDGE warned",
                        "ACKNOWLEDGE breached",
                        "ACKNOWLEDGE 1 duty-person",
                        "ACKNOWLEDGE 2 team-lead",
                        "ACKNOWLEDGE 3 manager",
                        "ACKNOWLEDGE 4 director");
    }

    @Test
    void a_late_watch_takes_all_that_is_due_in_order() {
        escalate();

        Database.advance(Duration.ofDays(3));

        List<String> steps = steps(14);
        assertThat(steps).hasSize(12).doesNotHaveDuplicates();
        assertThat(steps.subList(0, 2)).containsExactly("ACKNOWLEDGE warned", "ACKNOWLEDGE breached");
        assertThat(steps.getLast()).isEqualTo("RESOLVE 4 director");
        assertThat(Database.ask("select next_due_at from work_order where id = '" + order + "'"))
                .isEqualTo("null");
    }

    @Test
    void an_acknowledged_order_is_not_escalated_for_its_acknowledgement() {
        escalate();
        answer(new DepartmentAnswer.Accepted(order, "an-1"));
        post.ofCase(caseId, 3);

        Database.advance(Duration.ofHours(7));
        post.ofCase(caseId, DeadlineWarned.class, 1);
        Database.advance(Duration.ofHours(2));

        List<DeadlineBreached> breached = post.ofCase(caseId, DeadlineBreached.class, 1);
        assertThat(breached).extracting(DeadlineBreached::deadline).containsExactly(DeadlineName.RESOLVE);
        assertThat(post.ofCase(caseId, LadderStepTaken.class, 2))
                .extracting(LadderStepTaken::deadline)
                .containsOnly(DeadlineName.RESOLVE);
    }

    @Test
    void a_deadline_is_never_early_and_not_a_moment_late() {
        DepartmentOrder.Submitted submitted = escalate();
        Instant warnAt = submitted
                .submittedAt()
                .plus(Duration.ofSeconds(1350))
                .truncatedTo(java.time.temporal.ChronoUnit.MILLIS);

        Database.stopAt(warnAt.minusMillis(1));
        flow.takeDue().await().atMost(PATIENCE);
        assertThat(Database.ask("select version from work_order where id = '" + order + "'"))
                .isEqualTo("1");
        Database.stopAt(warnAt);

        DeadlineWarned warned = post.ofCase(caseId, DeadlineWarned.class, 1).getFirst();
        assertThat(warned.warnedAt()).isEqualTo(warnAt);
        assertThat(warned.deadlineAt()).isEqualTo(submitted.acknowledgeDueAt());
    }

    @Test
    void many_that_are_due_at_once_are_all_taken_and_each_once() {
        List<UUID> orders =
                java.util.stream.Stream.generate(UUID::randomUUID).limit(60).toList();
        orders.forEach(
                each -> post.send("diagnosis.cases", caseId.toString(), AnyEvents.escalation(caseId, each, Grade.G1)));
        post.ofCase(caseId, 120);

        Database.advance(Duration.ofMinutes(12));

        List<DeadlineWarned> warned = post.ofCase(caseId, DeadlineWarned.class, 60);
        assertThat(warned).extracting(DeadlineWarned::workOrderId).containsExactlyInAnyOrderElementsOf(orders);
        assertThat(post.ofCase(caseId, 180))
                .extracting(Post.Said::sequence)
                .doesNotHaveDuplicates()
                .hasSize(180);
    }

    @Test
    void what_counts_millions_of_orders_takes_one_core_and_leaves_the_others_to_the_watch() {
        String workers = orders.query("show max_parallel_workers_per_gather")
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(PATIENCE);

        assertThat(workers).isEqualTo("0");
    }

    private DepartmentOrder.Submitted escalate() {
        post.send("diagnosis.cases", caseId.toString(), AnyEvents.escalation(caseId, order, Grade.G2));
        return post.ofCase(caseId, DepartmentOrder.Submitted.class, 1).getFirst();
    }

    private void answer(DepartmentAnswer answer) {
        post.send("departments.access-network.answers", order.toString(), answer);
    }

    private List<String> steps(int events) {
        return post.ofCase(caseId, events).stream()
                .map(Post.Said::event)
                .map(event -> switch (event) {
                    case DeadlineWarned e -> e.deadline() + " warned";
                    case DeadlineBreached e -> e.deadline() + " breached";
                    case LadderStepTaken e -> e.deadline() + " " + e.rung() + " " + e.calledUpon();
                    default -> "";
                })
                .filter(step -> !step.isEmpty())
                .toList();
    }
}
