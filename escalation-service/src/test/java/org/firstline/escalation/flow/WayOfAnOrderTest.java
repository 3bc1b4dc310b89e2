package org.firstline.escalation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.DepartmentOrder;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.Terms.Grade;
import org.firstline.contracts.Terms.NextStep;
import org.firstline.contracts.Terms.OwnerKind;
import org.firstline.contracts.Terms.ReturnReason;
import org.firstline.escalation.AnyEvents;
import org.firstline.escalation.Post;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way of an order, by events alone, on the real broker and database. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "escalation"))
class WayOfAnOrderTest {

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
    void an_escalation_becomes_an_order_that_is_acknowledged_and_resolved() {
        escalate();
        answer("access-network", new DepartmentAnswer.Accepted(order, "an-17"));
        answer(
                "access-network",
                new DepartmentAnswer.Resolved(order, "an-17", "access.fibre-break", "重熔接 13812345678"));

        List<Post.Said> story = post.ofCase(caseId, 4);

        assertThat(story)
                .extracting(said -> said.event().getClass().getSimpleName())
                .containsExactly("WorkOrderOpened", "Submitted", "WorkOrderAcknowledged", "WorkOrderResolved");
        assertThat(story).extracting(Post.Said::sequence).containsExactly(1L, 2L, 3L, 4L);
        var submitted = (DepartmentOrder.Submitted) story.get(1).event();
        assertThat(submitted.symptom().text()).isEqualTo("光猫闪红灯");
        var resolved = (EscalationEvent.WorkOrderResolved) story.get(3).event();
        assertThat(resolved.solution()).isEqualTo("重熔接 ***");
        assertThat(resolved.accountability().owner()).isEqualTo(OwnerKind.FOLLOW_UP);
        assertThat(resolved.accountability().nextStep()).isEqualTo(NextStep.CALL_BACK);
    }

    @Test
    void an_order_of_the_wrong_department_goes_on_to_the_right_one_and_then_to_a_person() {
        escalate();
        answer(
                "access-network",
                new DepartmentAnswer.Returned(order, "an-17", ReturnReason.WRONG_DEPARTMENT, "field-service", null));
        post.ofCase(caseId, DepartmentOrder.Submitted.class, 2);
        answer(
                "field-service",
                new DepartmentAnswer.Returned(order, "fs-3", ReturnReason.WRONG_DEPARTMENT, "access-network", null));

        List<Post.Said> story = post.ofCase(caseId, 7);

        assertThat(story)
                .extracting(said -> said.topic() + " " + said.event().getClass().getSimpleName())
                .containsExactly(
                        "escalation.work-orders WorkOrderOpened",
                        "departments.access-network.work-orders Submitted",
                        "escalation.work-orders WorkOrderReturned",
                        "departments.access-network.work-orders Withdrawn",
                        "escalation.work-orders WorkOrderOpened",
                        "departments.field-service.work-orders Submitted",
                        "escalation.work-orders WorkOrderReturned");
        var last = (EscalationEvent.WorkOrderReturned) story.getLast().event();
        assertThat(last.accountability().owner()).isEqualTo(OwnerKind.FIRST_LINE);
    }

    @Test
    void a_bot_completes_a_returned_order_and_a_reopened_case_gives_it_back() {
        escalate();
        answer(
                "access-network",
                new DepartmentAnswer.Returned(order, "an-17", ReturnReason.INFORMATION_MISSING, null, null));
        post.ofCase(caseId, EscalationEvent.WorkOrderReturned.class, 1);
        post.send(
                "case-inputs",
                caseId.toString(),
                new CaseInput.InformationGiven(caseId, "bot-1", order, "The light blinks red."));
        post.ofCase(caseId, DepartmentOrder.Submitted.class, 2);
        answer("access-network", new DepartmentAnswer.Resolved(order, "an-17", "access.fibre-break", null));
        post.ofCase(caseId, EscalationEvent.WorkOrderResolved.class, 1);
        post.send("followup.cases", caseId.toString(), AnyEvents.reopened(caseId, order));

        List<DepartmentOrder.Submitted> submitted = post.ofCase(caseId, DepartmentOrder.Submitted.class, 3);

        assertThat(submitted).extracting(DepartmentOrder.Submitted::submission).containsExactly(1, 2, 3);
        assertThat(submitted.get(1).remark()).isEqualTo("The light blinks red.");
        assertThat(submitted.get(1).resolveDueAt()).isEqualTo(submitted.get(0).resolveDueAt());
        assertThat(submitted.get(2).remark()).contains("round 2");
    }

    @Test
    void a_cancelled_case_takes_its_open_order_with_it() {
        escalate();
        post.send("followup.cases", caseId.toString(), AnyEvents.cancelled(caseId));

        List<Post.Said> story = post.ofCase(caseId, 4);

        assertThat(story)
                .extracting(said -> said.event().getClass().getSimpleName())
                .containsExactly("WorkOrderOpened", "Submitted", "WorkOrderCancelled", "Withdrawn");
        assertThat(((EscalationEvent.WorkOrderCancelled) story.get(2).event())
                        .accountability()
                        .nextStep())
                .isEqualTo(NextStep.NONE);
    }

    private void escalate() {
        post.send("diagnosis.cases", caseId.toString(), AnyEvents.escalation(caseId, order, Grade.G2));
        post.ofCase(caseId, 2);
    }

    private void answer(String department, DepartmentAnswer answer) {
        post.send("departments." + department + ".answers", order.toString(), answer);
    }
}
