package org.firstline.escalation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.firstline.escalation.domain.Terms.Category;
import org.firstline.escalation.domain.Terms.ContractClass;
import org.firstline.escalation.domain.Terms.Grade;
import org.firstline.escalation.domain.Terms.ReturnReason;
import org.firstline.escalation.domain.Terms.ServiceLine;

/** What tests of the rules start from. Three departments: access (alternative field), field, core (the default). */
final class Any {

    static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    static final DepartmentId ACCESS = new DepartmentId("access");
    static final DepartmentId FIELD = new DepartmentId("field");
    static final DepartmentId CORE = new DepartmentId("core");
    static final WorkOrderId ORDER = new WorkOrderId(UUID.fromString("c1e7a9d4-08b2-4f6f-8f3d-77b1f2d95e10"));
    static final CaseId CASE = new CaseId(UUID.fromString("5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41"));

    /** Acknowledge in 30 minutes, resolve in 8 hours, warn at 75 %, rungs at 0, 15 and 60 minutes. */
    static final Rulebook BOOK = book(true);

    private Any() {}

    static Rulebook book(boolean fieldTakesOrders) {
        List<DeadlinePolicy> policies = new ArrayList<>();
        for (Grade grade : Grade.values()) {
            policies.add(policy(grade, Duration.ofMinutes(30), Duration.ofHours(8)));
        }
        return new Rulebook(
                List.of(
                        new Department(ACCESS, "接入", "Access", true),
                        new Department(FIELD, "装维", "Field", fieldTakesOrders),
                        new Department(CORE, "核心", "Core", true)),
                List.of(
                        new RoutingRule("default", null, null, null, null, null, CORE, null),
                        new RoutingRule("access", Category.NETWORK_FAULT, null, null, null, null, ACCESS, FIELD)),
                policies);
    }

    static DeadlinePolicy policy(Grade grade, Duration acknowledge, Duration resolve) {
        return new DeadlinePolicy(
                grade,
                acknowledge,
                resolve,
                Map.of(ContractClass.GOLD, 50),
                75,
                25,
                new DeadlinePolicy.Desk(
                        Duration.ofMinutes(20), Duration.ofMinutes(40), Duration.ofHours(2), Duration.ofHours(1)),
                List.of(
                        new Rung("duty-person", Duration.ZERO),
                        new Rung("team-lead", Duration.ofMinutes(15)),
                        new Rung("manager", Duration.ofHours(1))));
    }

    static Request request() {
        return request(ContractClass.STANDARD);
    }

    static Request request(ContractClass contract) {
        return new Request(
                new Request.Facts(ServiceLine.BROADBAND, "CN-31", "RESIDENTIAL", contract, null, "svc-1", "cust-1"),
                Category.NETWORK_FAULT,
                Grade.G2,
                "broadband.access-loss-of-signal",
                null,
                new Request.Symptom("broadband.no-internet", null, null, "PERMANENT", List.of()),
                List.of(),
                true,
                null);
    }

    static WorkOrder.Known after(WorkOrder order, Input.OfOrder input, Instant at) {
        if (Lifecycle.decide(order, input, at, BOOK) instanceof Decision.Advance(WorkOrder.Known next, var notices)) {
            return next;
        }
        throw new AssertionError("expected " + input + " to advance " + order);
    }

    static WorkOrder.Known submitted() {
        return after(new WorkOrder.Unopened(ORDER), new Input.Open(ORDER, CASE, request()), START);
    }

    static Instant minutes(long minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    static Input.Acknowledge acknowledge() {
        return new Input.Acknowledge(ORDER, ACCESS, "an-1");
    }

    static Input.Progress progress() {
        return new Input.Progress(ORDER, ACCESS, "an-1", minutes(300), new FreeText("on the way"));
    }

    static Input.AskInformation ask() {
        return new Input.AskInformation(ORDER, ACCESS, "an-1", new FreeText("Which light?"));
    }

    static Input.Return back(ReturnReason reason) {
        return new Input.Return(ORDER, ACCESS, "an-1", reason, null, null);
    }

    static Input.Resolve resolve() {
        return new Input.Resolve(ORDER, ACCESS, "an-1", "access.fibre-break", null);
    }
}
