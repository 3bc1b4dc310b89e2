package org.firstline.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.DepartmentOrder.Submitted;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.EscalationEvent.LadderStepTaken;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.DeadlineName;
import org.firstline.contracts.Terms.ReturnReason;
import org.firstline.contracts.Terms.StepOutcome;
import org.firstline.local.Service;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Cases from ring to closed callback over the running suite; the story of each is told by follow-up, in order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JourneysTest {

    private static final String BOT = "bot-1";

    @Test
    void a_case_is_solved_in_the_first_call_and_closed_after_the_callback() {
        Customer customer = new Customer().ringsAndAnAgentAnswers();
        agentRecordsAndTriages(customer, "NETWORK_FAULT");
        customer.hears(DiagnosisEvent.DiagnosisStarted.class);
        String diagnosis = "/diagnoses/" + customer.caseId();
        customer.change(
                Service.DIAGNOSIS,
                "POST",
                diagnosis,
                diagnosis + "/conclusion",
                Map.of("fixed", Map.of("cause", "account.wrong-password")));
        customer.isCalledBack(1, CallbackOutcome.SOLVED);

        JsonNode closed = customer.closedCase();

        assertThat(Customer.story(closed))
                .containsExactly(
                        "intake.case-opened",
                        "intake.intake-recorded",
                        "intake.case-triaged",
                        "diagnosis.diagnosis-started",
                        "diagnosis.case-fixed",
                        "followup.callback-scheduled",
                        "followup.callback-done",
                        "followup.case-closed");
        assertThat(closed.path("closed").path("closure").asText()).isEqualTo("SOLVED_CONFIRMED");
    }

    @Test
    void a_bot_guides_a_customer_to_the_fix() {
        Customer customer = new Customer().reportsToABot(Category.NETWORK_FAULT, "broadband.wifi");
        customer.hears(DiagnosisEvent.DiagnosisStarted.class);
        customer.says(new CaseInput.GuidedStepReported(customer.caseId(), BOT, "move-closer", StepOutcome.DONE_HELPED));
        customer.isCalledBack(1, CallbackOutcome.SOLVED);

        JsonNode closed = customer.closedCase();

        assertThat(Customer.story(closed))
                .containsExactly(
                        "intake.case-opened",
                        "intake.intake-recorded",
                        "intake.case-triaged",
                        "diagnosis.diagnosis-started",
                        "diagnosis.case-guided",
                        "followup.callback-scheduled",
                        "followup.callback-done",
                        "followup.case-closed");
    }

    @Test
    void a_case_is_escalated_solved_by_the_department_and_closed_after_the_callback() {
        Customer customer = escalated();
        Submitted order = customer.submitted(1);
        customer.answers(order.department(), new DepartmentAnswer.Accepted(order.workOrderId(), "staff-1"));
        customer.answers(
                order.department(),
                new DepartmentAnswer.Resolved(order.workOrderId(), "staff-1", "access.fibre-cut", "spliced"));
        customer.isCalledBack(1, CallbackOutcome.SOLVED);

        JsonNode closed = customer.closedCase();

        assertThat(Customer.story(closed))
                .containsExactly(
                        "intake.case-opened",
                        "intake.intake-recorded",
                        "intake.case-triaged",
                        "diagnosis.diagnosis-started",
                        "diagnosis.escalation-needed",
                        "escalation.work-order-opened",
                        "escalation.work-order-acknowledged",
                        "escalation.work-order-resolved",
                        "followup.callback-scheduled",
                        "followup.callback-done",
                        "followup.case-closed");
        Patience.until(
                "the customer to be told of promise, solution and thanks",
                () -> Customer.told(customer.closedCase()).containsAll(List.of("PROMISE", "RESOLUTION", "THANKS")));
        assertThat(closed.path("closed").path("closure").asText()).isEqualTo("SOLVED_CONFIRMED");
        assertThat(closed.path("accountable").path("nextStep").asText()).isEqualTo("NONE");
    }

    @Test
    void a_returned_order_is_completed_and_sent_again() {
        Customer customer = escalated();
        Submitted order = customer.submitted(1);
        customer.answers(
                order.department(),
                new DepartmentAnswer.Returned(
                        order.workOrderId(), "staff-1", ReturnReason.INFORMATION_MISSING, null, "which light?"));
        customer.hears(EscalationEvent.WorkOrderReturned.class);
        customer.says(new CaseInput.InformationGiven(
                customer.caseId(), BOT, order.workOrderId(), "the LOS light is red and blinking"));
        Submitted again = customer.submitted(2);
        customer.answers(again.department(), new DepartmentAnswer.Accepted(order.workOrderId(), "staff-1"));
        customer.answers(
                again.department(),
                new DepartmentAnswer.Resolved(order.workOrderId(), "staff-1", "access.fibre-cut", null));
        customer.isCalledBack(1, CallbackOutcome.SOLVED);

        assertThat(Customer.story(customer.closedCase()))
                .containsSubsequence(
                        "escalation.work-order-opened",
                        "escalation.work-order-returned",
                        "escalation.work-order-opened",
                        "escalation.work-order-acknowledged",
                        "escalation.work-order-resolved",
                        "followup.case-closed");
    }

    @Test
    void a_case_that_is_not_solved_at_the_callback_is_reopened_and_goes_back_to_its_department() {
        Customer customer = escalated();
        Submitted order = customer.submitted(1);
        customer.answers(
                order.department(),
                new DepartmentAnswer.Resolved(order.workOrderId(), "staff-1", "access.fibre-cut", null));
        customer.isCalledBack(1, CallbackOutcome.NOT_SOLVED);
        Submitted again = customer.submitted(2);
        assertThat(again.workOrderId()).isEqualTo(order.workOrderId());
        customer.answers(
                again.department(),
                new DepartmentAnswer.Resolved(order.workOrderId(), "staff-1", "access.olt-port", null));
        customer.isCalledBack(2, CallbackOutcome.SOLVED);

        JsonNode closed = customer.closedCase();

        assertThat(Customer.story(closed))
                .containsSubsequence(
                        "escalation.work-order-resolved",
                        "followup.callback-scheduled",
                        "followup.callback-done",
                        "followup.case-reopened",
                        "escalation.work-order-opened",
                        "escalation.work-order-resolved",
                        "followup.callback-scheduled",
                        "followup.callback-done",
                        "followup.case-closed");
        assertThat(closed.path("round").asInt()).isEqualTo(2);
    }

    @Test
    void a_case_out_of_scope_is_handed_over_and_the_customer_is_told() {
        Customer customer = new Customer().ringsAndAnAgentAnswers();
        agentRecordsAndTriages(customer, "BILLING");

        JsonNode closed = customer.closedCase();

        assertThat(Customer.story(closed))
                .containsExactly(
                        "intake.case-opened",
                        "intake.intake-recorded",
                        "intake.case-handed-over",
                        "followup.case-closed");
        assertThat(closed.path("closed").path("closure").asText()).isEqualTo("OUT_OF_SCOPE");
        Patience.until("the customer to be told of the desk", () -> Customer.told(customer.closedCase())
                .contains("HANDED_OVER"));
    }

    /** Last: it moves suite time. */
    @Test
    @Order(Integer.MAX_VALUE)
    void an_order_that_nobody_acknowledges_is_warned_breached_and_climbs_the_ladder_once() throws Exception {
        Customer customer = escalated();
        Submitted order = customer.submitted(1);
        TheSuite.running().moveTimeForward(Duration.ofDays(2));

        customer.hears(LadderStepTaken.class, step -> step.deadline() == DeadlineName.RESOLVE && step.rung() >= 3);
        customer.answers(
                order.department(),
                new DepartmentAnswer.Resolved(order.workOrderId(), "staff-1", "access.fibre-cut", null));
        customer.isCalledBack(1, CallbackOutcome.SOLVED);
        JsonNode closed = customer.closedCase();

        assertThat(Customer.story(closed))
                .containsSubsequence(
                        "escalation.work-order-opened",
                        "escalation.deadline-warned",
                        "escalation.deadline-breached",
                        "escalation.ladder-step-taken",
                        "escalation.work-order-resolved",
                        "followup.case-closed");
        Set<String> rungs = new HashSet<>();
        closed.path("story").forEach(line -> {
            if (line.path("type").asText().contains("ladder-step-taken")) {
                JsonNode data = line.path("data");
                assertThat(rungs.add(data.path("deadline").asText()
                                + data.path("revision").asText()
                                + data.path("rung").asText()))
                        .as("a rung is taken once")
                        .isTrue();
            }
        });
        assertThat(rungs.stream().filter(rung -> rung.startsWith("RESOLVE"))).hasSizeGreaterThan(2);
        FollowupEvent.CaseClosed summary = customer.hears(FollowupEvent.CaseClosed.class);
        assertThat(summary.summary().breaches()).isGreaterThanOrEqualTo(1);
    }

    private static Customer escalated() {
        return new Customer().reportsToABot(Category.NETWORK_FAULT, "broadband.los");
    }

    private static void agentRecordsAndTriages(Customer customer, String category) {
        String path = "/cases/" + customer.caseId();
        customer.change(
                Service.INTAKE,
                "PUT",
                path,
                path + "/intake-record",
                Map.of(
                        "serviceLine", "BROADBAND",
                        "symptom", Map.of("code", "broadband.no-internet", "text", "光猫正常，但是无法上网"),
                        "since", Map.of("at", "2026-03-01T23:00:00Z"),
                        "frequency", Map.of("is", "PERMANENT"),
                        "tried", Map.of("unknown", "the caller is not at home")));
        customer.change(
                Service.INTAKE,
                "POST",
                path,
                path + "/triage",
                Map.of("category", category, "impact", "HIGH", "urgency", "MEDIUM"));
    }
}
