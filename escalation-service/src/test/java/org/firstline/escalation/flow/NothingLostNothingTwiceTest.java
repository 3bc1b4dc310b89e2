package org.firstline.escalation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.DepartmentOrder;
import org.firstline.contracts.Terms.Grade;
import org.firstline.contracts.Terms.ReturnReason;
import org.firstline.escalation.AnyEvents;
import org.firstline.escalation.Database;
import org.firstline.escalation.Post;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Duplicates, what is stale, what comes too early, and a crash in the middle. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "escalation"))
class NothingLostNothingTwiceTest {

    private final UUID caseId = UUID.randomUUID();
    private final UUID order = UUID.randomUUID();
    private final Post post = new Post(
            "escalation.work-orders",
            "departments.access-network.work-orders",
            "departments.field-service.work-orders");

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    void a_doubled_escalation_opens_one_order() {
        var escalation = AnyEvents.escalation(caseId, order, Grade.G2);
        String id = post.send("diagnosis.cases", caseId.toString(), escalation);
        post.send("diagnosis.cases", caseId.toString(), id, Catalogue.typeOf(escalation), Catalogue.write(escalation));
        post.send("diagnosis.cases", caseId.toString(), escalation);
        UUID other = UUID.randomUUID();
        post.send("diagnosis.cases", caseId.toString(), AnyEvents.escalation(caseId, other, Grade.G2));

        List<Post.Said> story = post.ofCase(caseId, 4);

        assertThat(story).extracting(Post.Said::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(Database.count("work_order where case_id = '" + caseId + "'"))
                .isEqualTo(2);
    }

    @Test
    void an_answer_of_the_department_before_is_refused_and_counts_for_nothing() {
        escalate();
        answer(
                "access-network",
                new DepartmentAnswer.Returned(order, "a", ReturnReason.WRONG_DEPARTMENT, "field-service", null));
        post.ofCase(caseId, DepartmentOrder.Submitted.class, 2);
        answer("access-network", new DepartmentAnswer.Resolved(order, "a", "stale", null));
        Database.awaitCount("inbox where id = '" + last + "'", 1);
        answer("field-service", new DepartmentAnswer.Resolved(order, "f", "true-cause", null));

        List<Post.Said> story = post.ofCase(caseId, 8);

        assertThat(story)
                .extracting(said -> said.event().getClass().getSimpleName())
                .endsWith("WorkOrderAcknowledged", "WorkOrderResolved");
        assertThat(story).hasSize(8);
    }

    @Test
    void an_answer_before_its_order_is_held_and_then_taken() {
        answer("access-network", new DepartmentAnswer.Accepted(order, "a"));
        Database.awaitCount("held where waiting_for = 'work-order:" + order + "'", 1);

        post.send("diagnosis.cases", caseId.toString(), AnyEvents.escalation(caseId, order, Grade.G2));

        assertThat(post.ofCase(caseId, 3))
                .extracting(said -> said.event().getClass().getSimpleName())
                .containsExactly("WorkOrderOpened", "Submitted", "WorkOrderAcknowledged");
    }

    @Test
    void an_escalation_of_a_case_that_was_cancelled_before_opens_no_order() {
        String id = post.send("followup.cases", caseId.toString(), AnyEvents.cancelled(caseId));
        Database.awaitCount("inbox where id = '" + id + "'", 1);
        String late = post.send("diagnosis.cases", caseId.toString(), AnyEvents.escalation(caseId, order, Grade.G2));
        Database.awaitCount("inbox where id = '" + late + "'", 1);

        assertThat(Database.count("work_order where id = '" + order + "'")).isZero();
    }

    @Test
    void what_cannot_be_announced_is_not_saved_and_is_done_once_when_it_can() {
        Database.run("""
                create sequence tries;
                create function refuse_it() returns trigger language plpgsql as
                $$ begin perform nextval('tries'); raise exception using errcode = '57P03'; end $$;
                create trigger crash before insert on outbox for each row
                  when (new.aggregateid = '%s') execute function refuse_it();
                grant all on sequence tries to escalation
                """.formatted(caseId));
        try {
            post.send("diagnosis.cases", caseId.toString(), AnyEvents.escalation(caseId, order, Grade.G2));
            Database.awaitCount("tries where last_value >= 3", 1);
            assertThat(Database.count("work_order where id = '" + order + "'")).isZero();
            assertThat(Database.count("escalated_case where case_id = '" + caseId + "'"))
                    .isZero();
        } finally {
            Database.run("drop trigger crash on outbox; drop function refuse_it; drop sequence tries");
        }

        assertThat(post.ofCase(caseId, 2)).extracting(Post.Said::sequence).containsExactly(1L, 2L);
        assertThat(Database.count("work_order where id = '" + order + "'")).isEqualTo(1);
    }

    private String last = "";

    private void escalate() {
        post.send("diagnosis.cases", caseId.toString(), AnyEvents.escalation(caseId, order, Grade.G2));
        post.ofCase(caseId, 2);
    }

    private void answer(String department, DepartmentAnswer answer) {
        last = post.send("departments." + department + ".answers", order.toString(), answer);
    }
}
